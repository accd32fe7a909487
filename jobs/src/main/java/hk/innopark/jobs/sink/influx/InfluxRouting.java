package hk.innopark.jobs.sink.influx;

/** How figure rows are spread over buckets. */
public enum InfluxRouting {
  /**
   * Bucket {@code tenant-{id}} for a tenant's own rows, and bucket {@code hkstp} for tenants and
   * estates as HKSTP may see them: without item counts. A tenant's row is written to both.
   */
  BUCKET_PER_TENANT,
  /** Every row once, in full, into one bucket; for a store that knows no buckets. */
  SINGLE_BUCKET
}
