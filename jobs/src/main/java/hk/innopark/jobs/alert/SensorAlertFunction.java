package hk.innopark.jobs.alert;

import hk.innopark.events.Alert;
import hk.innopark.events.AlertKind;
import hk.innopark.events.MachineState;
import hk.innopark.events.Signal;
import hk.innopark.jobs.account.Pulse;
import hk.innopark.jobs.element.Entity;
import hk.innopark.jobs.reference.ReferenceData;
import hk.innopark.registry.lookup.AlertLimits;
import java.util.List;
import org.apache.flink.util.Collector;

/**
 * Alerts of a machine's sensors: nothing comes any more, by arrival time; or a signal stays at one
 * value while the machine runs, by the machine's time.
 */
public final class SensorAlertFunction extends AlertFunction<Pulse> {
  private static final long serialVersionUID = 1L;

  /** Of a minute's array: samples of a running machine, of any other, and without a state. */
  private static final int RUNNING = 0;

  private static final int OTHERWISE = 1;
  private static final int STATELESS = 2;

  /** Then for each signal whether it came, its least and its greatest value. */
  private static final int SIGNALS = 3;

  private static final int PER_SIGNAL = 3;

  private static final String JUDGED_STATE = "judged_state";
  private static final String FLOWS_SINCE = "flows_since";

  public SensorAlertFunction(ReferenceData.Source references, long untilMillis) {
    super(references, untilMillis);
  }

  @Override
  Entity entityOf(Pulse pulse) {
    return pulse.machine();
  }

  @Override
  String nameOf(Pulse pulse) {
    return pulse.name();
  }

  @Override
  long heardAt(Pulse pulse, Context context) {
    return pulse.receivedAtMillis();
  }

  @Override
  void absorb(Pulse pulse, AlertState state, Context context, Collector<Alert> out) {
    endSilence(pulse.receivedAtMillis(), state, out);
    if (pulse.state() != null && pulse.timestampMillis() >= state.stateAtMillis) {
      state.stateAtMillis = pulse.timestampMillis();
      state.machineState = pulse.state().ordinal();
    }
    long minute = Math.floorDiv(pulse.timestampMillis(), MINUTE_MILLIS) * MINUTE_MILLIS;
    List<Signal> signals = rules(minute, state).movingSignals();
    long[] sums =
        open(
            minute,
            pulse.receivedAtMillis(),
            SIGNALS + PER_SIGNAL * signals.size(),
            state,
            context);
    if (sums == null) {
      return;
    }
    sums[pulse.state() == null ? STATELESS : isRunning(pulse.state()) ? RUNNING : OTHERWISE]++;
    for (int index = 0; index < signals.size(); index++) {
      if (pulse.values().has(signals.get(index))) {
        long value = pulse.values().get(signals.get(index));
        int at = SIGNALS + PER_SIGNAL * index;
        sums[at + 1] = sums[at] == 0 ? value : Math.min(sums[at + 1], value);
        sums[at + 2] = sums[at] == 0 ? value : Math.max(sums[at + 2], value);
        sums[at]++;
      }
    }
  }

  @Override
  long patientUntil(AlertState state) {
    AlertMemory silence = state.silence();
    return state.heardMillis + (silence.isActive() ? LAPSE.toMillis() : silentAfter(state));
  }

  @Override
  long watch(long timestamp, AlertState state, Collector<Alert> out) {
    AlertMemory silence = state.silence();
    long limit = silentAfter(state);
    if (!silence.isActive() && state.heardMillis + limit <= timestamp) {
      if (isExcused(timestamp, limit, state)) {
        return timestamp + limit;
      }
      raiseSilence(timestamp, limit, silence, state, out);
    }
    return patientUntil(state);
  }

  /** Something came: says the silence before it, where no timer did, and whether it is over. */
  private void endSilence(long arrivalMillis, AlertState state, Collector<Alert> out) {
    AlertMemory silence = state.silence();
    long limit = silentAfter(state);
    boolean wasSilent = arrivalMillis - state.heardMillis > limit;
    for (long at = state.heardMillis + limit;
        at < arrivalMillis && !silence.isActive();
        at += limit) {
      if (!isExcused(at, limit, state)) {
        raiseSilence(at, limit, silence, state, out);
      }
    }
    if (!silence.isActive()) {
      return;
    }
    if (wasSilent || !state.numbers.containsKey(FLOWS_SINCE)) {
      state.numbers.put(FLOWS_SINCE, arrivalMillis);
    }
    AlertLimits limits = limits(arrivalMillis, state, AlertKind.SENSOR_SILENT);
    if (arrivalMillis - state.number(FLOWS_SINCE, 0) >= limits.clearFor().toMillis()) {
      state.numbers.remove(FLOWS_SINCE);
      double seconds = (arrivalMillis - silence.sinceMillis()) / 1e3;
      AlertMemory.Change cleared = silence.clear();
      report(AlertKind.SENSOR_SILENT, null, silence, cleared, arrivalMillis, seconds, state, out);
    }
  }

