package hk.innopark.jobs.alert;

import hk.innopark.events.Alert;
import hk.innopark.events.AlertKind;
import hk.innopark.events.Level;
import hk.innopark.jobs.element.Entity;
import hk.innopark.jobs.reference.ReferenceData;
import hk.innopark.registry.lookup.AlertLimits;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Alerts of a line: standing still, a low OEE, idling outside its shifts. */
public final class LineAlertFunction extends AlertFunction<LineDelta> {
  /** The settled energy of every line, for what is judged of the tenant. */
  public static final OutputTag<LineMinute> MINUTES =
      new OutputTag<>("line-minutes", TypeInformation.of(LineMinute.class));

  private static final long serialVersionUID = 1L;

  /** Where less of the known time is worked, the line stands; where more, it does not. */
  private static final double STANDING_SHARE = 0.05;

  private static final double WORKING_SHARE = 0.1;
  private static final double KW_PER_NANO_KWH_A_MINUTE = 60e-9;

  /** Where a minute lies for a line. */
  private enum Plan {
    OFF_SHIFT,
    PLANNED_DOWN,
    /** Too much of it is not known, or it is a break. */
    UNKNOWN,
    KNOWN
  }

  public LineAlertFunction(ReferenceData.Source references, long untilMillis) {
    super(references, untilMillis);
  }

  @Override
  Entity entityOf(LineDelta delta) {
    return Entity.ofKey(delta.line());
  }

  @Override
  String nameOf(LineDelta delta) {
    return delta.line();
  }

  @Override
  long heardAt(LineDelta delta, Context context) {
    return delta.slotMillis();
  }

  @Override
  void absorb(LineDelta delta, AlertState state, Context context, Collector<Alert> out) {
    long[] sums = open(delta.minuteMillis(), delta.slotMillis(), LineDelta.COUNT, state, context);
    if (sums != null) {
      for (int index = 0; index < sums.length; index++) {
        sums[index] += delta.sums()[index];
      }
    }
  }

  @Override
  void judge(
      long minuteMillis, long[] sums, AlertState state, Context context, Collector<Alert> out) {
    Plan plan = plan(minuteMillis, sums, state.entity);
    judgeStop(minuteMillis, sums, plan, state, out);
    judgeOee(minuteMillis, sums, plan, state, out);
    judgeIdle(minuteMillis, sums, plan, state, out);
    if (sums[LineDelta.GRID_NANO_KWH] != 0 || sums[LineDelta.REACTIVE_NANO_KVARH] != 0) {
      context.output(
          MINUTES,
          new LineMinute(
              state.entity.at(Level.TENANT),
              minuteMillis,
              sums[LineDelta.GRID_NANO_KWH],
              sums[LineDelta.REACTIVE_NANO_KVARH]));
    }
  }

  private Plan plan(long minuteMillis, long[] sums, Entity line) {
    if (reference().shift(line, minuteMillis).isEmpty()) {
      return Plan.OFF_SHIFT;
    }
    long known = sums[LineDelta.WORKING_MS] + sums[LineDelta.STANDING_MS];
    if (known == 0 && sums[LineDelta.UNKNOWN_MS] == 0 && sums[LineDelta.PLANNED_DOWN_MS] > 0) {
      return Plan.PLANNED_DOWN;
    }
    return known > 0 && sums[LineDelta.UNKNOWN_MS] <= known ? Plan.KNOWN : Plan.UNKNOWN;
  }

  private void judgeStop(
      long minuteMillis, long[] sums, Plan plan, AlertState state, Collector<Alert> out) {
    AlertLimits limits = limits(minuteMillis, state, AlertKind.LINE_STOPPED);
    double share =
        (double) sums[LineDelta.WORKING_MS]
            / (double) (sums[LineDelta.WORKING_MS] + sums[LineDelta.STANDING_MS]);
    Verdict verdict =
        switch (plan) {
          case OFF_SHIFT, PLANNED_DOWN -> Verdict.GOOD;
          case UNKNOWN -> Verdict.UNKNOWN;
          case KNOWN ->
              share < STANDING_SHARE
                  ? Verdict.BAD
                  : share < WORKING_SHARE ? Verdict.BETWEEN : Verdict.GOOD;
        };
    long end = minuteMillis + MINUTE_MILLIS;
    AlertMemory memory = state.alert(name(AlertKind.LINE_STOPPED, null));
    AlertMemory.Change change =
        memory.tell(
            enabled(limits, verdict), MINUTE_MILLIS, end, limits.lasting(), limits.clearFor());
    if (change == AlertMemory.Change.RAISED) {
      memory.passed(limits.lasting().toSeconds() / 60.0);
    }
    double minutes = (double) (end - memory.sinceMillis()) / MINUTE_MILLIS;
    report(AlertKind.LINE_STOPPED, null, memory, change, end, minutes, state, out);
  }

