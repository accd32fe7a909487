package hk.innopark.jobs.rollup;

/** What a half hour came to. A Flink POJO, hence public and mutable. */
public final class HalfHour {
  /** Mean apparent power, kVA. */
  public double kva;

  /** Greatest window that ends in it and is billed, kVA; NaN where there is none. */
  public double billedKva = Double.NaN;

  /** Greatest window that ends in it and is not, kVA; NaN where there is none. */
  public double outsideKva = Double.NaN;

  public long gridNanoKwh;
  public long activeNanoKwh;

  /** Produced. */
  public long items;
}
