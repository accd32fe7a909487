package hk.innopark.console;

import hk.innopark.console.access.Access;
import hk.innopark.console.access.Account;
import hk.innopark.console.access.Grant;
import hk.innopark.registry.action.Action;
import hk.innopark.registry.model.Registry;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** Signing in and out, and by which right a session reads. */
final class SessionRoutes {
  private static final Duration WITHIN = Duration.ofMinutes(5);

  private final Access access;
  private final SessionCookie cookie;
  private final ClientAddress addresses;
  private final Pages pages;
  private final Views views;
  private final Offers offers;
  private final RateLimit byAddress = new RateLimit(30, WITHIN);
  private final RateLimit byName = new RateLimit(8, WITHIN);

  SessionRoutes(
      Access access,
      SessionCookie cookie,
      ClientAddress addresses,
      Pages pages,
      Views views,
      Offers offers) {
    this.access = access;
    this.cookie = cookie;
    this.addresses = addresses;
    this.pages = pages;
    this.views = views;
    this.offers = offers;
  }

  /** What this console has besides: a provider to sign in with, a key to sign packs with. */
  record Offers(boolean provider, boolean packs) {}

  void addTo(Javalin app) {
    app.get("/sign-in", ctx -> pages.send(ctx, "sign-in"), Rule.PUBLIC);
    app.get("/api/sign-in", this::ways, Rule.PUBLIC);
    app.post("/api/sign-in", this::byPassword, Rule.PUBLIC);
    app.post("/api/sign-in/link", this::byLink, Rule.PUBLIC);
    app.get("/api/session", this::session, Rule.OWN_ACCOUNT);
    app.post("/api/session/view", this::view, Rule.OWN_ACCOUNT);
    app.delete("/api/session", this::signOut, Rule.OWN_ACCOUNT);
  }

  private void ways(Context ctx) {
    Answers.send(ctx, Map.of("provider", offers.provider()));
  }

  private void byPassword(Context ctx) {
    JsonBody body = JsonBody.of(ctx);
    String name = body.text("name").strip().toLowerCase(Locale.ROOT);
    String password = body.text("password");
    String address = addresses.of(ctx);
    byAddress.count(address);
    byName.count(name);
    Account account =
        access
            .accounts()
            .signIn(name, password)
            .orElseThrow(
                () -> {
                  recordRefusal(name, address);
                  return RequestException.unauthorized("error.wrong_password");
                });
    byName.forget(name);
    begin(ctx, account, "password");
    Answers.send(ctx, Map.of("signedIn", true));
  }

  private void byLink(Context ctx) {
    String token = JsonBody.of(ctx).text("token");
    byAddress.count(addresses.of(ctx));
    Account account =
        access
            .links()
            .redeem(token)
            .flatMap(access.accounts()::withId)
            .filter(found -> !found.disabled())
            .orElseThrow(() -> RequestException.unauthorized("error.link_used"));
    begin(ctx, account, "link");
    Answers.send(ctx, Map.of("signedIn", true));
  }

  /** Begins a session with a new token; the one that the browser had, if any, ends. */
  void begin(Context ctx, Account account, String by) {
    Grant grant = Grants.first(account);
    replace(ctx, account.id(), grant);
    access
        .actions()
        .append(
            new Action(
                account.name(),
                grant.role().wireName(),
                "",
                addresses.of(ctx),
                "sign-in",
                "by " + by,
                ""));
  }

  private void replace(Context ctx, UUID account, Grant grant) {
    String old = cookie.token(ctx);
    if (old != null) {
      access.sessions().end(old);
    }
    cookie.set(ctx, access.sessions().begin(account, grant, addresses.of(ctx)));
  }

  private void recordRefusal(String name, String address) {
    // what was typed is not recorded where no account has that name: it may be a password
    String known = access.accounts().named(name).map(Account::name).orElse("unknown");
    access
        .actions()
        .append(new Action(known, "none", "", address, "sign-in refused", "by password", ""));
  }

  private void session(Context ctx) {
    Viewer viewer = Viewer.of(ctx);
    Account account = access.accounts().withId(viewer.account()).orElseThrow();
    Registry registry = views.of(Audience.PLATFORM).registry();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("name", viewer.name());
    answer.put("fullName", viewer.fullName());
    answer.put("view", shown(viewer.grant(), registry));
    answer.put(
        "choices",
        Grants.choices(account, registry).stream().map(grant -> shown(grant, registry)).toList());
    answer.put("changeToken", SessionCookie.changeToken(cookie.token(ctx)));
    answer.put("ledger", Rule.LEDGER.allows(viewer.grant().role()));
    answer.put("portfolio", Rule.PORTFOLIO.allows(viewer.grant().role()));
    answer.put("alerts", Rule.LINES.allows(viewer.grant().role()));
    answer.put("acknowledge", Rule.ACKNOWLEDGE.allows(viewer.grant().role()));
    answer.put("connect", Rule.CONNECT.allows(viewer.grant().role()));
    answer.put("actions", Rule.ACTIONS.allows(viewer.grant().role()));
    answer.put("packs", offers.packs() && Rule.EXPORT.allows(viewer.grant().role()));
    answer.put("accounts", Rule.ACCOUNTS.allows(viewer.grant().role()));
    Answers.send(ctx, answer);
  }

  /** Names are those of tenants for which the account has a right. */
  private static Map<String, Object> shown(Grant grant, Registry registry) {
    Map<String, Object> members = Grants.json(grant);
    if (grant.tenant() != null) {
      members.put(
          "tenantName",
          registry.tenant(grant.tenant()).map(tenant -> tenant.name()).orElse(grant.tenant()));
    }
    return members;
  }

  private void view(Context ctx) {
    Viewer viewer = Viewer.of(ctx);
    Grant wanted = Grants.of(JsonBody.of(ctx));
    Account account = access.accounts().withId(viewer.account()).orElseThrow();
    if (!account.mayActAs(wanted)) {
      throw RequestException.forbidden("error.not_your_right");
    }
    replace(ctx, account.id(), wanted);
    access.actions().append(viewer.action("view as", wanted.tenant(), wanted.toString(), ""));
    Answers.send(ctx, Map.of("view", Grants.json(wanted)));
  }

  private void signOut(Context ctx) {
    String token = cookie.token(ctx);
    if (token != null) {
      access.sessions().end(token);
    }
    cookie.remove(ctx);
    access.actions().append(Viewer.of(ctx).action("sign-out", null, "", ""));
    Answers.send(ctx, Map.of("signedIn", false));
  }
}
