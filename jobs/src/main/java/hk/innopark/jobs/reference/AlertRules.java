package hk.innopark.jobs.reference;

import hk.innopark.events.AlertKind;
import hk.innopark.events.Signal;
import hk.innopark.registry.lookup.AlertLimits;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What the alerts of one entity are judged by, in one version of the registry. */
public final class AlertRules {
  private static final long MINUTE_MILLIS = 60_000L;

  private final AlertReference reference;
  private final String tenant;
  private final String line;
  private final long settlingMillis;
  private final long sampleMillis;
  private final long staleAfterMillis;
  private final Map<AlertKind, AlertLimits> limits = new EnumMap<>(AlertKind.class);
  private List<Signal> moving;

  AlertRules(
      AlertReference reference,
      String tenant,
      String line,
      long settlingMillis,
      long sampleMillis,
      long staleAfterMillis) {
    this.reference = reference;
    this.tenant = tenant;
    this.line = line;
    this.settlingMillis = settlingMillis;
    this.sampleMillis = sampleMillis;
    this.staleAfterMillis = staleAfterMillis;
  }

  /** The version that says so. */
  public AlertReference reference() {
    return reference;
  }

  /** When a kind of alert is raised and cleared. */
  public AlertLimits limits(AlertKind kind) {
    AlertLimits known = limits.get(kind);
    if (known == null) {
      known = reference.limits(tenant, line, kind);
      limits.put(kind, known);
    }
    return known;
  }

  /**
   * When what was sent of a minute in time is known: the arrival time, epoch milliseconds on the
   * full minute, from which on nothing changes it for alerts. It is the minute's end and the
   * longest sample period of the entity's machines, with something for the way.
   */
  public long settledAtMillis(long minuteMillis) {
    return minuteMillis + MINUTE_MILLIS + settlingMillis;
  }

  /** A machine's sample period, rounded up to minutes. */
  public long sampleMillis() {
    return sampleMillis;
  }

  /** How long a machine may say nothing and still be taken for as it was. */
  public long staleAfterMillis() {
    return staleAfterMillis;
  }

  /** Signals that must move, and generation, which explains a grid register that does not. */
  public List<Signal> movingSignals() {
    if (moving == null) {
      List<Signal> signals = new ArrayList<>(limits(AlertKind.SENSOR_STUCK).signals());
      if (signals.contains(Signal.ACTIVE_ENERGY_KWH) && !signals.contains(Signal.PV_ENERGY_KWH)) {
        signals.add(Signal.PV_ENERGY_KWH);
      }
      moving = List.copyOf(signals);
    }
    return moving;
  }
}
