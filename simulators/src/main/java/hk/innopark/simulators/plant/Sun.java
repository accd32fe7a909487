package hk.innopark.simulators.plant;

/** How much of their peak photovoltaics give, minute by minute, near the latitude of Hong Kong. */
final class Sun {
  private static final long MINUTE_MILLIS = 60_000L;
  private static final double RISE_HOUR = 6.2;
  private static final double SET_HOUR = 18.3;
  private static final long CLOUD_MINUTES = 10;

  private final long seed;
  private final String estate;
  private final long offsetMillis;

  /** One sky for each estate. */
  Sun(long seed, String estate, long offsetMillis) {
    this.seed = seed;
    this.estate = estate;
    this.offsetMillis = offsetMillis;
  }

  /** Watts during the minute, which begins at a whole minute of the epoch. */
  long watts(long epochMinute, long peakWatts) {
    long localMinute = Math.floorMod(epochMinute + offsetMillis / MINUTE_MILLIS, 1440L);
    double hour = localMinute / 60.0;
    if (peakWatts == 0 || hour <= RISE_HOUR || hour >= SET_HOUR) {
      return 0;
    }
    // StrictMath: the same bits on every JVM
    double height = StrictMath.sin(StrictMath.PI * (hour - RISE_HOUR) / (SET_HOUR - RISE_HOUR));
    double cloud = Draw.fraction(Draw.hash(seed, estate + "#sky", epochMinute / CLOUD_MINUTES));
    double day = Draw.fraction(Draw.hash(seed, estate + "#day", epochMinute / 1440));
    return (long) (peakWatts * 0.85 * height * (1 - 0.6 * day * cloud));
  }
}
