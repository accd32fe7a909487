package hk.innopark.console;

import hk.innopark.console.access.Grant;
import hk.innopark.console.access.Role;
import hk.innopark.console.access.Scope;
import hk.innopark.registry.model.Tenant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/**
 * Who calls a route.
 *
 * @param kind as {@link AllowedCallers} names them
 * @param tenant null where it is every tenant's, or nobody's
 * @param session the cookie's token; null where there is none
 * @param bearer the API token; null where there is none
 */
record RouteCaller(String kind, String tenant, String session, String bearer) {
  static final String NOBODY = "-";

  /** Everybody: of some of the tenants, of all of them, and nobody. */
  static List<RouteCaller> everybody(TestServer database, List<Tenant> tenants) {
    List<RouteCaller> callers = new ArrayList<>();
    callers.add(new RouteCaller(NOBODY, null, null, null));
    callers.add(new RouteCaller(NOBODY, null, "A".repeat(43), null));
    callers.add(new RouteCaller(NOBODY, null, null, "innopark_" + "A".repeat(43)));
    callers.add(signedIn(database, "auditor", Grant.of(Role.AUDITOR)));
    callers.add(signedIn(database, "platform", Grant.of(Role.PLATFORM_ENGINEER)));
    // as three of the tenants, about every one
    for (Tenant tenant : tenants.subList(0, 3)) {
      callers.add(signedIn(database, "viewer", new Grant(Role.TENANT_VIEWER, tenant.id())));
      callers.add(signedIn(database, "engineer", new Grant(Role.TENANT_ENGINEER, tenant.id())));
      callers.add(signedIn(database, "operator", new Grant(Role.LINE_OPERATOR, tenant.id())));
      for (Scope scope : Scope.values()) {
        Grant grant = new Grant(Role.TENANT_VIEWER, tenant.id());
        String token =
            database
                .access()
                .tokens()
                .issue(
                    database.account("tenant_viewer." + tenant.id()).id(),
                    grant,
                    scope.wireName(),
                    EnumSet.of(scope),
                    Duration.ofDays(1));
        callers.add(new RouteCaller("token:" + scope.wireName(), tenant.id(), null, token));
      }
    }
    return callers;
  }

  private static RouteCaller signedIn(TestServer database, String kind, Grant grant) {
    return new RouteCaller(kind, grant.tenant(), database.session(grant), null);
  }
}
