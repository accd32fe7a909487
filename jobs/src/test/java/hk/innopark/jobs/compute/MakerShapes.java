package hk.innopark.jobs.compute;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hk.innopark.events.MachineId;
import hk.innopark.events.RawMessage;
import hk.innopark.events.SparkplugAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.eclipse.tahu.protobuf.SparkplugBProto.DataType;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload.Metric;

/** What machines say, in the shapes in which makers' devices say it. */
enum MakerShapes {
  /** As Tasmota writes it: local time, no number, energy within, states as words. */
  PLUG(
      """
      {topic: "tele/%1$s/%2$s/SENSOR",
       stamp: {at: /Time, zone: Asia/Hong_Kong},
       signals: {
        state: {at: /POWER, words: {"ON": RUNNING, "WAIT": IDLE, "TOOL": SETUP, "FAULT": DOWN, "SERVICE": PLANNED_DOWN, "OFF": OFF}},
        good_count: {at: /COUNTER/C1}, reject_count: {at: /COUNTER/C2}, rework_count: {at: /COUNTER/C3},
        active_energy_kwh: {at: /ENERGY/Total, factor: 0.001},
        active_power_kw: {at: /ENERGY/Power, factor: 0.001},
        reactive_energy_kvarh: {at: /ENERGY/Reactive},
        temperature_c: {at: /TEMP/F, factor: 0.5, offset: -16}, water_m3: {at: /WATER/l, factor: 0.001},
        vibration_mm_s: {at: /VIB}, compressed_air_m3: {at: /AIR}, humidity_pct: {at: /HUM},
        pv_energy_kwh: {at: /PV}, export_energy_kwh: {at: /EXPORT}, gas_m3: {at: /GAS}, towngas_mj: {at: /TOWNGAS}},
       product: {at: /Job/Product}, order: {at: /Job/Order}, reason: {at: /Why}}\
      """) {
    @Override
    RawMessage of(RawMessage message) {
      JsonNode from = read(message.payload());
      JsonNode signals = from.path("signals");
      ObjectNode plug = JSON.createObjectNode();
      plug.put(
          "Time",
          Instant.ofEpochMilli(from.path("ts").asLong())
              .atZone(ZoneId.of("Asia/Hong_Kong"))
              .toLocalDateTime()
              .toString());
      put(plug, "POWER", WORDS.get(signals.path("state").asText()));
      ObjectNode counter = plug.putObject("COUNTER");
      copy(signals, "good_count", counter, "C1");
      copy(signals, "reject_count", counter, "C2");
      copy(signals, "rework_count", counter, "C3");
      ObjectNode energy = plug.putObject("ENERGY");
      scale(signals, "active_energy_kwh", energy, "Total", "1000", "0");
      scale(signals, "active_power_kw", energy, "Power", "1000", "0");
      copy(signals, "reactive_energy_kvarh", energy, "Reactive");
      scale(signals, "temperature_c", plug.putObject("TEMP"), "F", "2", "32");
      scale(signals, "water_m3", plug.putObject("WATER"), "l", "1000", "0");
      copy(signals, "vibration_mm_s", plug, "VIB");
      copy(signals, "compressed_air_m3", plug, "AIR");
      copy(signals, "humidity_pct", plug, "HUM");
      copy(signals, "pv_energy_kwh", plug, "PV");
      copy(signals, "export_energy_kwh", plug, "EXPORT");
      copy(signals, "gas_m3", plug, "GAS");
      copy(signals, "towngas_mj", plug, "TOWNGAS");
      ObjectNode job = plug.putObject("Job");
      copy(from, "product", job, "Product");
      copy(from, "order", job, "Order");
      copy(from, "reason", plug, "Why");
      MachineId machine = MachineId.ofTopic(message.topic()).orElseThrow();
      String topic = "tele/" + machine.line() + '/' + machine.machine() + "/SENSOR";
      return new RawMessage(message.receivedAtMillis(), topic, bytes(plug));
    }
  },

  /** As Kepware's gateway writes it: a list of tags with their names, a number, epoch seconds. */
  TAGS(
      """
      {topic: "plc gateway/%1$s/%2$s",
       stamp: {at: /head/t, unit: s}, sequence: {at: /head/n}, boot: {at: /head/boot},
       signals: {
        state: {at: /body/0/values/*/v, where: {id: "Ch 1.Mode", q: "true"}, words: {"1": RUNNING, "2": IDLE, "3": SETUP, "4": DOWN, "5": PLANNED_DOWN, "6": OFF}},
        %3$s},
       product: {at: /body/0/values/*/v, where: {id: product}},
       order: {at: /body/0/values/*/v, where: {id: order}},
       reason: {at: /body/0/values/*/v, where: {id: reason}}}\
      """) {
    @Override
    RawMessage of(RawMessage message) {
      JsonNode from = read(message.payload());
      ObjectNode tags = JSON.createObjectNode();
      ObjectNode head = tags.putObject("head");
      head.put("t", from.path("ts").decimalValue().movePointLeft(3));
      head.set("n", from.path("seq"));
      head.set("boot", from.path("boot"));
      ArrayNode values = tags.putArray("body").addObject().putArray("values");
      values.addObject().put("id", "Ch 1.Mode").put("q", false).put("v", 4);
      from.path("signals")
          .properties()
          .forEach(
              signal -> {
                boolean isState = signal.getKey().equals("state");
                ObjectNode tag = values.addObject();
                tag.put("id", isState ? "Ch 1.Mode" : "Ch 1." + signal.getKey()).put("q", true);
                if (isState) {
                  tag.put("v", STATES.indexOf(signal.getValue().asText()) + 1);
                } else {
                  tag.set("v", signal.getValue());
                }
              });
      for (String text : TEXTS) {
        if (from.has(text)) {
          values.addObject().put("id", text).set("v", from.path(text));
        }
      }
      MachineId machine = MachineId.ofTopic(message.topic()).orElseThrow();
      String topic = "plc gateway/" + machine.line() + '/' + machine.machine();
      return new RawMessage(message.receivedAtMillis(), topic, bytes(tags));
    }
  },

