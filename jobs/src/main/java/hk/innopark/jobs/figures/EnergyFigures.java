package hk.innopark.jobs.figures;

import hk.innopark.jobs.element.ApparentEnergy;
import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.element.Elements;
import hk.innopark.jobs.rollup.MonthBill;

/** Energy by source and by machine state, and what a good item takes (ISO 50001's SEC). */
final class EnergyFigures {
  private static final double MILLIS_AN_HOUR = 3.6e6;

  private EnergyFigures() {}

  /** Grid + photovoltaics − export, 10⁻⁹ kWh. */
  static long activeNanoKwh(Elements elements) {
    return elements.get(Element.GRID_NANO_KWH)
        + elements.get(Element.PV_NANO_KWH)
        - elements.get(Element.EXPORT_NANO_KWH);
  }

  /**
   * The fields of {@link Measurement#ENERGY}.
   *
   * @param durationMillis how much of the period is over
   * @param peakDemandKva NaN where the period has none
   * @param bill of a month; energy's blocks are of a month, so shorter periods are without them
   */
  static double[] of(
      Elements elements,
      long durationMillis,
      double peakDemandKva,
      MonthBill bill,
      Expectation expectation) {
    double active = activeNanoKwh(elements) / 1e9;
    double grid = elements.get(Element.GRID_NANO_KWH) / 1e9;
    double reactive = elements.get(Element.REACTIVE_NANO_KVARH) / 1e9;
    double notRunning = (activeNanoKwh(elements) - elements.get(Element.RUNNING_NANO_KWH)) / 1e9;
    return new Fields(Measurement.ENERGY)
        .nano("grid_kwh", elements, Element.GRID_NANO_KWH)
        .nano("export_kwh", elements, Element.EXPORT_NANO_KWH)
        .nano("pv_kwh", elements, Element.PV_NANO_KWH)
        .set("active_kwh", active)
        .set("reactive_kvarh", reactive)
        .nano("running_kwh", elements, Element.RUNNING_NANO_KWH)
        .nano("idle_kwh", elements, Element.IDLE_NANO_KWH)
        .nano("setup_kwh", elements, Element.SETUP_NANO_KWH)
        .nano("down_kwh", elements, Element.DOWN_NANO_KWH)
        .nano("off_kwh", elements, Element.OFF_NANO_KWH)
        .nano("unknown_kwh", elements, Element.UNKNOWN_NANO_KWH)
        .ratio("mean_kw", active, durationMillis / MILLIS_AN_HOUR)
        .set("peak_demand_kva", peakDemandKva)
        .ratio("power_factor", grid, ApparentEnergy.kvah(grid, reactive))
        .set("cost_energy_hkd", elements.get(Element.COST_ENERGY_NANO_HKD) / 1e9 + bill.blocksHkd())
        .set("demand_billed_kva", bill.demandBilledKva())
        .set("cost_demand_hkd", bill.demandHkd())
        .ratio("kwh_per_good", active, (double) elements.get(Element.GOOD_ITEMS))
        .ratio("base_load_share", notRunning, active)
        .set("expected_kwh", expectation.expectedKwh())
        .set("saving_kwh", expectation.expectedKwh() - active)
        .set("cusum_kwh", expectation.cusumKwh())
        .values();
  }
}
