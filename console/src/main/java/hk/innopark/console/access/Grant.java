package hk.innopark.console.access;

import hk.innopark.events.Ids;

/**
 * A right: a role, and whose.
 *
 * @param tenant null for a role of every tenant
 */
public record Grant(Role role, String tenant) {
  public Grant {
    if (role.isOfTenant() != (tenant != null)) {
      throw new IllegalArgumentException(
          role.wireName() + (tenant == null ? " needs a tenant" : " is of no tenant"));
    }
    if (tenant != null && !Ids.isValid(tenant)) {
      throw new IllegalArgumentException("the tenant is not an id: 1 to 64 of A-Z a-z 0-9 . _ -");
    }
  }

  public static Grant of(Role role) {
    return new Grant(role, null);
  }

  /** The tenant as the database keeps it. */
  String tenantOrEmpty() {
    return tenant == null ? "" : tenant;
  }

  /** Whether who has this right may act by the other: by its own, or as the platform's engineer. */
  public boolean covers(Grant other) {
    return equals(other) || role == Role.PLATFORM_ENGINEER;
  }

  @Override
  public String toString() {
    return tenant == null ? role.wireName() : role.wireName() + " of " + tenant;
  }
}
