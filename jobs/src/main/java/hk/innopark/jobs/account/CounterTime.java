package hk.innopark.jobs.account;

import hk.innopark.events.MachineState;
import hk.innopark.events.Signal;
import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.reference.MachineHistory;
import hk.innopark.jobs.reference.MeterReference;
import hk.innopark.jobs.reference.MinuteRates;
import hk.innopark.registry.model.Meter.Counter;

/**
 * A counter's delta between two of its readings, spread evenly over the time between them and split
 * where minutes and states change, by cumulative rounding, so that the parts sum to the delta.
 */
final class CounterTime {
  private final MachineHistory machine;
  private final Timeline timeline;
  private final PowerTime powerTime;
  private final long horizonMillis;
  private final StuckCounter stuck;

  /**
   * Deltas of a machine's counters.
   *
   * @param horizonMillis over how much of a gap a delta is spread at most, its end: what lies
   *     before cannot be revised any more
   */
  CounterTime(MachineHistory machine, Timeline timeline, PowerTime powerTime, long horizonMillis) {
    this.machine = machine;
    this.timeline = timeline;
    this.powerTime = powerTime;
    this.horizonMillis = horizonMillis;
    this.stuck = new StuckCounter(machine, timeline);
  }

  /** The delta between two samples that both carry the signal, with none in between that does. */
  void contribute(Signal signal, int first, int second, MinuteElements out) {
    Sample from = timeline.get(first);
    Sample to = timeline.get(second);
    RegisterDelta delta = RegisterDelta.between(from, to, signal, machine);
    long endMinute = Minutes.of(to.timestampMillis);
    if (delta.kind() == Step.REBASED) {
      out.add(endMinute, Element.QUARANTINED, 1);
      doubt(from, to, out);
      return;
    }
    boolean isReset = isUnregisteredReset(delta, signal, to);
    if (isReset) {
      out.add(endMinute, Element.RESETS, 1);
    }
    if (signal == Signal.ACTIVE_ENERGY_KWH) {
      powerTime.compare(first, second, delta.amount(), out);
    }
    boolean measured =
        CoverageTime.isMeasured(
            from.timestampMillis,
            to.timestampMillis,
            machine.at(to.timestampMillis).samplePeriodMillis());
    if (isReset || (delta.amount() != 0 && !measured)) {
      doubt(from, to, out);
    }
    if (delta.amount() == 0) {
      if (from.value(signal) == to.value(signal)) {
        stuck.contribute(signal, first, second, out);
      }
      return;
    }
    if (from.timestampMillis == to.timestampMillis) {
      Sample state = timeline.stateAt(first);
      count(signal, from, endMinute, delta.amount(), state == null ? null : state.state, true, out);
      return;
    }
    Spread spread = new Spread(signal, from, to, delta.amount(), measured, out);
    timeline.forEachState(first, second, spread);
  }

  /** A plain step between two samples that follow on each other, the first of which has a state. */
  void contributePlain(
      Signal signal, Sample first, Sample second, long amount, MinuteElements out) {
    long from = first.timestampMillis;
    long to = second.timestampMillis;
    if (signal == Signal.ACTIVE_ENERGY_KWH) {
      powerTime.compareNeighbours(first, second, amount, out);
    }
    long known = Math.min(to, StateTime.holdsUntil(first, machine));
    if (amount == 0) {
      if (first.value(signal) == second.value(signal)) {
        stuck.contributeNeighbours(signal, first, to, known, out);
      }
      return;
    }
    boolean measured = CoverageTime.isMeasured(from, to, machine.at(to).samplePeriodMillis());
    if (!measured) {
      doubt(first, second, out);
    }
    long minute = Minutes.of(from);
    if (to - minute <= Minutes.MILLIS && known == to) {
      count(signal, first, minute, amount, first.state, measured, out);
      return;
    }
    Spread spread = new Spread(signal, first, second, amount, measured, out);
    spread.accept(from, known, first.state);
    spread.accept(known, to, null);
  }

  /**
   * The time between two readings for which nobody knows when a counter counted, or all that it
   * did. Each minute of it says so, whichever of them the amount falls into.
   */
  private void doubt(Sample from, Sample to, MinuteElements out) {
    long start = Math.max(from.timestampMillis, to.timestampMillis - horizonMillis);
    Minutes.spread(start, to.timestampMillis, Element.DOUBTFUL_MS, out);
  }

  /** A correction is none, and neither is a register that begins anew by design. */
  private boolean isUnregisteredReset(RegisterDelta delta, Signal signal, Sample to) {
    return (delta.kind() == Step.FROM_ZERO || delta.kind() == Step.RESTORED)
        && machine.at(to.timestampMillis).meter(signal, to.timestampMillis).counter()
            == Counter.LIFETIME;
  }

  /** Hands the delta out along the time between its readings. */
  private final class Spread implements StateRuns.Consumer {
    private final Signal signal;
    private final Sample from;
    private final long startMillis;
    private final long durationMillis;
    private final long amount;
    private final boolean measured;
    private final MinuteElements out;
    private long handedOut;

    Spread(
        Signal signal, Sample from, Sample to, long amount, boolean measured, MinuteElements out) {
      this.signal = signal;
      this.from = from;
      this.startMillis = Math.max(from.timestampMillis, to.timestampMillis - horizonMillis);
      this.durationMillis = to.timestampMillis - startMillis;
      this.amount = amount;
      this.measured = measured;
      this.out = out;
    }

