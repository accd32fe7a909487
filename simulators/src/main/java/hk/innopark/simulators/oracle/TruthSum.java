package hk.innopark.simulators.oracle;

import hk.innopark.events.DowntimeReason;
import hk.innopark.simulators.plant.TruthElement;
import hk.innopark.simulators.plant.TruthRow;

/** The truth of several machines, added up. */
final class TruthSum {
  private final long[] elements = new long[TruthElement.values().length];
  private final long[] delays = new long[DowntimeReason.values().length];

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
