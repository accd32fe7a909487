package hk.innopark.simulators.importing;

import hk.innopark.events.FeedWriter;
import hk.innopark.events.MachineId;
import hk.innopark.events.RawMessage;
import hk.innopark.events.Signal;
import hk.innopark.events.Topics;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Rows into messages: one for each time and machine, in order of time. What belongs to one time is
 * gathered in memory in long form; in wide form a row is a message.
 */
final class TableImport {
  private final String source;
  private final Mapping mapping;
  private final Map<MachineId, Device> devices = new HashMap<>();
  private final TreeMap<Moment, Map<Signal, String>> gathered = new TreeMap<>();
  private long rows;
  private long passedOver;
  private long messages;

  private record Moment(long millis, MachineId machine) implements Comparable<Moment> {
    @Override
    public int compareTo(Moment other) {
      int byTime = Long.compare(millis, other.millis);
      return byTime != 0 ? byTime : machine.compareTo(other.machine);
    }
  }

  /** Whether the newest moments may still be added to. */
  private enum Rest {
    KEPT_BACK,
    SENT
  }

  /** What is remembered of a machine. */
  private static final class Device {
    private final Map<Signal, BigDecimal> sums = new EnumMap<>(Signal.class);
    private long sequence;
  }

  TableImport(String source, Mapping mapping) {
    this.source = source;
    this.mapping = mapping;
  }

  FeedImport.Result write(RowSource table, FeedWriter feed) throws IOException {
    checkColumns(table);
    for (Row row = table.next(); row != null; row = table.next()) {
      rows++;
      if (mapping.nameColumn() == null) {
        wide(row);
        send(feed, Rest.KEPT_BACK);
      } else {
        tall(row);
      }
    }
    send(feed, Rest.SENT);
    return new FeedImport.Result(messages, rows, passedOver);
  }

  /** Says at once that a column is missing, instead of finding nothing in any row. */
  private void checkColumns(RowSource table) throws IOException {
    if (table instanceof CsvRows csv) {
      for (SignalColumn signal : mapping.signals()) {
        if (mapping.nameColumn() == null && !csv.header().contains(signal.name())) {
          throw new IOException(
              "%s: there is no column \"%s\"; there are %s"
                  .formatted(source, signal.name(), csv.header()));
        }
      }
    }
  }

  private void wide(Row row) throws IOException {
    long stamp = mapping.time().of(source, row).toEpochMilli();
    MachineId machine = machine(row);
    boolean says = false;
    for (SignalColumn column : mapping.signals()) {
      String text = row.get(column.name());
      if (text != null) {
        put(stamp, machine, column, row, text);
        says = true;
      }
    }
    passedOver += says ? 0 : 1;
  }

  private void tall(Row row) throws IOException {
    String name = row.get(mapping.nameColumn());
    String text = row.get(mapping.valueColumn());
    boolean says = false;
    for (SignalColumn column : mapping.signals()) {
      if (column.name().equals(name) && text != null) {
        put(mapping.time().of(source, row).toEpochMilli(), machine(row), column, row, text);
        says = true;
      }
    }
    passedOver += says ? 0 : 1;
  }

  private void put(long stamp, MachineId machine, SignalColumn column, Row row, String text)
      throws IOException {
    Signal signal = column.signal();
    if (column.kind() == SignalColumn.Kind.READING) {
      String json = column.json(source, row, text);
      if (json != null) {
        at(stamp, machine).put(signal, json);
      }
      return;
    }
    // the register stands at the sum so far when an interval begins, and higher when it ends
    Map<Signal, BigDecimal> sums = device(machine).sums;
    BigDecimal before = sums.getOrDefault(signal, BigDecimal.ZERO);
    at(stamp, machine).put(signal, before.toPlainString());
    BigDecimal after = before.add(column.number(source, row, text));
    sums.put(signal, after);
    at(stamp + mapping.interval().toMillis(), machine).put(signal, after.toPlainString());
  }

  private Map<Signal, String> at(long stamp, MachineId machine) {
    return gathered.computeIfAbsent(
        new Moment(stamp, machine), moment -> new EnumMap<>(Signal.class));
  }

  private Device device(MachineId machine) {
    return devices.computeIfAbsent(machine, id -> new Device());
  }

  private MachineId machine(Row row) throws IOException {
    StringBuilder key = new StringBuilder();
    for (String part : mapping.machine().split("/", -1)) {
      boolean isColumn = part.startsWith("{");
      String text = isColumn ? row.get(part.substring(1, part.length() - 1)) : part;
      key.append(key.isEmpty() ? "" : "/").append(text);
    }
    return MachineId.ofTopic(Topics.MQTT_PREFIX + key)
        .orElseThrow(
            () ->
                new IOException(
                    "%s, line %d: \"%s\" names no machine: ids are letters, digits, . _ and -"
                        .formatted(source, row.number(), key)));
  }

  /**
   * Sends what is gathered, but for the newest moments where they are kept back: an interval's end
   * is the next one's beginning.
   */
  private void send(FeedWriter feed, Rest rest) throws IOException {
    int least =
        rest == Rest.SENT || mapping.interval() == null ? 0 : 2 * Math.max(1, devices.size());
    while (gathered.size() > least) {
      Map.Entry<Moment, Map<Signal, String>> first = gathered.pollFirstEntry();
      feed.write(message(first.getKey(), first.getValue()));
      messages++;
    }
  }

  private RawMessage message(Moment moment, Map<Signal, String> values) {
    Map<String, String> signals = new LinkedHashMap<>();
    values.forEach((signal, json) -> signals.put(signal.wireName(), json));
    StringBuilder json = new StringBuilder();
    json.append("{\"ts\":").append(moment.millis).append(",\"boot\":\"import\",\"seq\":");
    json.append(device(moment.machine).sequence++).append(",\"signals\":{");
    String comma = "";
    for (Map.Entry<String, String> signal : signals.entrySet()) {
      json.append(comma).append('"').append(signal.getKey()).append("\":");
      json.append(signal.getValue());
      comma = ",";
    }
    json.append("}}");
    return new RawMessage(
        moment.millis + mapping.delay().toMillis(),
        moment.machine.topic(),
        json.toString().getBytes(StandardCharsets.UTF_8));
  }
}