  /** As Ignition writes it: Sparkplug, metrics in folders with blanks, states as numbers. */
  FOLDERS(
      """
      {sparkplug: {group: "Plant A", edge_node: "Line %1$s", device: "Press %2$s"},
       signals: {
        state: {at: "Status/Machine Mode", words: {"1": RUNNING, "2": IDLE, "3": SETUP, "4": DOWN, "5": PLANNED_DOWN, "6": OFF}},
        %4$s},
       product: {at: "Job/product"}, order: {at: "Job/order"}, reason: {at: "Job/reason"}}\
      """) {
    @Override
    RawMessage of(RawMessage message) {
      SparkplugAddress from = SparkplugAddress.of(message.topic()).orElseThrow();
      String node = "spBv1.0/Plant A/" + from.type() + "/Line " + from.edgeNode();
      String topic = from.device() == null ? node : node + "/Press " + from.device();
      try {
        Payload.Builder payload = Payload.parseFrom(message.payload()).toBuilder();
        for (int index = 0; index < payload.getMetricsCount(); index++) {
          Metric.Builder metric = payload.getMetricsBuilder(index);
          if (STATES.contains(metric.getStringValue())) {
            metric.setIntValue(STATES.indexOf(metric.getStringValue()) + 1);
            if (metric.hasDatatype()) {
              metric.setDatatype(DataType.Int32_VALUE);
            }
          }
          if (metric.hasName() && from.device() != null) {
            metric.setName(
                metric.getName().equals("state")
                    ? "Status/Machine Mode"
                    : TEXTS.contains(metric.getName())
                        ? "Job/" + metric.getName()
                        : "Inputs/" + metric.getName());
          }
        }
        return new RawMessage(message.receivedAtMillis(), topic, payload.build().toByteArray());
      } catch (IOException impossible) {
        throw new UncheckedIOException(impossible);
      }
    }
  };

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(com.fasterxml.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
  private static final java.util.List<String> STATES =
      java.util.List.of("RUNNING", "IDLE", "SETUP", "DOWN", "PLANNED_DOWN", "OFF");
  private static final java.util.List<String> TEXTS =
      java.util.List.of("product", "order", "reason");
  private static final Map<String, String> WORDS =
      Map.of(
          "RUNNING",
          "ON",
          "IDLE",
          "WAIT",
          "SETUP",
          "TOOL",
          "DOWN",
          "FAULT",
          "PLANNED_DOWN",
          "SERVICE",
          "OFF",
          "OFF");

  private final String mapping;

  MakerShapes(String mapping) {
    this.mapping = mapping;
  }

  /** The registry's mapping of a machine that speaks so, as YAML on one line. */
  String mapping(String line, String machine) {
    StringBuilder tags = new StringBuilder();
    StringBuilder metrics = new StringBuilder();
    for (hk.innopark.events.Signal signal : hk.innopark.events.Signal.values()) {
      if (signal != hk.innopark.events.Signal.STATE) {
        String name = signal.wireName();
        tags.append(name + ": {at: /body/0/values/*/v, where: {id: \"Ch 1." + name + "\"}}, ");
        metrics.append(name + ": {at: \"Inputs/" + name + "\"}, ");
      }
    }
    return mapping
        .formatted(line, machine, withoutComma(tags), withoutComma(metrics))
        .replace('\n', ' ');
  }

  private static String withoutComma(StringBuilder list) {
    return list.substring(0, list.length() - 2);
  }

  /** The same message as such a device sends it. */
  abstract RawMessage of(RawMessage message);

  static ObjectNode read(byte[] payload) {
    try {
      return (ObjectNode) JSON.readTree(payload);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  static byte[] bytes(JsonNode tree) {
    try {
      return JSON.writeValueAsBytes(tree);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static void put(ObjectNode to, String name, String text) {
    if (text != null) {
      to.put(name, text);
    }
  }

  private static void copy(JsonNode from, String name, ObjectNode to, String as) {
    if (from.has(name)) {
      to.set(as, from.get(name));
    }
  }

  private static void scale(
      JsonNode from, String name, ObjectNode to, String as, String times, String plus) {
    if (from.has(name)) {
      to.put(
          as,
          from.get(name)
              .decimalValue()
              .multiply(new java.math.BigDecimal(times))
              .add(new java.math.BigDecimal(plus)));
    }
  }
}
