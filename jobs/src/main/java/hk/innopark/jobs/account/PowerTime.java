package hk.innopark.jobs.account;

import hk.innopark.events.MachineState;
import hk.innopark.events.Signal;
import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.reference.MachineHistory;
import hk.innopark.jobs.reference.MachineReference;
import hk.innopark.registry.model.Machine.PowerReporting;

/**
 * Energy from readings of power: the trapezium between two periodic ones, or the older one's value
 * for as long as it holds. Counts as active energy where no meter does, and is compared with the
 * meter where one does.
 *
 * <p>Power below zero, and above what the machine can take, is no reading.
 */
final class PowerTime {
  private static final double MILLIS_AN_HOUR = 3.6e6;

  private final MachineHistory machine;
  private final Timeline timeline;

  PowerTime(MachineHistory machine, Timeline timeline) {
    this.machine = machine;
    this.timeline = timeline;
  }

  /** The time between two readings of power, with none in between. */
  void contribute(int first, int second, MinuteElements out) {
    Sample from = timeline.get(first);
    Sample to = timeline.get(second);
    if (isMetered(from, to)) {
      return;
    }
    Course course = course(from, to);
    timeline.forEachState(
        first,
        second,
        (fromMillis, toMillis, state) -> byMinute(course, fromMillis, toMillis, state, out));
  }

  /** The time after the last sample, whose power holds until it is stale. */
  void contributeSilence(int last, long fromMillis, long toMillis, MinuteElements out) {
    Sample sample = timeline.get(last);
    if (sample.carries(Signal.ACTIVE_POWER_KW) && !isMetered(sample, sample)) {
      integrate(course(sample, null), fromMillis, toMillis, timeline.stateAt(last), out);
    }
  }

  /**
   * Compares a meter with the power between two of its readings that carry power as well.
   *
   * @param amount what the meter says, 10⁻⁹ kWh
   */
  void compare(int first, int second, long amount, MinuteElements out) {
    if (!timeline.get(first).carries(Signal.ACTIVE_POWER_KW)
        || !timeline.get(second).carries(Signal.ACTIVE_POWER_KW)) {
      return;
    }
    long endMinute = Minutes.of(timeline.get(second).timestampMillis);
    long integrated = 0;
    int previous = first;
    for (int index = first + 1; index <= second; index++) {
      if (timeline.get(index).isBroken(Signal.ACTIVE_POWER_KW)) {
        return; // readings between are forgotten
      }
      if (timeline.get(index).carries(Signal.ACTIVE_POWER_KW)) {
        Course course = course(timeline.get(previous), timeline.get(index));
        integrated += course.upTo(course.endMillis);
        previous = index;
      }
    }
    out.add(endMinute, Element.COMPARED_POWER_NANO_KWH, integrated);
    out.add(endMinute, Element.COMPARED_METER_NANO_KWH, amount);
  }

  /** The same for two samples that follow on each other and carry both. */
  void compareNeighbours(Sample first, Sample second, long amount, MinuteElements out) {
    if (first.carries(Signal.ACTIVE_POWER_KW) && second.carries(Signal.ACTIVE_POWER_KW)) {
      Course course = course(first, second);
      long endMinute = Minutes.of(second.timestampMillis);
      out.add(endMinute, Element.COMPARED_POWER_NANO_KWH, course.upTo(course.endMillis));
      out.add(endMinute, Element.COMPARED_METER_NANO_KWH, amount);
    }
  }

  private void integrate(
      Course course, long fromMillis, long toMillis, Sample state, MinuteElements out) {
    long known =
        state == null
            ? fromMillis
            : Math.max(fromMillis, Math.min(toMillis, StateTime.holdsUntil(state, machine)));
    byMinute(course, fromMillis, known, state == null ? null : state.state, out);
    byMinute(course, known, toMillis, null, out);
  }

  private void byMinute(
      Course course, long fromMillis, long toMillis, MachineState state, MinuteElements out) {
    long start = Math.max(fromMillis, course.startMillis);
    long last = Math.min(toMillis, course.endMillis);
    while (start < last) {
      long minute = Minutes.of(start);
      long end = Math.min(last, minute + Minutes.MILLIS);
      long amount = course.upTo(end) - course.upTo(start);
      if (amount != 0) {
        out.add(minute, Element.GRID_NANO_KWH, amount);
        out.add(minute, Element.INTEGRATED_NANO_KWH, amount);
        out.add(minute, CounterTime.byState(state), amount);
        CounterTime.countRates(machine, Signal.ACTIVE_ENERGY_KWH, minute, amount, out);
      }
      start = end;
    }
  }

  /** A meter wins where the registry knows one, and where the samples carry one. */
  private boolean isMetered(Sample from, Sample to) {
    return machine.at(to.timestampMillis).hasMeter(Signal.ACTIVE_ENERGY_KWH, to.timestampMillis)
        || from.carries(Signal.ACTIVE_ENERGY_KWH)
        || to.carries(Signal.ACTIVE_ENERGY_KWH);
  }

  /**
   * Power from one reading on.
   *
   * @param to null where there is no other yet
   */
  private Course course(Sample from, Sample to) {
    long start = from.timestampMillis;
    long stale = start + machine.at(start).staleAfterMillis();
    if (!isPlausible(from)) {
      return new Course(start, start, 0, 0);
    }
    double power = from.value(Signal.ACTIVE_POWER_KW);
    boolean isNear = to != null && to.timestampMillis <= stale && isPlausible(to);
    if (isNear && machine.at(start).powerReporting() == PowerReporting.PERIODIC) {
      double next = to.value(Signal.ACTIVE_POWER_KW);
      long duration = Math.max(1, to.timestampMillis - start);
      return new Course(start, to.timestampMillis, power, (next - power) / duration);
    }
    long end = to == null ? stale : Math.min(stale, to.timestampMillis);
    return new Course(start, end, power, 0);
  }

  private boolean isPlausible(Sample sample) {
    return isPlausible(sample.value(Signal.ACTIVE_POWER_KW), machine.at(sample.timestampMillis));
  }

  /** Power below zero, and above what the machine can take, is no reading. */
  static boolean isPlausible(long power, MachineReference machine) {
    long rated = machine.ratedNanoKw();
    return power >= 0 && (rated == 0 || power <= rated + rated / 10);
  }

  /**
   * Power that starts at a value and changes evenly.
   *
   * @param nanoKw at the start
   * @param nanoKwAMilli how it changes
   */
  private record Course(long startMillis, long endMillis, double nanoKw, double nanoKwAMilli) {
    /** Energy from the start to a time, 10⁻⁹ kWh; differences of it add up without a rest. */
    long upTo(long millis) {
      double elapsed = millis - startMillis;
      return (long) Math.rint((nanoKw + nanoKwAMilli * elapsed / 2) * elapsed / MILLIS_AN_HOUR);
    }
  }
}
