package hk.innopark.jobs.alert;

import hk.innopark.events.Alert;
import hk.innopark.events.AlertKind;
import hk.innopark.events.Signal;
import hk.innopark.jobs.element.Entity;
import hk.innopark.jobs.reference.AlertReference;
import hk.innopark.jobs.reference.AlertRules;
import hk.innopark.jobs.reference.ReferenceData;
import hk.innopark.jobs.reference.ReferenceHistory;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * What the alerts of every level have in common: minutes are summed until they are settled, by
 * arrival time, and then judged once, in their order. What arrives afterwards changes no alert.
 *
 * <p>An entity of which nothing was heard for {@link #LAPSE} is forgotten, and its alerts with it.
 */
abstract class AlertFunction<I> extends KeyedProcessFunction<String, I, Alert> {
  /** After so long without any data an alert says nothing any more. */
  static final Duration LAPSE = Duration.ofDays(7);

  private static final long serialVersionUID = 1L;
  static final long MINUTE_MILLIS = 60_000L;

  private final ReferenceData.Source references;
  private final long untilMillis;

  private transient ReferenceHistory reference;

  /** By entity: a machine speaks for each of its origins. As of the last checkpoint. */
  private transient MapState<String, AlertState> states;

  /** The same as it is now, of the keys that were asked for. */
  private transient Map<String, Map<String, AlertState>> remembered;

  private transient Set<String> changedKeys;

  /**
   * @param untilMillis the arrival time at which bounded input ends; {@link Long#MAX_VALUE} for
   *     live input
   */
  AlertFunction(ReferenceData.Source references, long untilMillis) {
    this.references = references;
    this.untilMillis = untilMillis;
  }

  @Override
  public void open(OpenContext context) {
    reference = references.open();
    remembered = new HashMap<>();
    changedKeys = new HashSet<>();
    states =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>(
                    "alerts-by-entity", StringSerializer.INSTANCE, AlertStateSerializer.INSTANCE));
  }

  /** Of what the input speaks. */
  abstract Entity entityOf(I input);

  /** The entity's key. */
  abstract String nameOf(I input);

  /** When the input arrived, epoch milliseconds. */
  abstract long heardAt(I input, Context context);

  /** Adds the input to the minutes that are not settled. */
  abstract void absorb(I input, AlertState state, Context context, Collector<Alert> out);

  /** Judges one settled minute. */
  abstract void judge(
      long minuteMillis, long[] sums, AlertState state, Context context, Collector<Alert> out);

  /** Until when silence is nothing to look after. */
  long patientUntil(AlertState state) {
    return state.heardMillis + LAPSE.toMillis();
  }

  /** Looks after silence; gives when to look again. */
  long watch(long timestamp, AlertState state, Collector<Alert> out) {
    return patientUntil(state);
  }

  @Override
  public void processElement(I input, Context context, Collector<Alert> out) throws Exception {
    reference.refresh();
    String name = nameOf(input);
    Map<String, AlertState> entities = change(context.getCurrentKey());
    AlertState state = entities.get(name);
    long heardAt = heardAt(input, context);
    if (state != null && heardAt - state.heardMillis > LAPSE.toMillis()) {
      long lapsedAt = state.heardMillis + LAPSE.toMillis();
      judgeSettled(lapsedAt, state, context, out);
      lapse(lapsedAt, state, out);
      state = null;
    }
    if (state == null) {
      state = new AlertState();
      state.entity = entityOf(input);
      state.heardMillis = heardAt;
      entities.put(name, state);
    }
    absorb(input, state, context, out);
    state.heardMillis = Math.max(state.heardMillis, heardAt);
    keepWatch(patientUntil(state), state, context);
  }

  /** What is remembered of a key, which is the current one, and which may change now. */
  private Map<String, AlertState> change(String key) throws Exception {
    changedKeys.add(key);
    Map<String, AlertState> entities = remembered.get(key);
    if (entities == null) {
      entities = new TreeMap<>();
      for (Map.Entry<String, AlertState> entry : states.entries()) {
        entities.put(entry.getKey(), entry.getValue());
      }
      remembered.put(key, entities);
    }
    return entities;
  }

  /** Keys of which something may have changed since they were stored. */
  Set<String> changedKeys() {
    return changedKeys;
  }

  /** Writes what is remembered of a key, which is the current one, to state. */
  void store(String key) throws Exception {
    Map<String, AlertState> entities = remembered.get(key);
    states.clear();
    for (Map.Entry<String, AlertState> entry : entities.entrySet()) {
      // a copy: a snapshot must not see what changes after it
      states.put(entry.getKey(), AlertStateSerializer.INSTANCE.copy(entry.getValue()));
    }
    if (entities.isEmpty()) {
      remembered.remove(key);
    }
    changedKeys.remove(key);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Alert> out)
      throws Exception {
    reference.refresh();
    if (timestamp > untilMillis) {
      return;
    }
    Iterator<AlertState> entities = change(context.getCurrentKey()).values().iterator();
    while (entities.hasNext()) {
      if (!look(timestamp, entities.next(), context, out)) {
        entities.remove();
      }
    }
  }

  /** Looks after one entity; whether there is anything left to look after. */
  private boolean look(
      long timestamp, AlertState state, OnTimerContext context, Collector<Alert> out) {
    judgeSettled(timestamp, state, context, out);
    if (timestamp == state.timerMillis) {
      state.timerMillis = 0;
      if (state.heardMillis + LAPSE.toMillis() <= timestamp) {
        lapse(timestamp, state, out);
        return false;
      }
      keepWatch(watch(timestamp, state, out), state, context);
    }
    return true;
  }

  /** What the alerts of an entity are judged by at a time, epoch milliseconds. */
  AlertRules rules(long millis, AlertState state) {
    AlertReference inForce = reference.at(millis).alerts();
    if (state.rules == null || state.rules.reference() != inForce) {
      state.rules = inForce.of(state.entity);
    }
    return state.rules;
  }

  @Override
  public void close() {
    if (reference != null) {
      reference.close();
    }
  }

  /** The registry by minute. */
  ReferenceHistory reference() {
    return reference;
  }

  /** The sums of a minute to which may still be added; null where it is settled or judged. */
  long[] open(long minuteMillis, long arrivalMillis, int size, AlertState state, Context context) {
    long settledAt = rules(minuteMillis, state).settledAtMillis(minuteMillis);
    if (arrivalMillis >= settledAt || minuteMillis <= state.judgedMillis) {
      return null;
    }
    if (state.openSums != null
        && state.openMillis == minuteMillis
        && state.openSums.length == size) {
      return state.openSums;
    }
    long[] sums = state.minutes.get(minuteMillis);
    if (sums == null || sums.length != size) {
      sums = new long[size];
      state.minutes.put(minuteMillis, sums);
      context.timerService().registerEventTimeTimer(settledAt);
    }
    state.openMillis = minuteMillis;
    state.openSums = sums;
    return sums;
  }

  /** One alert is about to change: hands on what changed. */
  void report(
      AlertKind kind,
      Signal signal,
      AlertMemory memory,
      AlertMemory.Change change,
      long atMillis,
      double value,
      AlertState state,
      Collector<Alert> out) {
    if (change == AlertMemory.Change.NONE) {
      return;
    }
    Entity entity = state.entity;
    out.collect(
        new Alert(
            kind,
            entity.estate(),
            entity.tenant(),
            entity.line(),
            entity.machine(),
            signal == null ? null : signal.wireName(),
            entity.origin(),
            memory.sinceMillis(),
            memory.raisedAtMillis(),
            change == AlertMemory.Change.CLEARED ? atMillis : null,
            value,
            memory.threshold()));
  }

  /** The name under which an alert is remembered. */
  static String name(AlertKind kind, Signal signal) {
    return signal == null ? kind.wireName() : kind.wireName() + '.' + signal.wireName();
  }

  private void judgeSettled(
      long timestamp, AlertState state, Context context, Collector<Alert> out) {
    while (!state.minutes.isEmpty()) {
      long minute = state.minutes.firstKey();
      if (rules(minute, state).settledAtMillis(minute) > timestamp) {
        return;
      }
      long[] sums = state.minutes.remove(minute);
      state.openSums = null;
      state.judgedMillis = minute;
      judge(minute, sums, state, context, out);
    }
  }

  private void keepWatch(long atMillis, AlertState state, Context context) {
    if (state.timerMillis == 0 || atMillis < state.timerMillis) {
      state.timerMillis = atMillis;
      context.timerService().registerEventTimeTimer(atMillis);
    }
  }

  private void lapse(long atMillis, AlertState state, Collector<Alert> out) {
    for (Map.Entry<String, AlertMemory> alert : state.alerts.entrySet()) {
      AlertMemory memory = alert.getValue();
      if (memory.isActive()) {
        String[] name = alert.getKey().split("\\.", 2);
        AlertKind kind = AlertKind.byWireName(name[0]).orElseThrow();
        Signal signal = name.length == 2 ? Signal.byName(name[1]).orElseThrow() : null;
        AlertMemory.Change cleared = memory.clear();
        report(kind, signal, memory, cleared, atMillis, Double.NaN, state, out);
      }
    }
  }
}
