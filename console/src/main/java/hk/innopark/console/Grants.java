package hk.innopark.console;

import hk.innopark.console.access.Account;
import hk.innopark.console.access.Grant;
import hk.innopark.console.access.Role;
import hk.innopark.events.Ids;
import hk.innopark.registry.model.Registry;
import hk.innopark.registry.model.Tenant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rights as requests name them and answers show them. */
final class Grants {
  private static final List<Role> ORDER =
      List.of(
          Role.PLATFORM_ENGINEER,
          Role.AUDITOR,
          Role.TENANT_ENGINEER,
          Role.TENANT_VIEWER,
          Role.LINE_OPERATOR);

  /** The widest first. */
  private static final Comparator<Grant> WIDEST =
      Comparator.comparingInt((Grant grant) -> ORDER.indexOf(grant.role()))
          .thenComparing(grant -> "" + grant.tenant());

  private Grants() {}

  /** The right that a body names by {@code role} and {@code tenant}. */
  static Grant of(JsonBody body) {
    String name = body.text("role");
    Role role =
        Role.byWireName(name).orElseThrow(() -> RequestException.badRequest("error.body_role"));
    String tenant = body.textOrNull("tenant");
    if (role.isOfTenant() != (tenant != null)) {
      throw RequestException.badRequest(
          tenant == null ? "error.role_needs_tenant" : "error.role_without_tenant", role.title());
    }
    if (tenant != null && !Ids.isValid(tenant)) {
      throw RequestException.badRequest("error.body_tenant_not_id");
    }
    return new Grant(role, tenant);
  }

  static Map<String, Object> json(Grant grant) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("role", grant.role().wireName());
    members.put("tenant", grant.tenant());
    return members;
  }

  /** The right by which an account reads at first. */
  static Grant first(Account account) {
    return account.grants().stream()
        .min(WIDEST)
        .orElseThrow(() -> RequestException.forbidden("error.no_rights"));
  }

  /** Every right by which an account may read; the platform's engineer may look as anybody. */
  static List<Grant> choices(Account account, Registry registry) {
    if (!account.mayActAs(Grant.of(Role.PLATFORM_ENGINEER))) {
      return account.grants().stream().sorted(WIDEST).toList();
    }
    List<Grant> all = new ArrayList<>();
    for (Role role : Role.values()) {
      if (!role.isOfTenant()) {
        all.add(Grant.of(role));
        continue;
      }
      for (Tenant tenant : registry.tenants()) {
        all.add(new Grant(role, tenant.id()));
      }
    }
    all.sort(WIDEST);
    return List.copyOf(all);
  }
}