  private void raiseSilence(
      long atMillis, long limit, AlertMemory silence, AlertState state, Collector<Alert> out) {
    AlertMemory.Change raised = silence.raise(state.heardMillis, atMillis);
    silence.passed(limit / 1e3);
    double seconds = (atMillis - state.heardMillis) / 1e3;
    report(AlertKind.SENSOR_SILENT, null, silence, raised, atMillis, seconds, state, out);
  }

  /** A machine that was switched off may be silent until its shift has begun. */
  private boolean isExcused(long atMillis, long limit, AlertState state) {
    if (!limits(atMillis, state, AlertKind.SENSOR_SILENT).enabled()) {
      return true;
    }
    return state.machineState == MachineState.OFF.ordinal()
        && (isOffShift(atMillis, state) || isOffShift(atMillis - limit, state));
  }

  private boolean isOffShift(long atMillis, AlertState state) {
    long minute = Math.floorDiv(atMillis, MINUTE_MILLIS) * MINUTE_MILLIS;
    return reference().shift(state.entity, minute).isEmpty();
  }

  private long silentAfter(AlertState state) {
    double times = limits(state.heardMillis, state, AlertKind.SENSOR_SILENT).raise();
    return Math.round(times * rules(state.heardMillis, state).staleAfterMillis());
  }

  @Override
  void judge(
      long minuteMillis, long[] sums, AlertState state, Context context, Collector<Alert> out) {
    List<Signal> signals = rules(minuteMillis, state).movingSignals();
    if (sums.length != SIGNALS + PER_SIGNAL * signals.size()) {
      return; // the rule has changed since
    }
    boolean ran = ranThroughout(sums, state);
    Verdict[] verdicts = new Verdict[signals.size()];
    for (int index = 0; index < verdicts.length; index++) {
      verdicts[index] = verdict(sums, index, signals.get(index), ran, state);
    }
    int sun = signals.indexOf(Signal.PV_ENERGY_KWH);
    boolean sunHelped = sun >= 0 && verdicts[sun] == Verdict.GOOD;
    AlertLimits limits = limits(minuteMillis, state, AlertKind.SENSOR_STUCK);
    long forMillis = rules(minuteMillis, state).sampleMillis();
    long end = minuteMillis + MINUTE_MILLIS;
    for (int index = 0; index < signals.size(); index++) {
      Signal signal = signals.get(index);
      Verdict verdict = verdicts[index];
      if (!limits.signals().contains(signal)) {
        continue;
      }
      if (signal == Signal.ACTIVE_ENERGY_KWH && sunHelped && verdict == Verdict.BAD) {
        verdict = Verdict.UNKNOWN; // the panels may carry the machine alone
      }
      AlertMemory memory = state.alert(name(AlertKind.SENSOR_STUCK, signal));
      AlertMemory.Change change =
          memory.tell(
              limits.enabled() ? verdict : Verdict.GOOD,
              forMillis,
              end,
              limits.lasting(),
              limits.clearFor());
      if (change == AlertMemory.Change.RAISED) {
        memory.passed(limits.lasting().toSeconds() / 60.0);
      }
      double minutes = (double) (end - memory.sinceMillis()) / MINUTE_MILLIS;
      report(AlertKind.SENSOR_STUCK, signal, memory, change, end, minutes, state, out);
    }
  }

  /** Compares with the value of the minute before, and keeps this minute's. */
  private static Verdict verdict(
      long[] sums, int index, Signal signal, boolean ran, AlertState state) {
    int at = SIGNALS + PER_SIGNAL * index;
    if (sums[at] == 0) {
      return Verdict.UNKNOWN;
    }
    String held = "held." + signal.wireName();
    boolean known = state.numbers.containsKey(held);
    boolean moved = moves(sums, index) || state.number(held, 0) != sums[at + 2];
    state.numbers.put(held, sums[at + 2]);
    if (!known) {
      return Verdict.UNKNOWN;
    }
    if (moved) {
      return Verdict.GOOD;
    }
    return ran ? Verdict.BAD : Verdict.UNKNOWN;
  }

  private static boolean moves(long[] sums, int index) {
    int at = SIGNALS + PER_SIGNAL * index;
    return sums[at] > 0 && sums[at + 1] != sums[at + 2];
  }

  /** Whether every sample of the minute says so; one without a state is as the one before. */
  private static boolean ranThroughout(long[] sums, AlertState state) {
    boolean ranBefore = state.number(JUDGED_STATE, 0) == 1;
    boolean ran = sums[OTHERWISE] == 0 && (sums[RUNNING] > 0 || ranBefore);
    state.numbers.put(JUDGED_STATE, ran ? 1L : 0L);
    return ran;
  }

  private static boolean isRunning(MachineState state) {
    return state == MachineState.RUNNING;
  }

  private AlertLimits limits(long millis, AlertState state, AlertKind kind) {
    return rules(millis, state).limits(kind);
  }
}
