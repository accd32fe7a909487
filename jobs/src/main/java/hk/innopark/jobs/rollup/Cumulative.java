package hk.innopark.jobs.rollup;

/**
 * Energy and output of an entity from a day on, up to a period's end.
 *
 * @param sinceMillis the first of the days that have data
 */
public record Cumulative(long sinceMillis, long activeNanoKwh, long items) {
  /** Of what has no baseline. */
  public static final Cumulative NONE = new Cumulative(Long.MAX_VALUE, 0, 0);
}
