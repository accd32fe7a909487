package hk.innopark.events;

/** The InfluxDB buckets that hold figures and alerts: one for each reader. */
public final class Buckets {
  /** HKSTP's: tenants and estates, without production counts. */
  public static final String HKSTP = "hkstp";

  private Buckets() {}

  /** A tenant's own, with all that is its own. */
  public static String ofTenant(String tenant) {
    return "tenant-" + tenant;
  }
}
