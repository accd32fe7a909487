package hk.innopark.console.access;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a person is to the estates. */
public enum Role {
  /** Reads a tenant's figures and ledger. */
  TENANT_VIEWER("Viewer", true),
  /** Reads them, and exports. */
  TENANT_ENGINEER("Engineer", true),
  /** Reads a tenant's lines as they run, and not its ledger. */
  LINE_OPERATOR("Line operator", true),
  /** Reads what every tenant has to show to HKSTP, and nothing from which a count follows. */
  AUDITOR("Auditor", false),
  /** Runs the platform: reads everything, keeps accounts. */
  PLATFORM_ENGINEER("Platform engineer", false);

  private final String title;
  private final boolean ofTenant;

  Role(String title, boolean ofTenant) {
    this.title = title;
    this.ofTenant = ofTenant;
  }

  /** The name in the database and in answers. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The name on a page. */
  public String title() {
    return title;
  }

  /** Whether it is a role of one tenant. */
  public boolean isOfTenant() {
    return ofTenant;
  }

  public static Optional<Role> byWireName(String name) {
    return Stream.of(values()).filter(role -> role.wireName().equals(name)).findFirst();
  }
}
