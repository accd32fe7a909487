package hk.innopark.simulators.oracle;

import hk.innopark.events.DowntimeReason;
import hk.innopark.simulators.plant.TruthElement;
import hk.innopark.simulators.plant.TruthRow;
import java.util.Map;
import java.util.TreeMap;

/** The truth of one place in one period, added up from machines and short periods. */
final class TruthSum {
  private static final double NANO = 1e-9;

  private final TruthGrain.Span span;
  private final long[] elements = new long[TruthElement.values().length];
  private final long[] delays = new long[DowntimeReason.values().length];

  /** Grid kWh and kvarh by the start of the half hour. */
  private final Map<Long, double[]> halfHours = new TreeMap<>();

  private Amounts amounts = Amounts.NONE;
  private long parts;
  private double demandBilledKva = Double.NaN;
  private double demandHkd = Double.NaN;
  private double expectedKwh = Double.NaN;
  private double cusumKwh = Double.NaN;

  TruthSum(TruthGrain.Span span) {
    this.span = span;
  }

  TruthGrain.Span span() {
    return span;
  }

  double periodHours() {
    return (span.end() - span.start()) / 3_600_000.0;
  }

  void add(TruthRow row) {
    parts++;
    for (TruthElement element : TruthElement.values()) {
      elements[element.ordinal()] = Math.addExact(elements[element.ordinal()], row.get(element));
    }
    for (DowntimeReason reason : DowntimeReason.values()) {
      delays[reason.ordinal()] += row.delay(reason);
    }
  }

  void addAmounts(Amounts more) {
    amounts = amounts.plus(more);
  }

  /** Takes a part of one of the period's half hours into the demand. */
  void addToHalfHour(long halfHour, TruthRow part) {
    double[] sums = halfHours.computeIfAbsent(halfHour, start -> new double[2]);
    sums[0] += part.get(TruthElement.GRID) * NANO;
    sums[1] += part.get(TruthElement.REACTIVE) * NANO;
  }

  void bill(double billedKva, double hkd) {
    demandBilledKva = billedKva;
    demandHkd = hkd;
  }

  void expect(double kwh, double cusum) {
    expectedKwh = kwh;
    cusumKwh = cusum;
  }

  /** The greatest half hour's mean, kVA; NaN where the period holds none. */
  double peakKva() {
    return halfHours.values().stream()
        .mapToDouble(sums -> 2 * Math.sqrt(sums[0] * sums[0] + sums[1] * sums[1]))
        .max()
        .orElse(Double.NaN);
  }

  Amounts amounts() {
    return amounts;
  }

  double demandBilledKva() {
    return demandBilledKva;
  }

  double demandHkd() {
    return demandHkd;
  }

  double expectedKwh() {
    return expectedKwh;
  }

  double cusumKwh() {
    return cusumKwh;
  }

  /** In how many pieces, at most, somebody may have rounded an amount of this period. */
  double pieces() {
    return 3.0 * (get(TruthElement.MESSAGES) + parts) + periodHours() * 60;
  }

  double get(TruthElement element) {
    return elements[element.ordinal()];
  }

  double delay(DowntimeReason reason) {
    return delays[reason.ordinal()];
  }
}
