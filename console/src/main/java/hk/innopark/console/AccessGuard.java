package hk.innopark.console;

import hk.innopark.console.access.Access;
import hk.innopark.console.access.ApiToken;
import hk.innopark.console.access.Session;
import hk.innopark.console.access.TokenStore;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.security.RouteRole;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/** Runs before every route's handler and lets pass only what the route's {@link Rule} allows. */
final class AccessGuard implements Handler {
  private static final String BEARER = "Bearer ";

  private final Access access;
  private final SessionCookie cookie;
  private final ClientAddress addresses;

  AccessGuard(Access access, SessionCookie cookie, ClientAddress addresses) {
    this.access = access;
    this.cookie = cookie;
    this.addresses = addresses;
  }

  /** A page that a browser without a session asked for: it is sent to sign in. */
  static final class SignInFirstException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String location;

    private SignInFirstException(String location) {
      super(location, null, false, false);
      this.location = location;
    }

    String location() {
      return location;
    }
  }

  @Override
  public void handle(Context ctx) {
    Rule rule = ruleOf(ctx.routeRoles());
    if (rule == Rule.PUBLIC) {
      return;
    }
    Viewer viewer = viewer(ctx).orElseThrow(() -> notSignedIn(ctx));
    boolean tokenMay = viewer.scopes().map(rule::allows).orElse(true);
    if (!tokenMay) {
      throw RequestException.forbidden("error.token_scope");
    }
    if (!rule.allows(viewer.grant().role())) {
      throw RequestException.forbidden("error.not_for_role", viewer.grant().role().title());
    }
    String tenant = PathParameter.named("tenant", ctx.endpointHandlerPath(), ctx.path());
    if (tenant != null && !viewer.audience().sees(tenant)) {
      // what one may not see is not there
      throw RequestException.notFound("error.nothing_here");
    }
    viewer.letIn(ctx);
  }

  /** The route's rule; every route has one, or the console does not start. */
  static Rule ruleOf(Set<RouteRole> roles) {
    if (roles.size() == 1 && roles.iterator().next() instanceof Rule rule) {
      return rule;
    }
    throw new IllegalStateException("a route has not exactly one rule");
  }

  private Optional<Viewer> viewer(Context ctx) {
    String authorization = ctx.header("Authorization");
    if (authorization != null) {
      return authorization.startsWith(BEARER + TokenStore.PREFIX)
          ? access
              .tokens()
              .find(authorization.substring(BEARER.length()))
              .map(token -> ofToken(token, ctx))
          : Optional.empty();
    }
    String token = cookie.token(ctx);
    if (token == null) {
      return Optional.empty();
    }
    Optional<Session> session = access.sessions().find(token);
    if (session.isPresent() && changes(ctx) && !SessionCookie.showsChangeToken(ctx, token)) {
      throw RequestException.forbidden("error.page_out_of_date");
    }
    return session.map(found -> ofSession(found, ctx));
  }

  private static boolean changes(Context ctx) {
    return ctx.method() != HandlerType.GET;
  }

  private Viewer ofSession(Session session, Context ctx) {
    return new Viewer(
        session.account(),
        session.name(),
        session.fullName(),
        session.grant(),
        Optional.empty(),
        addresses.of(ctx));
  }

  private Viewer ofToken(ApiToken token, Context ctx) {
    return new Viewer(
        token.account(),
        token.name(),
        token.fullName(),
        token.grant(),
        Optional.of(token.scopes()),
        addresses.of(ctx));
  }

  private static RuntimeException notSignedIn(Context ctx) {
    boolean isPage = !ctx.path().startsWith("/api/") && !changes(ctx);
    if (!isPage || ctx.header("Authorization") != null) {
      return RequestException.unauthorized("error.sign_in_first");
    }
    String query = ctx.queryString();
    String next = ctx.path() + (query == null ? "" : "?" + query);
    return new SignInFirstException(
        next.equals("/")
            ? "/sign-in"
            : "/sign-in?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8));
  }
}