  /** The OEE over the last known planned minutes; outside shifts there is none. */
  private void judgeOee(
      long minuteMillis, long[] sums, Plan plan, AlertState state, Collector<Alert> out) {
    AlertLimits limits = limits(minuteMillis, state, AlertKind.OEE_LOW);
    if (!rules(minuteMillis, state).reference().hasIdealCycle(state.entity)) {
      return;
    }
    int wanted = (int) Math.max(1, limits.lasting().toMinutes());
    if (plan == Plan.OFF_SHIFT) {
      state.window.clear();
    } else if (plan == Plan.KNOWN) {
      state.window.addLast(
          new long[] {
            minuteMillis,
            sums[LineDelta.IDEAL_GOOD_NS],
            sums[LineDelta.WORKING_MS] + sums[LineDelta.STANDING_MS]
          });
    }
    while (state.window.size() > wanted) {
      state.window.removeFirst();
    }
    double oee = oee(state);
    Verdict verdict = Verdict.UNKNOWN;
    if (plan == Plan.OFF_SHIFT) {
      verdict = Verdict.GOOD;
    } else if (plan == Plan.KNOWN && state.window.size() == wanted) {
      verdict =
          oee < limits.raise()
              ? Verdict.BAD
              : oee < limits.clear() ? Verdict.BETWEEN : Verdict.GOOD;
    }
    long end = minuteMillis + MINUTE_MILLIS;
    AlertMemory memory = state.alert(name(AlertKind.OEE_LOW, null));
    AlertMemory.Change change =
        memory.tell(enabled(limits, verdict), MINUTE_MILLIS, end, Duration.ZERO, limits.clearFor());
    if (change == AlertMemory.Change.RAISED) {
      memory.passed(limits.raise());
      memory.beganAt(state.window.getFirst()[0]);
    }
    double value = Double.isNaN(oee) ? memory.threshold() : oee;
    report(AlertKind.OEE_LOW, null, memory, change, end, value, state, out);
  }

  private static double oee(AlertState state) {
    long idealNanos = 0;
    long knownMillis = 0;
    for (long[] minute : state.window) {
      idealNanos += minute[1];
      knownMillis += minute[2];
    }
    return knownMillis == 0 ? Double.NaN : idealNanos / 1e6 / (double) knownMillis;
  }

  private void judgeIdle(
      long minuteMillis, long[] sums, Plan plan, AlertState state, Collector<Alert> out) {
    AlertLimits limits = limits(minuteMillis, state, AlertKind.IDLE_OUT_OF_HOURS);
    double idleKw = sums[LineDelta.IDLE_NANO_KWH] * KW_PER_NANO_KWH_A_MINUTE;
    Verdict verdict = Verdict.GOOD;
    if (plan == Plan.OFF_SHIFT && sums[LineDelta.VALID] == 0) {
      verdict = Verdict.UNKNOWN;
    } else if (plan == Plan.OFF_SHIFT && idleKw >= limits.clear()) {
      verdict = idleKw > limits.raise() ? Verdict.BAD : Verdict.BETWEEN;
    }
    long end = minuteMillis + MINUTE_MILLIS;
    AlertMemory memory = state.alert(name(AlertKind.IDLE_OUT_OF_HOURS, null));
    AlertMemory.Change change =
        memory.tell(
            enabled(limits, verdict), MINUTE_MILLIS, end, limits.lasting(), limits.clearFor());
    if (change == AlertMemory.Change.RAISED) {
      memory.passed(limits.raise());
    }
    report(AlertKind.IDLE_OUT_OF_HOURS, null, memory, change, end, idleKw, state, out);
  }

  private AlertLimits limits(long minuteMillis, AlertState state, AlertKind kind) {
    return rules(minuteMillis, state).limits(kind);
  }

  /** What is switched off is never bad, and what is active when it is switched off is cleared. */
  private static Verdict enabled(AlertLimits limits, Verdict verdict) {
    return limits.enabled() ? verdict : Verdict.GOOD;
  }
}
