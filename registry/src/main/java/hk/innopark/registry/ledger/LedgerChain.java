package hk.innopark.registry.ledger;

/** One hash chain: a tenant's rows of one origin. */
public record LedgerChain(String tenant, String origin) implements Comparable<LedgerChain> {
  public static LedgerChain of(LedgerRow row) {
    return new LedgerChain(row.entry().tenant(), row.entry().origin());
  }

  @Override
  public int compareTo(LedgerChain other) {
    int byTenant = tenant.compareTo(other.tenant);
    return byTenant != 0 ? byTenant : origin.compareTo(other.origin);
  }

  @Override
  public String toString() {
    return tenant + '/' + origin;
  }
}
