package hk.innopark.simulators.plant;

import hk.innopark.events.DowntimeReason;
import hk.innopark.events.MachineId;
import java.util.Arrays;

/**
 * What truly happened at one machine in one period.
 *
 * @param startMillis inclusive, epoch milliseconds
 * @param elements by ordinal of {@link TruthElement}; not to be modified
 * @param delays milliseconds by ordinal of {@link DowntimeReason}, inside the calendar; not to be
 *     modified
 */
@SuppressWarnings("ArrayRecordComponent") // compared element by element, see below
public record TruthRow(MachineId machine, long startMillis, long[] elements, long[] delays) {
  static TruthRow empty(MachineId machine, long startMillis) {
    return new TruthRow(
        machine,
        startMillis,
        new long[TruthElement.values().length],
        new long[DowntimeReason.values().length]);
  }

  /** A row as it was kept, maybe by a version that knew fewer elements. */
  static TruthRow kept(MachineId machine, long startMillis, long[] elements, long[] delays) {
    return new TruthRow(
        machine,
        startMillis,
        Arrays.copyOf(elements, TruthElement.values().length),
        Arrays.copyOf(delays, DowntimeReason.values().length));
  }

  public long get(TruthElement element) {
    return elements[element.ordinal()];
  }

  /** Milliseconds of delay for the reason. */
  public long delay(DowntimeReason reason) {
    return delays[reason.ordinal()];
  }

  void add(TruthElement element, long amount) {
    elements[element.ordinal()] += amount;
  }

  void addDelay(DowntimeReason reason, long millis) {
    delays[reason.ordinal()] += millis;
  }

  TruthRow copy() {
    return new TruthRow(machine, startMillis, elements.clone(), delays.clone());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TruthRow row
        && machine.equals(row.machine)
        && startMillis == row.startMillis
        && Arrays.equals(elements, row.elements)
        && Arrays.equals(delays, row.delays);
  }

  @Override
  public int hashCode() {
    return machine.hashCode() * 31 + Long.hashCode(startMillis);
  }
}
