package hk.innopark.jobs.reference;

/**
 * What a unit of a carrier costs and emits in one minute; 10⁻⁹ of HK$ or kg a unit, zero where the
 * registry has no rate.
 */
public record MinuteRates(
    long costNanoHkd,
    long scope1NanoKg,
    long scope2LocationNanoKg,
    long scope2MarketNanoKg,
    long scope3NanoKg) {
  public static final MinuteRates NONE = new MinuteRates(0, 0, 0, 0, 0);
}
