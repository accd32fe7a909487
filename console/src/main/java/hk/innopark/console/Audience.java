package hk.innopark.console;

import hk.innopark.console.access.Grant;
import java.util.Locale;

/**
 * Whose eyes figures are for; rights of one audience read the same.
 *
 * @param tenant null where it is not one tenant
 */
public record Audience(Kind kind, String tenant) {
  /** Kinds of audiences. */
  public enum Kind {
    /** One tenant: everything that is its own. */
    TENANT,
    /** HKSTP: every tenant, and nothing from which a count follows. */
    HKSTP,
    /** Who runs the platform: everything. */
    PLATFORM;

    /** The name in answers. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static final Audience HKSTP = new Audience(Kind.HKSTP, null);
  public static final Audience PLATFORM = new Audience(Kind.PLATFORM, null);

  public Audience {
    if ((kind == Kind.TENANT) != (tenant != null)) {
      throw new IllegalArgumentException("an audience is a tenant's where it names one");
    }
  }

  public static Audience ofTenant(String tenant) {
    return new Audience(Kind.TENANT, tenant);
  }

  /** Whose eyes a right has. */
  public static Audience of(Grant grant) {
    return switch (grant.role()) {
      case TENANT_VIEWER, TENANT_ENGINEER, LINE_OPERATOR -> ofTenant(grant.tenant());
      case AUDITOR -> HKSTP;
      case PLATFORM_ENGINEER -> PLATFORM;
    };
  }

  /** Whether anything of a tenant may be shown. */
  boolean sees(String anyTenant) {
    return kind != Kind.TENANT || tenant.equals(anyTenant);
  }

  boolean isHkstp() {
    return kind == Kind.HKSTP;
  }
}
