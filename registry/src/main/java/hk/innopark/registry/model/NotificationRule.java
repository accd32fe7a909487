package hk.innopark.registry.model;

import hk.innopark.events.AlertKind;
import hk.innopark.events.AlertKind.Severity;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;

/**
 * Which alerts a tenant's channels are told, and when.
 *
 * @param kinds empty for every kind
 * @param severity the least that is told
 * @param lines empty for every line, and for what is about the tenant as a whole
 * @param shifts in which it must change to be told; empty for always
 * @param channels ids of the tenant's channels
 * @param quiet null where it is told at any time
 * @param escalation null where it is told once only
 */
public record NotificationRule(
    String tenant,
    String id,
    List<AlertKind> kinds,
    Severity severity,
    List<String> lines,
    List<String> shifts,
    List<String> channels,
    Quiet quiet,
    Escalation escalation) {

  /**
   * Times of each day in which nothing is told; what comes then waits until they are over.
   *
   * @param to on the next day where it is not after {@code from}
   * @param passes the least severity that is told all the same; null where nothing is
   */
  public record Quiet(LocalTime from, LocalTime to, ZoneId zone, Severity passes) {}

  /**
   * Who is told when nobody has acknowledged an alert that is still active.
   *
   * @param after from when the channels were due to be told
   * @param to ids of the tenant's channels
   */
  public record Escalation(Duration after, List<String> to) {
    public Escalation {
      to = List.copyOf(to);
    }
  }

  public NotificationRule {
    kinds = List.copyOf(kinds);
    lines = List.copyOf(lines);
    shifts = List.copyOf(shifts);
    channels = List.copyOf(channels);
  }
}
