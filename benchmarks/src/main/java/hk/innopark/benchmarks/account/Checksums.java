package hk.innopark.benchmarks.account;

/**
 * What all estates' hours come to; every contestant must find the same.
 *
 * @param gridNanoKwh 10⁻⁹ kWh
 * @param runningNanoKwh 10⁻⁹ kWh that were used while RUNNING
 * @param productionMillis RUNNING in planned time
 */
record Checksums(
    long messages, long good, long gridNanoKwh, long runningNanoKwh, long productionMillis) {
  /** Sums of doubles differ in their last digits. */
  private static final double ENERGY_TOLERANCE = 1e-9;

  boolean matches(Checksums other) {
    return messages == other.messages
        && good == other.good
        && isNear(gridNanoKwh, other.gridNanoKwh)
        && isNear(runningNanoKwh, other.runningNanoKwh)
        && productionMillis == other.productionMillis;
  }

  private static boolean isNear(long one, long other) {
    return Math.abs(one - other) <= ENERGY_TOLERANCE * Math.max(1, Math.abs(one));
  }
}
