package hk.innopark.registry;

import java.util.Locale;

/** What a database login may do; each is a group role that the schema creates. */
public enum DatabaseRole {
  /** Imports and reads reference data. */
  REGISTRAR,
  /** Reads reference data; adds and changes lines, machines and meters alone. */
  ONBOARDER,
  /** Appends to the ledger, and cannot read it; reads reference data. */
  WRITER,
  /** Reads everything, of every tenant. */
  AUDITOR,
  /**
   * Reads what belongs to one tenant: that of a login made by {@link
   * RegistrySchema#createTenantLogin}, else the one that a transaction names by {@code SET LOCAL
   * innopark.tenant}; nothing where neither names one.
   */
  TENANT,
  /** Keeps the console's accounts, sessions and tokens, and appends what people did. */
  CONSOLE,
  /** Reads reference data; keeps which alerts there were, and who was told of them. */
  NOTIFIER,

  /** Reads what people said of stops, and notes that it was sent. */
  RELAY;

  /** The group role in PostgreSQL. */
  public String groupName() {
    return "innopark_" + name().toLowerCase(Locale.ROOT);
  }
}
