package hk.innopark.console;

import com.nimbusds.oauth2.sdk.id.State;
import hk.innopark.console.access.Access;
import hk.innopark.console.access.Account;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signing in with an OpenID provider. An account must be there already: it is found by the
 * provider's subject, or the first time by its name being the e-mail address that the provider has
 * verified.
 */
final class OidcRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(OidcRoutes.class);
  private static final Duration ATTEMPT_LASTS = Duration.ofMinutes(10);
  private final Optional<OidcProvider> provider;
  private final Access access;
  private final SessionRoutes sessions;
  private final HostCookie cookie;
  private final ClientAddress addresses;
  private final RateLimit byAddress = new RateLimit(30, Duration.ofMinutes(5));

  OidcRoutes(
      Optional<OidcConfig> provider,
      Access access,
      SessionRoutes sessions,
      ConsoleConfig config,
      ClientAddress addresses) {
    this.provider = provider.map(OidcProvider::new);
    this.access = access;
    this.sessions = sessions;
    this.cookie = new HostCookie("innopark-sign-in", config);
    this.addresses = addresses;
  }

  void addTo(Javalin app) {
    app.get("/sign-in/provider", this::begin, Rule.PUBLIC);
    app.get("/sign-in/provider/callback", this::comeBack, Rule.PUBLIC);
  }

  private OidcProvider provider() {
    return provider.orElseThrow(() -> RequestException.notFound("error.no_provider"));
  }

  private void begin(Context ctx) {
    OidcProvider asked = provider();
    byAddress.count(addresses.of(ctx));
    OidcProvider.Attempt attempt = OidcProvider.Attempt.begin();
    try {
      String location = asked.authorization(attempt).toString();
      cookie.set(ctx, attempt.toText(), ATTEMPT_LASTS);
      ctx.redirect(location);
    } catch (OidcProvider.RefusedException e) {
      LOG.warn("sign-in: {}", e.getMessage());
      throw RequestException.unauthorized("error.provider_away");
    }
  }

  private void comeBack(Context ctx) {
    OidcProvider asked = provider();
    String state = Parameters.single(ctx, "state");
    String code = Parameters.single(ctx, "code");
    Optional<OidcProvider.Attempt> attempt =
        OidcProvider.Attempt.of(cookie.value(ctx))
            // the browser that comes back is the one that went
            .filter(ours -> ours.state().equals(new State(state == null ? " " : state)));
    cookie.remove(ctx);
    if (code == null || attempt.isEmpty()) {
      throw RequestException.unauthorized("error.sign_in_lost");
    }
    try {
      OidcProvider.Person person = asked.person(code, attempt.get());
      sessions.begin(ctx, account(person), "OpenID provider");
      ctx.redirect("/");
    } catch (OidcProvider.RefusedException e) {
      LOG.warn("sign-in: {}", e.getMessage());
      throw RequestException.unauthorized("error.provider_refuses");
    }
  }

  private Account account(OidcProvider.Person person) {
    return access
        .accounts()
        .ofSubject(person.issuer(), person.subject())
        .or(
            () ->
                person
                    .email()
                    .flatMap(access.accounts()::named)
                    .filter(
                        known -> access.accounts().bind(known, person.issuer(), person.subject())))
        .filter(account -> !account.disabled())
        .orElseThrow(() -> RequestException.forbidden("error.no_account_here"));
  }
}
