package hk.innopark.registry;

import java.util.Locale;

/** What a database login may do; each is a group role that the schema creates. */
public enum DatabaseRole {
  /** Imports and reads reference data. */
  REGISTRAR,
  /** Appends to the ledger, and cannot read it; reads reference data. */
  WRITER,
  /** Reads everything, of every tenant. */
  AUDITOR,
  /**
   * Reads what belongs to the tenant that a transaction names by {@code SET LOCAL innopark.tenant};
   * nothing where it names none. It is the console's role: who holds the login chooses the tenant.
   */
  TENANT;

  /** The group role in PostgreSQL. */
  public String groupName() {
    return "innopark_" + name().toLowerCase(Locale.ROOT);
  }
}
