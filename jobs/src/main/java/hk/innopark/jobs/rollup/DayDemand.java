package hk.innopark.jobs.rollup;

/** What a local day came to, of which a month's bill is made. A Flink POJO, hence public. */
public final class DayDemand {
  /** Greatest fixed half hour, kVA; NaN where there is none. */
  public double peakKva = Double.NaN;

  /** Greatest window that is billed, kVA; NaN where there is none. */
  public double billedKva = Double.NaN;

  /** Greatest window that is not, kVA; NaN where there is none. */
  public double outsideKva = Double.NaN;

  /** Grid energy by the tariff's bands; empty where they have no blocks. */
  public long[] bandNanoKwh = new long[0];

  public long activeNanoKwh;

  /** Produced. */
  public long items;

  void add(HalfHour halfHour) {
    peakKva = greater(peakKva, halfHour.kva);
    billedKva = greater(billedKva, halfHour.billedKva);
    outsideKva = greater(outsideKva, halfHour.outsideKva);
    activeNanoKwh = Math.addExact(activeNanoKwh, halfHour.activeNanoKwh);
    items = Math.addExact(items, halfHour.items);
  }

  /** The greater of two, of which either may be NaN. */
  static double greater(double one, double other) {
    return Double.isNaN(one) || other > one ? other : one;
  }
}
