package hk.innopark.console;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who may call which route of the console, written once more by hand. */
final class AllowedCallers {
  private static final String EVERYBODY = "everybody";
  private static final String ALL = "viewer engineer operator auditor platform";
  private static final String NOT_OPERATOR = "viewer engineer auditor platform";
  private static final String OF_LINES = "viewer engineer operator platform";
  private static final String TOKENS = " token:figures";
  private static final String LEDGER = " token:ledger";

  /** Kinds of callers, by method and path. */
  private static final Map<String, String> ALLOWED =
      Map.ofEntries(
          Map.entry("GET /sign-in", EVERYBODY),
          Map.entry("GET /api/sign-in", EVERYBODY),
          Map.entry("POST /api/sign-in", EVERYBODY),
          Map.entry("POST /api/sign-in/link", EVERYBODY),
          Map.entry("GET /sign-in/provider", EVERYBODY),
          Map.entry("GET /sign-in/provider/callback", EVERYBODY),
          Map.entry("GET /check", EVERYBODY),
          Map.entry("GET /assets/{name}", EVERYBODY),
          Map.entry("GET /favicon.ico", EVERYBODY),
          Map.entry("GET /health", EVERYBODY),
          Map.entry("GET /api/session", ALL),
          Map.entry("POST /api/session/view", ALL),
          Map.entry("DELETE /api/session", ALL),
          Map.entry("GET /account", ALL),
          Map.entry("POST /api/account/password", ALL),
          Map.entry("GET /api/tokens", ALL),
          Map.entry("POST /api/tokens", ALL),
          Map.entry("DELETE /api/tokens/{id}", ALL),
          Map.entry("GET /accounts", "platform"),
          Map.entry("GET /api/accounts", "platform"),
          Map.entry("POST /api/accounts", "platform"),
          Map.entry("POST /api/accounts/{name}/grants", "platform"),
          Map.entry("POST /api/accounts/{name}/grants/revoke", "platform"),
          Map.entry("POST /api/accounts/{name}/disabled", "platform"),
          Map.entry("POST /api/accounts/{name}/link", "platform"),
          Map.entry("GET /actions", "engineer auditor platform"),
          Map.entry("GET /api/actions", "engineer auditor platform"),
          Map.entry("GET /", ALL + TOKENS),
          Map.entry("GET /tenants/{tenant}", ALL + TOKENS),
          Map.entry("GET /tenants/{tenant}/lines/{line}", OF_LINES + TOKENS),
          Map.entry("GET /tenants/{tenant}/lines/{line}/wall", OF_LINES + TOKENS),
          Map.entry("GET /api/overview", ALL + TOKENS),
          Map.entry("GET /api/tenants/{tenant}", ALL + TOKENS),
          Map.entry("GET /api/tenants/{tenant}/lines/{line}", OF_LINES + TOKENS),
          Map.entry("GET /tenants/{tenant}/scorecard", NOT_OPERATOR + LEDGER),
          Map.entry("GET /tenants/{tenant}/year", NOT_OPERATOR + LEDGER),
          Map.entry("GET /portfolio", "auditor platform"),
          Map.entry("GET /api/portfolio", "auditor platform"),
          Map.entry("GET /api/tenants/{tenant}/scorecard", NOT_OPERATOR + LEDGER),
          Map.entry("GET /api/tenants/{tenant}/year", NOT_OPERATOR + LEDGER),
          Map.entry("GET /api/tenants/{tenant}/year.csv", NOT_OPERATOR + LEDGER),
          Map.entry("GET /api/tenants/{tenant}/documents/{sha256}", NOT_OPERATOR + LEDGER),
          Map.entry("GET /api/tenants/{tenant}/evidence/{month}", "engineer platform"),
          Map.entry("POST /api/tenants/{tenant}/documents", "engineer"),
          Map.entry("POST /api/tenants/{tenant}/declarations", "engineer"),
          Map.entry("POST /api/tenants/{tenant}/declarations/{seq}/withdrawal", "engineer"),
          Map.entry("GET /alerts", OF_LINES + TOKENS),
          Map.entry("GET /alerts/{key}", OF_LINES + TOKENS),
          Map.entry("GET /api/alerts", OF_LINES + TOKENS),
          Map.entry("GET /api/alerts/{key}", OF_LINES + TOKENS),
          Map.entry("POST /api/alerts/{key}/acknowledgement", "engineer operator platform"),
          Map.entry("GET /api/dead-letters", OF_LINES + TOKENS),
          Map.entry("GET /api/figures", ALL + TOKENS),
          Map.entry("GET /api/ledger", NOT_OPERATOR + LEDGER),
          Map.entry("GET /developers", ALL),
          Map.entry("GET /api/openapi.json", EVERYBODY),
          Map.entry("GET /tenants/{tenant}/orders", OF_LINES + TOKENS),
          Map.entry("GET /api/tenants/{tenant}/orders/overview", OF_LINES + TOKENS),
          Map.entry("GET /api/tenants/{tenant}/orders", OF_LINES + TOKENS),
          Map.entry("GET /api/tenants/{tenant}/products", OF_LINES + TOKENS),
          Map.entry("GET /api/tenants/{tenant}/footprint", OF_LINES + TOKENS),
          Map.entry("POST /api/tenants/{tenant}/lines/{line}/orders", "engineer operator platform"),
          Map.entry("GET /tenants/{tenant}/lines/{line}/stops", OF_LINES + TOKENS),
          Map.entry("GET /api/tenants/{tenant}/lines/{line}/stops", OF_LINES + TOKENS),
          Map.entry(
              "POST /api/tenants/{tenant}/lines/{line}/annotations", "engineer operator platform"),
          Map.entry("GET /devices", "engineer platform"),
          Map.entry("GET /api/platform", "platform"),
          Map.entry("GET /tenants/{tenant}/devices", "engineer platform"),
          Map.entry("GET /api/tenants/{tenant}/devices", "engineer platform"),
          Map.entry("GET /api/tenants/{tenant}/lines/{line}/device", "engineer platform"),
          Map.entry("POST /api/tenants/{tenant}/registry/draft", "engineer platform"),
          Map.entry("POST /api/tenants/{tenant}/registry", "engineer platform"),
          Map.entry("GET /api/tenants/{tenant}/registry", "engineer platform"),
          Map.entry("POST /api/tenants/{tenant}/lines/{line}/credentials", "engineer platform"),
          Map.entry("GET /audit", NOT_OPERATOR + LEDGER),
          Map.entry("GET /audit/{tenant}/{origin}/{seq}", NOT_OPERATOR + LEDGER),
          Map.entry("GET /api/ledger/chains", NOT_OPERATOR + LEDGER),
          Map.entry("GET /api/ledger/rows", NOT_OPERATOR + LEDGER),
          Map.entry("GET /api/ledger/rows/{tenant}/{origin}/{seq}", NOT_OPERATOR + LEDGER),
          Map.entry("GET /api/ledger/periods/{tenant}/{origin}", NOT_OPERATOR + LEDGER),
          Map.entry("GET /api/ledger/verification/{tenant}/{origin}", NOT_OPERATOR + LEDGER));

  private AllowedCallers() {}

  /** Method and path of each. */
  static Set<String> routes() {
    return ALLOWED.keySet();
  }

  /** Whether nobody need be signed in for a route. */
  static boolean isForEverybody(String route) {
    return of(route).equals(EVERYBODY);
  }

  /** Whether a kind of caller may call a route, about a tenant that it sees. */
  static boolean include(String kind, String route) {
    return List.of(of(route).split(" ")).contains(kind);
  }

  private static String of(String route) {
    return ALLOWED.getOrDefault(route, "");
  }
}
