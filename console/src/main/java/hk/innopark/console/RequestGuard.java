package hk.innopark.console;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Lets only requests of known methods for a host of ours pass, changes only from pages of ours, and
 * puts the headers on every answer.
 */
final class RequestGuard implements Handler {
  private static final Set<HandlerType> CHANGING = Set.of(HandlerType.POST, HandlerType.DELETE);

  private final ConsoleConfig config;
  private final Supplier<List<ConsoleServer.Route>> routes;

  RequestGuard(ConsoleConfig config, Supplier<List<ConsoleServer.Route>> routes) {
    this.config = config;
    this.routes = routes;
  }

  @Override
  public void handle(Context ctx) {
    SecurityHeaders.ALL.forEach(ctx::header);
    if (ctx.method() != HandlerType.GET && !CHANGING.contains(ctx.method())) {
      // also HEAD: the router runs no rule before it
      String allowed = RouteTemplate.methodsAt(routes.get(), ctx.path());
      ctx.header("Allow", allowed.isEmpty() ? "GET, POST, DELETE" : allowed);
      refuse(ctx, 405, "error.method");
    } else if (!isOurHost(ctx.header("Host"))) {
      refuse(ctx, 421, "error.host");
    } else if (CHANGING.contains(ctx.method()) && !isFromOurPage(ctx)) {
      refuse(ctx, 403, "error.foreign_page");
    }
  }

  private static void refuse(Context ctx, int status, String key) {
    Answers.problem(ctx, status, PageLanguage.texts(ctx).get(key));
    ctx.skipRemainingHandlers();
  }

  /**
   * Browsers say where a change comes from and programs do not; what a form of another site can
   * send is neither JSON nor bytes.
   */
  private static boolean isFromOurPage(Context ctx) {
    String site = ctx.header("Sec-Fetch-Site");
    String origin = ctx.header("Origin");
    String type = ctx.contentType();
    return (site == null || site.equals("same-origin"))
        && (origin == null || origin.endsWith("://" + ctx.header("Host")))
        && (ctx.method() == HandlerType.DELETE
            || (type != null
                && (type.startsWith("application/json")
                    || type.equals("application/octet-stream"))));
  }

  private boolean isOurHost(String host) {
    if (host == null) {
      return false;
    }
    int colon = host.lastIndexOf(':');
    boolean hasPort = colon > host.lastIndexOf(']');
    String name = hasPort && colon > 0 ? host.substring(0, colon) : host;
    return config.hosts().contains(name.toLowerCase(Locale.ROOT));
  }
}
