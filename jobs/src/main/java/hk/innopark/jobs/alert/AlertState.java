package hk.innopark.jobs.alert;

import hk.innopark.events.AlertKind;
import hk.innopark.jobs.element.Entity;
import hk.innopark.jobs.reference.AlertRules;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;

/** What is remembered of one entity: mutable, and small at all times. */
public final class AlertState {
  /** Null before the first input. */
  Entity entity;

  /** Sums of the minutes that are not settled yet, by their start. */
  final TreeMap<Long, long[]> minutes = new TreeMap<>();

  /** The last minute that was judged; nothing at or before it is judged again. */
  long judgedMillis = Long.MIN_VALUE;

  /** When something came last, by arrival. */
  long heardMillis = Long.MIN_VALUE;

  /** The timer that looks after silence and lapse; 0 where there is none. */
  long timerMillis;

  /** Each alert, by kind, or by kind and signal. */
  final Map<String, AlertMemory> alerts = new TreeMap<>();

  /** Settled minutes over which a ratio is formed; oldest first. */
  final Deque<long[]> window = new ArrayDeque<>();

  /** When the newest sample was taken that spoke of a machine's state, and which it was. */
  long stateAtMillis;

  int machineState = -1;

  /** Other numbers, by name. */
  final Map<String, Long> numbers = new TreeMap<>();

  /** What alerts are judged by, as last asked for; not kept in state. */
  AlertRules rules;

  /** The minute that was added to last, and its sums; not kept in state. */
  long openMillis;

  long[] openSums;

  /** The alert of silence; not kept in state by itself. */
  private AlertMemory silence;

  AlertMemory alert(String name) {
    return alerts.computeIfAbsent(name, ignored -> new AlertMemory());
  }

  /** The alert that is asked for at each message. */
  AlertMemory silence() {
    if (silence == null) {
      silence = alert(AlertKind.SENSOR_SILENT.wireName());
    }
    return silence;
  }

  long number(String name, long otherwise) {
    return numbers.getOrDefault(name, otherwise);
  }
}
