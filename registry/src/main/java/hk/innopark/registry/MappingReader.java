package hk.innopark.registry;

import hk.innopark.events.MachineId;
import hk.innopark.events.MachineState;
import hk.innopark.events.Signal;
import hk.innopark.events.SparkplugAddress;
import hk.innopark.events.Topics;
import hk.innopark.registry.model.DeviceMapping;
import hk.innopark.registry.model.DeviceMapping.Device;
import hk.innopark.registry.model.DeviceMapping.Messages;
import hk.innopark.registry.model.DeviceMapping.Place;
import hk.innopark.registry.model.DeviceMapping.Stamp;
import hk.innopark.registry.model.DeviceMapping.StampUnit;
import hk.innopark.registry.model.DeviceMapping.Value;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads how devices that speak otherwise are understood; one reader for a whole file. */
final class MappingReader {
  private static final int LONGEST_TOPIC = 256;
  private static final Pattern POINTER = Pattern.compile("\\.|(/([^~/]|~[01])*)+");
  private static final Map<String, StampUnit> UNITS = Choices.of(StampUnit.values());
  private static final Map<String, MachineState> STATES =
      Choices.of(MachineState.values(), MachineState::name);
  private static final List<String> OURS =
      List.of(
          Topics.MQTT_PREFIX,
          Topics.SPARKPLUG_PREFIX,
          Topics.NOTIFICATION_PREFIX,
          Topics.ANNOTATION_PREFIX,
          "$");

  private final Distinct topics = new Distinct();
  private final Distinct devices = new Distinct();

  /** By edge node: the first machine that names it, and where. */
  private final Map<String, Named> edgeNodes = new HashMap<>();

  private record Named(MachineId machine, String path) {}

  /** Null where there is none, or it is refused. */
  DeviceMapping read(Entry entry, MachineId machine) {
    if (entry.isAbsent()) {
      return null;
    }
    Mapping mapping = entry.mapping();
    Entry sparkplugEntry = mapping.optional("sparkplug");
    Entry topicEntry = mapping.optional("topic");
    if (sparkplugEntry.isAbsent() == topicEntry.isAbsent()) {
      mapping.refuse("has to name either sparkplug or topic");
    }
    boolean isJson = sparkplugEntry.isAbsent();
    Device device = isJson ? null : device(sparkplugEntry, machine);
    Messages messages = isJson ? messages(mapping, topicEntry, machine) : null;
    Map<Signal, Value> signals = signals(mapping.required("signals"), isJson);
    Place product = place(mapping.optional("product"), isJson);
    Place order = place(mapping.optional("order"), isJson);
    Place reason = place(mapping.optional("reason"), isJson);
    mapping.end();
    return new DeviceMapping(device, messages, signals, product, order, reason);
  }

  private Device device(Entry entry, MachineId machine) {
    Mapping names = entry.mapping();
    Entry groupEntry = names.required("group");
    String group = name(groupEntry);
    String edgeNode = name(names.required("edge_node"));
    String device = name(names.required("device"));
    names.end();
    if (group == null || edgeNode == null || device == null) {
      return null;
    }
    refuseForeignPlace(groupEntry, new Device(group, edgeNode, device), machine);
    String node = SparkplugAddress.key(group, edgeNode);
    devices.add(node + '/' + device, "device \"" + device + "\" of this edge node", entry);
    Named first = edgeNodes.putIfAbsent(node, new Named(machine, entry.path()));
    if (first != null
        && !(first.machine.tenant().equals(machine.tenant())
            && first.machine.line().equals(machine.line()))) {
      entry.refuse("edge node \"" + node + "\" is of another line at " + first.path);
    }
    return new Device(group, edgeNode, device);
  }

  /** A group of the platform's own form is that tenant's. */
  private static void refuseForeignPlace(Entry entry, Device named, MachineId machine) {
    int dot = named.group().indexOf('.');
    boolean isOwnForm =
        dot > 0 && TenantReader.ESTATES.containsKey(named.group().substring(0, dot));
    Device own =
        new Device(machine.estate() + '.' + machine.tenant(), machine.line(), machine.machine());
    if (isOwnForm && !named.equals(own)) {
      entry.refuse(
          "a group that begins with an estate is this platform's own; the machine's is "
              + own.group()
              + ", with edge node "
              + own.edgeNode()
              + " and device "
              + own.device());
    }
  }

  private static String name(Entry entry) {
    String name = entry.text();
    if (name != null && !SparkplugAddress.isName(name)) {
      entry.refuse("is not 1 to " + SparkplugAddress.LONGEST_NAME + " characters without / + #");
      return null;
    }
    return name;
  }

