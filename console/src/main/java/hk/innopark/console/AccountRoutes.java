package hk.innopark.console;

import hk.innopark.console.access.Access;
import hk.innopark.console.access.Account;
import hk.innopark.console.access.Grant;
import hk.innopark.registry.action.RecordedAction;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeping accounts, and what people did. */
final class AccountRoutes {
  private static final Duration LINK_LASTS = Duration.ofDays(3);
  private static final int ACTIONS_AT_ONCE = 100;

  private final Access access;
  private final Pages pages;
  private final Views views;

  AccountRoutes(Access access, Pages pages, Views views) {
    this.access = access;
    this.pages = pages;
    this.views = views;
  }

  void addTo(Javalin app) {
    app.get("/accounts", ctx -> pages.send(ctx, "accounts"), Rule.ACCOUNTS);
    app.get("/api/accounts", this::accounts, Rule.ACCOUNTS);
    app.post("/api/accounts", this::add, Rule.ACCOUNTS);
    app.post("/api/accounts/{name}/grants", this::grant, Rule.ACCOUNTS);
    app.post("/api/accounts/{name}/grants/revoke", this::revoke, Rule.ACCOUNTS);
    app.post("/api/accounts/{name}/disabled", this::disable, Rule.ACCOUNTS);
    app.post("/api/accounts/{name}/link", this::link, Rule.ACCOUNTS);
    app.get("/actions", ctx -> pages.send(ctx, "actions"), Rule.ACTIONS);
    app.get("/api/actions", this::actions, Rule.ACTIONS);
  }

  private void accounts(Context ctx) {
    Answers.send(ctx, access.accounts().all().stream().map(AccountRoutes::json).toList());
  }

  private void add(Context ctx) {
    JsonBody body = JsonBody.of(ctx);
    Account account = access.accounts().add(body.text("name"), body.text("fullName"));
    record(ctx, "add account", null, account.name());
    ctx.status(201);
    Answers.send(ctx, json(account));
  }

  private void grant(Context ctx) {
    Account account = named(ctx);
    Grant grant = Grants.of(JsonBody.of(ctx));
    if (grant.tenant() != null
        && views.of(Viewer.of(ctx)).registry().tenant(grant.tenant()).isEmpty()) {
      throw RequestException.badRequest("error.no_tenant", grant.tenant());
    }
    access.accounts().grant(account, grant);
    record(ctx, "grant", grant.tenant(), account.name() + ": " + grant);
    Answers.send(ctx, json(named(ctx)));
  }

  private void revoke(Context ctx) {
    Account account = named(ctx);
    Grant grant = Grants.of(JsonBody.of(ctx));
    access.accounts().revoke(account, grant);
    record(ctx, "revoke", grant.tenant(), account.name() + ": " + grant);
    Answers.send(ctx, json(named(ctx)));
  }

  private void disable(Context ctx) {
    Account account = named(ctx);
    boolean disabled = JsonBody.of(ctx).flag("disabled");
    if (disabled && account.id().equals(Viewer.of(ctx).account())) {
      throw RequestException.conflict("error.disable_oneself");
    }
    if (disabled) {
      access.accounts().disable(account);
    } else {
      access.accounts().enable(account);
    }
    record(ctx, disabled ? "disable account" : "enable account", null, account.name());
    Answers.send(ctx, json(named(ctx)));
  }

  /** A link by which a person without a password signs in once, and then sets one. */
  private void link(Context ctx) {
    Account account = named(ctx);
    String token = access.links().issue(account, LINK_LASTS);
    record(ctx, "issue sign-in link", null, account.name());
    Answers.send(ctx, Map.of("path", "/sign-in#" + token));
  }

  private void actions(Context ctx) {
    Viewer viewer = Viewer.of(ctx);
    String before = Parameters.single(ctx, "before");
    if (before != null && !before.matches("[1-9][0-9]{0,17}")) {
      throw RequestException.badRequest("error.parameter_not_number", "before", 1, Long.MAX_VALUE);
    }
    List<RecordedAction> actions =
        access
            .actions()
            .newest(
                Optional.ofNullable(viewer.grant().tenant()),
                before == null ? Long.MAX_VALUE : Long.parseLong(before),
                ACTIONS_AT_ONCE);
    Answers.send(ctx, actions.stream().map(AccountRoutes::json).toList());
  }

  private Account named(Context ctx) {
    return access
        .accounts()
        .named(ctx.pathParam("name"))
        .orElseThrow(() -> RequestException.notFound("error.no_account"));
  }

  private void record(Context ctx, String action, String tenant, String subject) {
    access.actions().append(Viewer.of(ctx).action(action, tenant, subject, ""));
  }

  private static Map<String, Object> json(Account account) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("name", account.name());
    members.put("fullName", account.fullName());
    members.put("disabled", account.disabled());
    members.put("grants", account.grants().stream().map(Grants::json).toList());
    return members;
  }

  private static Map<String, Object> json(RecordedAction recorded) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("seq", recorded.seq());
    members.put("at", recorded.at().toEpochMilli());
    members.put("account", recorded.action().account());
    members.put("role", recorded.action().role());
    members.put("tenant", recorded.action().tenant());
    members.put("address", recorded.action().address());
    members.put("action", recorded.action().action());
    members.put("subject", recorded.action().subject());
    members.put("reason", recorded.action().reason());
    return members;
  }
}
