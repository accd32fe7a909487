package hk.innopark.console;

import hk.innopark.console.access.Access;
import hk.innopark.console.access.Account;
import hk.innopark.console.access.ApiToken;
import hk.innopark.console.access.Grant;
import hk.innopark.console.access.Scope;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** A person's own password and tokens. */
final class OwnAccountRoutes {
  private static final Duration WITHIN = Duration.ofMinutes(5);

  private final Access access;
  private final Pages pages;
  private final RateLimit passwords = new RateLimit(8, WITHIN);

  OwnAccountRoutes(Access access, Pages pages) {
    this.access = access;
    this.pages = pages;
  }

  void addTo(Javalin app) {
    app.get("/account", ctx -> pages.send(ctx, "account"), Rule.OWN_ACCOUNT);
    app.post("/api/account/password", this::password, Rule.OWN_ACCOUNT);
    app.get("/api/tokens", this::tokens, Rule.OWN_ACCOUNT);
    app.post("/api/tokens", this::issue, Rule.OWN_ACCOUNT);
    app.delete("/api/tokens/{id}", this::revoke, Rule.OWN_ACCOUNT);
  }

  private void password(Context ctx) {
    Viewer viewer = Viewer.of(ctx);
    JsonBody body = JsonBody.of(ctx);
    passwords.count(viewer.name());
    Account account =
        access
            .accounts()
            .signIn(viewer.name(), body.text("old"))
            .orElseThrow(() -> RequestException.forbidden("error.old_password"));
    access.accounts().setPassword(account, body.text("new"));
    access.actions().append(viewer.action("change password", null, "", ""));
    Answers.send(ctx, Map.of("changed", true));
  }

  private void tokens(Context ctx) {
    List<ApiToken> tokens = access.tokens().of(Viewer.of(ctx).account());
    Answers.send(ctx, tokens.stream().map(OwnAccountRoutes::json).toList());
  }

  private void issue(Context ctx) {
    Viewer viewer = Viewer.of(ctx);
    JsonBody body = JsonBody.of(ctx);
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    for (String name : body.texts("scopes")) {
      scopes.add(
          Scope.byWireName(name).orElseThrow(() -> RequestException.badRequest("error.scope")));
    }
    // by the right that the session reads by, and no wider
    Grant grant = viewer.grant();
    String label = body.text("label");
    int days = body.number("days");
    String token =
        access.tokens().issue(viewer.account(), grant, label, scopes, Duration.ofDays(days));
    access
        .actions()
        .append(
            viewer.action(
                "issue token", grant.tenant(), label + ", " + scopes + ", " + days + " days", ""));
    ctx.status(201);
    Answers.send(ctx, Map.of("token", token));
  }

  private void revoke(Context ctx) {
    Viewer viewer = Viewer.of(ctx);
    UUID id;
    try {
      id = UUID.fromString(ctx.pathParam("id"));
    } catch (IllegalArgumentException e) {
      throw RequestException.badRequest("error.address_not_id", "token");
    }
    if (!access.tokens().revoke(viewer.account(), id)) {
      throw RequestException.notFound("error.no_token");
    }
    access.actions().append(viewer.action("revoke token", null, id.toString(), ""));
    Answers.send(ctx, Map.of("revoked", true));
  }

  private static Map<String, Object> json(ApiToken token) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("id", token.id().toString());
    members.put("label", token.label());
    members.put("grant", Grants.json(token.grant()));
    members.put("scopes", token.scopes().stream().map(Scope::wireName).sorted().toList());
    members.put("expiresAt", token.expiresAt().toEpochMilli());
    members.put("usedAt", token.usedAt() == null ? null : token.usedAt().toEpochMilli());
    members.put("revoked", token.revoked());
    return members;
  }
}