  private Messages messages(Mapping mapping, Entry topicEntry, MachineId machine) {
    String topic = topicEntry.text();
    if (topic != null) {
      checkTopic(topicEntry, topic, machine);
      topics.add(topic, "topic \"" + topic + '"', topicEntry);
    }
    Stamp stamp = stamp(mapping.optional("stamp"));
    Place sequence = place(mapping.optional("sequence"), true);
    Entry bootEntry = mapping.optional("boot");
    Place boot = place(bootEntry, true);
    if (boot != null && sequence == null) {
      bootEntry.refuse("needs a sequence");
    }
    return new Messages(topic, stamp, sequence, boot);
  }

  private static void checkTopic(Entry entry, String topic, MachineId machine) {
    if (topic.length() > LONGEST_TOPIC || topic.indexOf('+') >= 0 || topic.indexOf('#') >= 0) {
      entry.refuse("is not one topic of at most " + LONGEST_TOPIC + " characters, without + and #");
    }
    if (!topic.startsWith(machine.topic() + '/') && OURS.stream().anyMatch(topic::startsWith)) {
      entry.refuse(
          "is a topic of this platform's own; below its own one, a machine may have others: "
              + machine.topic()
              + "/…");
    }
  }

  private static Stamp stamp(Entry entry) {
    if (entry.isAbsent()) {
      return null;
    }
    Mapping stamp = entry.mapping();
    Place place = place(stamp, true);
    StampUnit unit = stamp.optional("unit").choice(UNITS);
    ZoneId zone = stamp.optional("zone").zone();
    stamp.end();
    return new Stamp(place, unit == null ? StampUnit.MS : unit, zone);
  }

  private static Map<Signal, Value> signals(Entry entry, boolean isJson) {
    Mapping mapping = entry.mapping();
    Map<Signal, Value> read = new TreeMap<>();
    for (String name : mapping.keys()) {
      Signal signal = Signal.byName(name).orElse(null);
      if (signal == null) {
        mapping.refuse("no signal \"" + name + '"');
      } else {
        read.put(signal, value(mapping.optional(name), signal, isJson));
      }
    }
    if (mapping.keys().isEmpty() && !entry.isAbsent()) {
      entry.refuse("names no signal");
    }
    return Collections.unmodifiableMap(new LinkedHashMap<>(read));
  }

  private static Value value(Entry entry, Signal signal, boolean isJson) {
    Mapping value = entry.mapping();
    Place place = place(value, isJson);
    boolean isState = signal == Signal.STATE;
    Map<String, MachineState> words = isState ? words(value.optional("words")) : Map.of();
    BigDecimal factor = isState ? null : value.optional("factor").positive();
    BigDecimal offset = isState ? null : value.optional("offset").decimal();
    value.end();
    return new Value(
        place,
        factor == null ? BigDecimal.ONE : factor,
        offset == null ? BigDecimal.ZERO : offset,
        words);
  }

  private static Map<String, MachineState> words(Entry entry) {
    if (entry.isAbsent()) {
      return Map.of();
    }
    Mapping words = entry.mapping();
    Map<String, MachineState> read = new TreeMap<>();
    for (String word : words.keys()) {
      read.put(word, words.optional(word).choice(STATES));
    }
    if (read.isEmpty()) {
      entry.refuse("is empty");
    }
    return Collections.unmodifiableMap(read);
  }

  private static Place place(Entry entry, boolean isJson) {
    if (entry.isAbsent()) {
      return null;
    }
    Mapping place = entry.mapping();
    Place read = place(place, isJson);
    place.end();
    return read;
  }

  private static Place place(Mapping mapping, boolean isJson) {
    Entry atEntry = mapping.required("at");
    String at = atEntry.text();
    if (!isJson) {
      return new Place(at, Map.of());
    }
    Map<String, String> where = where(mapping.optional("where"));
    if (at != null) {
      if (!POINTER.matcher(at).matches()) {
        atEntry.refuse("\"" + at + "\" is not a JSON pointer such as /values/0/v");
      }
      boolean searches = (at + '/').contains("/*/");
      if (searches == where.isEmpty()) {
        atEntry.refuse(
            searches
                ? "has a step *, and no where says which element is meant"
                : "has no step * to which where could belong");
      } else if (at.indexOf("/*") != at.lastIndexOf("/*")) {
        atEntry.refuse("has more than one step *");
      }
    }
    return new Place(at, where);
  }

  private static Map<String, String> where(Entry entry) {
    if (entry.isAbsent()) {
      return Map.of();
    }
    Mapping members = entry.mapping();
    Map<String, String> read = new TreeMap<>();
    for (String member : members.keys()) {
      read.put(member, members.optional(member).text());
    }
    return Collections.unmodifiableMap(read);
  }
}
