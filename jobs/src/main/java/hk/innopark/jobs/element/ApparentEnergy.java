package hk.innopark.jobs.element;

/** Apparent energy from active and reactive energy. */
public final class ApparentEnergy {
  private ApparentEnergy() {}

  /** √(kWh² + kvarh²), kVAh. Of exactly rounded operations only, so it is the same everywhere. */
  public static double kvah(double kwh, double kvarh) {
    return Math.sqrt(kwh * kwh + kvarh * kvarh);
  }
}
