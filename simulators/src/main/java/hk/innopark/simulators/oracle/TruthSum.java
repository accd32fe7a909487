package hk.innopark.simulators.oracle;

import hk.innopark.events.DowntimeReason;
import hk.innopark.simulators.plant.TruthElement;
import hk.innopark.simulators.plant.TruthRow;

/** The truth of several machines, added up. */
final class TruthSum {
  private static final double NANO = 1e-9;

  private final long[] elements = new long[TruthElement.values().length];
  private final long[] delays = new long[DowntimeReason.values().length];
  private final double periodHours;
  private double peakKva = Double.NaN;
  private double energyCost;

  TruthSum(double periodHours) {
    this.periodHours = periodHours;
  }

  double periodHours() {
    return periodHours;
  }

  /** Takes one of the period's half hours into the peak and the cost. */
  void addHalfHour(TruthSum halfHour, double ratePerKwh) {
    double grid = halfHour.get(TruthElement.GRID) * NANO;
    double reactive = halfHour.get(TruthElement.REACTIVE) * NANO;
    double kva = 2 * ExpectedField.root(grid, reactive);
    peakKva = Double.isNaN(peakKva) ? kva : Math.max(peakKva, kva);
    energyCost += grid * ratePerKwh;
  }

  double peakKva() {
    return peakKva;
  }

  double energyCost() {
    return energyCost;
  }

  void add(TruthRow row) {
    for (TruthElement element : TruthElement.values()) {
      elements[element.ordinal()] = Math.addExact(elements[element.ordinal()], row.get(element));
    }
    for (DowntimeReason reason : DowntimeReason.values()) {
      delays[reason.ordinal()] += row.delay(reason);
    }
  }

  double get(TruthElement element) {
    return elements[element.ordinal()];
  }

  double delay(DowntimeReason reason) {
    return delays[reason.ordinal()];
  }
}
