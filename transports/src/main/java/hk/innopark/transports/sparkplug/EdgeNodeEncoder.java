package hk.innopark.transports.sparkplug;

import hk.innopark.events.MachineId;
import hk.innopark.events.RawMessage;
import hk.innopark.events.Reading;
import hk.innopark.events.SparkplugTopic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.eclipse.tahu.protobuf.SparkplugBProto.DataType;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload.Metric;

/**
 * An edge node's side of Sparkplug: births with names, types and aliases, data by alias and of what
 * changed alone, deaths. The same readings give the same bytes. Not thread-safe.
 */
final class EdgeNodeEncoder {
  private static final int NUMBERS = 256;

  /** What reaches the broker later than this was stored on the way: it is history. */
  private static final long STORED_MILLIS = 120_000;

  private final String estate;
  private final String tenant;
  private final String line;
  private final Map<String, Device> devices = new TreeMap<>();
  private int birthDeath;
  private int number;
  private long nextAlias = 1;
  private boolean connected;

  private static final class Device {
    final MachineId id;
    final Map<String, Long> aliases = new LinkedHashMap<>();
    Map<String, Object> values = Map.of();
    String boot;
    long sequence;
    long newestMillis;
    boolean born;

    Device(MachineId id) {
      this.id = id;
    }
  }

  /**
   * @param birthDeath the bdSeq of the first connection, 0 to 255
   */
  EdgeNodeEncoder(String estate, String tenant, String line, int birthDeath) {
    this.estate = estate;
    this.tenant = tenant;
    this.line = line;
    this.birthDeath = birthDeath;
  }

  boolean isConnected() {
    return connected;
  }

  /** The death that the broker is to publish, or the node itself when it leaves. */
  RawMessage death(long atMillis) {
    Payload payload =
        Payload.newBuilder().setTimestamp(atMillis).addMetrics(birthDeathMetric(atMillis)).build();
    return new RawMessage(atMillis, nodeTopic(SparkplugTopic.Type.NDEATH), payload.toByteArray());
  }

  /** The connection is gone: the next one has another bdSeq, and everything is born again. */
  void disconnected() {
    connected = false;
    birthDeath = (birthDeath + 1) % NUMBERS;
    devices.values().forEach(device -> device.born = false);
  }

  /** The births of the node and of all its devices, with their newest values. */
  List<RawMessage> births(long atMillis) {
    List<RawMessage> births = new ArrayList<>();
    births.add(nodeBirth(atMillis));
    for (Device device : devices.values()) {
      if (!device.values.isEmpty()) {
        births.add(deviceBirth(device, atMillis));
      }
    }
    return births;
  }

  /** What the node says when a machine has taken a sample; its births first, where due. */
  List<RawMessage> encode(Reading reading) {
    long now = reading.receivedAtMillis();
    List<RawMessage> messages = new ArrayList<>();
    if (!connected) {
      messages.add(nodeBirth(now));
    }
    Device device =
        devices.computeIfAbsent(reading.machine().machine(), id -> new Device(reading.machine()));
    Map<String, Object> values = DeviceMetrics.of(reading);
    boolean restarted = device.boot != null && !device.boot.equals(reading.boot());
    boolean missed = !restarted && device.boot != null && reading.sequence() > device.sequence + 1;
    if (missed) {
      // what the machine said and nobody heard had its numbers too
      number = (int) ((number + reading.sequence() - device.sequence - 1) % NUMBERS);
    }
    if (restarted && device.born) {
      messages.add(deviceDeath(device, reading.timestampMillis(), now));
    }
    boolean stored =
        reading.timestampMillis() < device.newestMillis
            || now - reading.timestampMillis() > STORED_MILLIS;
    if (!device.born || !device.aliases.keySet().containsAll(values.keySet())) {
      device.values = values;
      device.newestMillis = Math.max(device.newestMillis, reading.timestampMillis());
      messages.add(deviceBirth(device, now));
    } else {
      messages.add(data(device, values, reading.timestampMillis(), stored, now));
    }
    device.boot = reading.boot();
    device.sequence =
        restarted ? reading.sequence() : Math.max(device.sequence, reading.sequence());
    if (missed) {
      // as a host would have asked for
      messages.addAll(births(now));
    }
    return messages;
  }

  private RawMessage nodeBirth(long atMillis) {
    connected = true;
    number = 0;
    devices.values().forEach(device -> device.born = false);
    Payload.Builder payload =
        Payload.newBuilder()
            .setTimestamp(atMillis)
            .setSeq(takeNumber())
            .addMetrics(birthDeathMetric(atMillis))
            .addMetrics(
                Metric.newBuilder()
                    .setName("Node Control/Rebirth")
                    .setTimestamp(atMillis)
                    .setDatatype(DataType.Boolean_VALUE)
                    .setBooleanValue(false));
    return new RawMessage(
        atMillis, nodeTopic(SparkplugTopic.Type.NBIRTH), payload.build().toByteArray());
  }

  /** As of the device's newest sample, since these are that sample's values. */
  private RawMessage deviceBirth(Device device, long nowMillis) {
    device.born = true;
    Payload.Builder payload =
        Payload.newBuilder().setTimestamp(device.newestMillis).setSeq(takeNumber());
    device.values.forEach(
        (name, value) ->
            payload.addMetrics(
                DeviceMetrics.born(
                    name,
                    value,
                    device.aliases.computeIfAbsent(name, any -> nextAlias++),
                    device.newestMillis)));
    return deviceMessage(SparkplugTopic.Type.DBIRTH, device, payload.build(), nowMillis);
  }

  private RawMessage data(
      Device device, Map<String, Object> values, long atMillis, boolean stored, long nowMillis) {
    Payload.Builder payload = Payload.newBuilder().setTimestamp(atMillis).setSeq(takeNumber());
    device.aliases.forEach(
        (name, alias) -> {
          Object value = values.get(name);
          boolean isSaid =
              stored
                  ? value != null
                  : name.equals("state") || !Objects.equals(value, device.values.get(name));
          if (isSaid) {
            payload.addMetrics(DeviceMetrics.changed(value, alias, atMillis, stored));
          }
        });
    if (!stored) {
      device.values = values;
      device.newestMillis = atMillis;
    }
    return deviceMessage(SparkplugTopic.Type.DDATA, device, payload.build(), nowMillis);
  }

  private RawMessage deviceDeath(Device device, long atMillis, long nowMillis) {
    device.born = false;
    Payload payload = Payload.newBuilder().setTimestamp(atMillis).setSeq(takeNumber()).build();
    return deviceMessage(SparkplugTopic.Type.DDEATH, device, payload, nowMillis);
  }

  private static RawMessage deviceMessage(
      SparkplugTopic.Type type, Device device, Payload payload, long nowMillis) {
    return new RawMessage(
        nowMillis, SparkplugTopic.ofDevice(type, device.id).toString(), payload.toByteArray());
  }

  private Metric birthDeathMetric(long atMillis) {
    return Metric.newBuilder()
        .setName("bdSeq")
        .setTimestamp(atMillis)
        .setDatatype(DataType.Int64_VALUE)
        .setLongValue(birthDeath)
        .build();
  }

  private int takeNumber() {
    int taken = number;
    number = (number + 1) % NUMBERS;
    return taken;
  }

  private String nodeTopic(SparkplugTopic.Type type) {
    return SparkplugTopic.ofNode(type, estate, tenant, line).toString();
  }

  /** Where the node takes commands. */
  String commandTopic() {
    return nodeTopic(SparkplugTopic.Type.NCMD);
  }
}
