package hk.innopark.console.access;

import hk.innopark.events.text.Message;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a person is to the estates. */
public enum Role {
  /** Reads a tenant's figures and ledger. */
  TENANT_VIEWER(true),
  /** Reads them, and exports. */
  TENANT_ENGINEER(true),
  /** Reads a tenant's lines as they run, and not its ledger. */
  LINE_OPERATOR(true),
  /** Reads what every tenant has to show to HKSTP, and nothing from which a count follows. */
  AUDITOR(false),
  /** Runs the platform: reads everything, keeps accounts. */
  PLATFORM_ENGINEER(false);

  private final boolean ofTenant;

  Role(boolean ofTenant) {
    this.ofTenant = ofTenant;
  }

  /** The name in the database and in answers. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The name on a page. */
  public Message title() {
    return Message.of("role." + wireName());
  }

  /** Whether it is a role of one tenant. */
  public boolean isOfTenant() {
    return ofTenant;
  }

  public static Optional<Role> byWireName(String name) {
    return Stream.of(values()).filter(role -> role.wireName().equals(name)).findFirst();
  }
}
