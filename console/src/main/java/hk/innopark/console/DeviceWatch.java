package hk.innopark.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hk.innopark.console.devices.DeviceReader;
import hk.innopark.console.devices.DeviceReader.Last;
import hk.innopark.console.devices.DeviceReader.Refused;
import hk.innopark.events.MachineId;
import hk.innopark.events.Signal;
import hk.innopark.events.SparkplugTopic;
import hk.innopark.registry.MachineDraft;
import hk.innopark.registry.model.DeviceMapping;
import hk.innopark.registry.model.Line;
import hk.innopark.registry.model.Machine;
import hk.innopark.registry.model.Tenant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What an engineer watches who connects a device. */
final class DeviceWatch {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final char NOT_TEXT = '\uFFFD';

  private final FigureView view;
  private final Clock clock;

  DeviceWatch(FigureView view, Clock clock) {
    this.view = view;
    this.clock = clock;
  }

  /** All machines of a tenant, and whether each speaks. */
  Map<String, Object> all(Tenant tenant, boolean mayImport, boolean makesCredentials) {
    Map<String, Last> last = new HashMap<>();
    devices().last(tenant.id()).forEach(one -> last.put(one.line() + '/' + one.machine(), one));
    List<Map<String, Object>> lines = new ArrayList<>();
    for (Line line : tenant.lines()) {
      Map<String, Object> shown = new LinkedHashMap<>();
      shown.put("id", line.id());
      shown.put("name", line.name());
      shown.put(
          "machines",
          line.machines().stream()
              .map(machine -> machine(machine, last.get(line.id() + '/' + machine.id().machine())))
              .toList());
      lines.add(shown);
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("now", clock.millis());
    answer.put("tenant", tenant.id());
    answer.put("tenantName", tenant.name());
    answer.put("lines", lines);
    answer.put("calendars", view.registry().calendars().stream().map(one -> one.id()).toList());
    answer.put("signals", DeviceRoutes.signals());
    answer.put("mayImport", mayImport);
    answer.put("makesCredentials", makesCredentials);
    return answer;
  }

  private static Map<String, Object> machine(Machine machine, Last last) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("id", machine.id().machine());
    shown.put("name", machine.name());
    shown.put("topic", topics(machine).get(0));
    shown.put("staleAfterMs", machine.staleAfter().toMillis());
    shown.put("receivedAt", last == null ? null : last.receivedAtMillis());
    shown.put("stampedAt", last == null ? null : last.timestampMillis());
    shown.put("origin", last == null ? null : last.origin());
    return shown;
  }

  /** One machine: its last message explained, what was refused, and how complete today is. */
  Map<String, Object> of(Machine machine) {
    MachineId id = machine.id();
    Last last =
        devices().last(id.tenant()).stream()
            .filter(one -> one.line().equals(id.line()) && one.machine().equals(id.machine()))
            .reduce((older, newer) -> newer)
            .orElse(null);
    Map<String, Object> answer = new LinkedHashMap<>(machine(machine, last));
    answer.put("now", clock.millis());
    answer.put("line", id.line());
    answer.put(
        "fields", MachineDraft.fieldsOf(view.registry(), id.tenant(), id.line(), id.machine()));
    answer.put("last", last == null ? null : explained(machine, last));
    answer.put(
        "refused", devices().refused(topics(machine)).stream().map(DeviceWatch::refused).toList());
    answer.put("today", last == null ? Map.of() : today(id, last.origin()));
    return answer;
  }

  private Map<String, Object> explained(Machine machine, Last last) {
    JsonNode reading = read(last.reading());
    List<Map<String, Object>> signals = new ArrayList<>();
    for (Signal signal : Signal.values()) {
      boolean isState = signal == Signal.STATE;
      JsonNode value =
          isState ? reading.path("state") : reading.path("values").path(signal.wireName());
      boolean passedOver = contains(reading.path("passed_over"), signal.wireName());
      DeviceMapping.Value mapped =
          machine.mapping() == null ? null : machine.mapping().signals().get(signal);
      if (value.isMissingNode() && !passedOver && mapped == null) {
        continue;
      }
      Map<String, Object> shown = new LinkedHashMap<>();
      shown.put("signal", signal.wireName());
      shown.put("value", value.isMissingNode() ? null : value);
      shown.put("unit", signal.unit());
      shown.put("quality", passedOver ? "passed_over" : value.isMissingNode() ? "absent" : "good");
      shown.put("from", mapped == null ? signal.wireName() : mapped.place().at());
      shown.put("factor", mapped == null || isState ? null : mapped.factor());
      signals.add(shown);
    }
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("topic", last.topic());
    shown.put("boot", last.boot());
    shown.put("sequence", last.sequence());
    shown.put("unknownSignals", reading.path("unknown_signals").asInt());
    shown.put("signals", signals);
    for (String text : List.of("product", "order", "reason")) {
      shown.put(text, reading.path(text).isTextual() ? reading.path(text).asText() : null);
    }
    shown.put("payload", text(last.payload()));
    shown.put("payloadBytes", last.payloadBytes());
    return shown;
  }

  private static Map<String, Object> refused(Refused letter) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("at", letter.refusedAtMillis());
    shown.put("reason", letter.reason());
    shown.put("detail", letter.detail());
    shown.put("payload", text(letter.payload()));
    return shown;
  }

  /** Sums of the local day of what tells how complete its data are. */
  private Map<String, Object> today(MachineId id, String origin) {
    return DeviceToday.of(view, id, origin, clock);
  }

  /** Every topic on which messages of a machine may come. */
  static List<String> topics(Machine machine) {
    List<String> topics = new ArrayList<>();
    DeviceMapping mapping = machine.mapping();
    if (mapping != null && mapping.mqtt() != null) {
      topics.add(mapping.mqtt().topic());
    } else if (mapping != null) {
      for (SparkplugTopic.Type type : ofDevices()) {
        topics.add(
            "spBv1.0/"
                + mapping.sparkplug().group()
                + '/'
                + type
                + '/'
                + mapping.sparkplug().edgeNode()
                + '/'
                + mapping.sparkplug().device());
      }
    }
    topics.add(machine.id().topic());
    for (SparkplugTopic.Type type : ofDevices()) {
      topics.add(SparkplugTopic.ofDevice(type, machine.id()).toString());
    }
    return topics;
  }

  private static List<SparkplugTopic.Type> ofDevices() {
    return Stream.of(SparkplugTopic.Type.values())
        .filter(type -> type.isOfDevice() && !type.isCommand())
        .toList();
  }

  /** Text as it stands; of bytes that are none, that they are none. */
  private static String text(byte[] payload) {
    String text = new String(payload, StandardCharsets.UTF_8);
    return text.indexOf(NOT_TEXT) >= 0 || text.indexOf('\0') >= 0 ? null : text;
  }

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static boolean contains(JsonNode list, String name) {
    for (JsonNode one : list) {
      if (one.asText().equals(name)) {
        return true;
      }
    }
    return false;
  }

  private DeviceReader devices() {
    return view.devices().orElseThrow(() -> RequestException.unavailable("error.no_ledger"));
  }
}