    @Override
    public void accept(long fromMillis, long toMillis, MachineState state) {
      long start = Math.max(fromMillis, startMillis);
      while (start < toMillis) {
        long minute = Minutes.of(start);
        long end = Math.min(toMillis, minute + Minutes.MILLIS);
        long due =
            amount >= 0
                ? Proportion.of(amount, end - startMillis, durationMillis)
                : -Proportion.of(-amount, end - startMillis, durationMillis);
        count(signal, from, minute, due - handedOut, state, measured, out);
        handedOut = due;
        start = end;
      }
    }
  }

  private void count(
      Signal signal,
      Sample from,
      long minute,
      long amount,
      MachineState state,
      boolean measured,
      MinuteElements out) {
    if (amount == 0) {
      return;
    }
    switch (signal) {
      case GOOD_COUNT -> {
        long ideal = Proportion.product(amount, machine.at(minute).idealNanos(from.product));
        out.add(minute, Element.GOOD_ITEMS, amount);
        out.add(minute, Element.IDEAL_NS, ideal);
        out.add(minute, Element.IDEAL_GOOD_NS, ideal);
        if (isCovered(minute, state)) {
          out.add(minute, Element.IDEAL_COVERED_NS, ideal);
          out.add(minute, Element.IDEAL_GOOD_COVERED_NS, ideal);
        }
      }
      case REJECT_COUNT -> {
        long ideal = Proportion.product(amount, machine.at(minute).idealNanos(from.product));
        out.add(minute, Element.SCRAP_ITEMS, amount);
        out.add(minute, Element.IDEAL_NS, ideal);
        if (isCovered(minute, state)) {
          out.add(minute, Element.IDEAL_COVERED_NS, ideal);
        }
      }
      case REWORK_COUNT -> out.add(minute, Element.REWORK_ITEMS, amount);
      case ACTIVE_ENERGY_KWH -> countActive(signal, minute, amount, state, measured, out);
      case EXPORT_ENERGY_KWH -> {
        out.add(minute, Element.EXPORT_NANO_KWH, amount);
        countByState(minute, -amount, state, measured, out);
      }
      case PV_ENERGY_KWH -> countActive(signal, minute, amount, state, measured, out);
      case REACTIVE_ENERGY_KVARH -> out.add(minute, Element.REACTIVE_NANO_KVARH, amount);
      default -> countMedium(signal, minute, amount, out);
    }
  }

  /** Whether the time in which items were made is in the denominators of OEE and its kin. */
  private boolean isCovered(long minute, MachineState state) {
    return state != null
        && state != MachineState.PLANNED_DOWN
        && machine.at(minute).isPlanned(minute);
  }

  private void countActive(
      Signal signal,
      long minute,
      long amount,
      MachineState state,
      boolean measured,
      MinuteElements out) {
    MeterReference meter = machine.at(minute).meter(signal, minute);
    switch (meter.source()) {
      case PV -> {
        out.add(minute, Element.PV_NANO_KWH, amount);
        if (meter.claimed()) {
          out.add(minute, Element.CLAIMED_NANO_KWH, amount);
        }
      }
      case GRID, EXPORT, OTHER -> {
        out.add(minute, Element.GRID_NANO_KWH, amount);
        countRates(machine, signal, minute, amount, out);
      }
    }
    countByState(minute, amount, state, measured, out);
  }

  private void countMedium(Signal signal, long minute, long amount, MinuteElements out) {
    Element element =
        switch (signal) {
          case GAS_M3 -> Element.GAS_NANO_M3;
          case TOWNGAS_MJ -> Element.TOWNGAS_NANO_MJ;
          case DIESEL_L -> Element.DIESEL_NANO_L;
          case WATER_M3 -> Element.WATER_NANO_M3;
          case COMPRESSED_AIR_M3 -> Element.COMPRESSED_AIR_NANO_M3;
          default -> throw new IllegalArgumentException(signal.wireName() + " has no element");
        };
    out.add(minute, element, amount);
    countRates(machine, signal, minute, amount, out);
  }

  static void countRates(
      MachineHistory machine, Signal signal, long minute, long amount, MinuteElements out) {
    MinuteRates rates = machine.at(minute).rates(signal, minute);
    addAtRate(minute, Element.COST_ENERGY_NANO_HKD, amount, rates.costNanoHkd(), out);
    addAtRate(minute, Element.SCOPE1_NANO_KG, amount, rates.scope1NanoKg(), out);
    addAtRate(minute, Element.SCOPE2_LOCATION_NANO_KG, amount, rates.scope2LocationNanoKg(), out);
    addAtRate(minute, Element.SCOPE2_MARKET_NANO_KG, amount, rates.scope2MarketNanoKg(), out);
    addAtRate(minute, Element.SCOPE3_NANO_KG, amount, rates.scope3NanoKg(), out);
  }

  private static void addAtRate(
      long minute, Element element, long amount, long nanoRate, MinuteElements out) {
    if (nanoRate != 0) {
      out.add(minute, element, Proportion.atRate(amount, nanoRate));
    }
  }

  private static void countByState(
      long minute, long amount, MachineState state, boolean measured, MinuteElements out) {
    out.add(minute, byState(state), amount);
    if (!measured) {
      out.add(minute, Element.ESTIMATED_NANO_KWH, amount);
    }
  }

  static Element byState(MachineState state) {
    if (state == null) {
      return Element.UNKNOWN_NANO_KWH;
    }
    return switch (state) {
      case RUNNING -> Element.RUNNING_NANO_KWH;
      case IDLE -> Element.IDLE_NANO_KWH;
      case SETUP -> Element.SETUP_NANO_KWH;
      case DOWN, PLANNED_DOWN -> Element.DOWN_NANO_KWH;
      case OFF -> Element.OFF_NANO_KWH;
    };
  }
}
