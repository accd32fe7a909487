package hk.innopark.jobs.alert;

import static hk.innopark.jobs.reference.HongKong.millis;

import hk.innopark.events.Alert;
import hk.innopark.events.Level;
import hk.innopark.jobs.KeyedOperator;
import hk.innopark.jobs.element.Entity;
import hk.innopark.jobs.reference.ReferenceData;
import hk.innopark.registry.RegistryYaml;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;

/** What happens on a line, told minute by minute, in time, to the operator under test. */
final class LineHistory implements AutoCloseable {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm").withZone(ReferenceData.ZONE);
  private static final long MINUTE = 60_000L;

  /** One kWh in a minute is 60 kW. */
  private static final long NANO_KWH_A_MINUTE_OF_ONE_KW = 1_000_000_000L / 60;

  final Entity line;
  private final KeyedOperator<LineDelta, Alert> operator;
  private long minute;

  LineHistory(String estate, String tenant, String lineId, String start) throws Exception {
    this(estate, tenant, lineId, start, "");
  }

  private LineHistory(String estate, String tenant, String lineId, String start, String rules)
      throws Exception {
    String yaml =
        RegistryYaml.write(RegistryYaml.sample()).replace("\nalerts:\n", "\nalerts:\n" + rules);
    ReferenceData.Source source =
        ReferenceData.Source.of(RegistryYaml.parse(yaml, "sample and rules"));
    line = new Entity(Level.LINE, estate, tenant, lineId, null, "real");
    operator =
        KeyedOperator.ofOperator(
            () -> new AlertOperator<>(new LineAlertFunction(source, Long.MAX_VALUE)),
            LineDelta::line,
            new HashMapStateBackend());
    minute = millis(start);
  }

  /** Sample line of the food plant: in shift from 06:00 to 22:00, breaks at 10:00 and 18:00. */
  static LineHistory food(String start) throws Exception {
    return new LineHistory("tai-po", "golden-noodle", "line-1", start);
  }

  /** The same with further rules. */
  static LineHistory food(String start, String rules) throws Exception {
    return new LineHistory("tai-po", "golden-noodle", "line-1", start, rules);
  }

  LineHistory works(int minutes) throws Exception {
    return minutes(minutes, LineDelta.WORKING_MS, 180_000);
  }

  LineHistory stands(int minutes) throws Exception {
    return minutes(minutes, LineDelta.STANDING_MS, 180_000);
  }

  LineHistory isNotKnown(int minutes) throws Exception {
    return minutes(minutes, LineDelta.UNKNOWN_MS, 180_000);
  }

  LineHistory isPlannedDown(int minutes) throws Exception {
    return minutes(minutes, LineDelta.PLANNED_DOWN_MS, 180_000);
  }

  /** Outside of the plan, or in a break: samples come, and no time counts. */
  LineHistory rests(int minutes) throws Exception {
    return minutes(minutes, LineDelta.VALID, 6_000_000);
  }

  LineHistory idlesAt(int kw, int minutes) throws Exception {
    for (int index = 0; index < minutes; index++) {
      long[] sums = new long[LineDelta.COUNT];
      sums[LineDelta.VALID] = 6_000_000;
      sums[LineDelta.IDLE_NANO_KWH] = kw * NANO_KWH_A_MINUTE_OF_ONE_KW;
      next(sums);
    }
    return this;
  }

  /** Works, and makes what would need this share of the time. */
  LineHistory worksAtOee(double oee, int minutes) throws Exception {
    for (int index = 0; index < minutes; index++) {
      long[] sums = new long[LineDelta.COUNT];
      sums[LineDelta.VALID] = 6_000_000;
      sums[LineDelta.WORKING_MS] = 180_000;
      sums[LineDelta.IDEAL_GOOD_NS] = Math.round(180_000 * 1e6 * oee);
      next(sums);
    }
    return this;
  }

  /** Nothing comes for a while. */
  LineHistory saysNothing(int minutes) throws Exception {
    minute += minutes * MINUTE;
    return this;
  }

  /** More of a minute that is over, known only now. */
  void late(String atMinute, int sum, long amount) throws Exception {
    long[] sums = new long[LineDelta.COUNT];
    sums[sum] = amount;
    operator.send(new LineDelta(line.key(), millis(atMinute), minute, sums), minute);
  }

  private LineHistory minutes(int minutes, int sum, long amount) throws Exception {
    for (int index = 0; index < minutes; index++) {
      long[] sums = new long[LineDelta.COUNT];
      sums[LineDelta.VALID] = 6_000_000;
      sums[sum] = amount;
      next(sums);
    }
    return this;
  }

  private void next(long[] sums) throws Exception {
    operator.send(new LineDelta(line.key(), minute, minute + MINUTE, sums), minute + MINUTE + 1000);
    operator.watermark(minute + MINUTE + 999);
    minute += MINUTE;
  }

  LineHistory restarts() throws Exception {
    operator.restart();
    return this;
  }

  /** All changes, once every minute that was told is settled. */
  List<Alert> alerts() throws Exception {
    operator.watermark(minute + 10 * MINUTE);
    return operator.takeOutput();
  }

  List<String> told() throws Exception {
    return alerts().stream().map(LineHistory::told).toList();
  }

  List<LineMinute> energy() {
    return operator.sideOutput(LineAlertFunction.MINUTES);
  }

  /** Kind, what happened when, and since when, by Hong Kong's clocks. */
  static String told(Alert alert) {
    return "%s %s %s since %s"
        .formatted(
            alert.kind().wireName(),
            alert.isActive() ? "raised" : "cleared",
            CLOCK.format(Instant.ofEpochMilli(alert.changedAtMillis())),
            CLOCK.format(Instant.ofEpochMilli(alert.sinceMillis())));
  }

  @Override
  public void close() {
    operator.close();
  }
}
