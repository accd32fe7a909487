package hk.innopark.events;

import java.util.Arrays;
import java.util.Optional;

/**
 * What a Sparkplug B topic names: {@code spBv1.0/{estate}.{tenant}/{type}/{line}[/{machine}]}.
 *
 * @param machine null in a message of the edge node itself
 */
public record SparkplugTopic(String estate, String tenant, Type type, String line, String machine) {

  /** The kinds of message of edge nodes and devices, and the commands to them. */
  public enum Type {
    NBIRTH(false),
    NDEATH(false),
    NDATA(false),
    NCMD(false),
    DBIRTH(true),
    DDEATH(true),
    DDATA(true),
    DCMD(true);

    private final boolean ofDevice;

    Type(boolean ofDevice) {
      this.ofDevice = ofDevice;
    }

    /** Whether a device stands in the topic. */
    public boolean isOfDevice() {
      return ofDevice;
    }

    /** Whether a host sends it, and not a plant. */
    public boolean isCommand() {
      return this == NCMD || this == DCMD;
    }

    static Optional<Type> byName(String name) {
      return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
    }
  }

  /** What a topic names; empty where it has another form or a bad id. */
  public static Optional<SparkplugTopic> of(String topic) {
    return SparkplugAddress.of(topic).flatMap(SparkplugTopic::of);
  }

  private static Optional<SparkplugTopic> of(SparkplugAddress address) {
    String[] group = address.group().split("\\.", -1);
    if (group.length != 2
        || !Ids.isValid(group[0])
        || !Ids.isValid(group[1])
        || !Ids.isValid(address.edgeNode())
        || (address.device() != null && !Ids.isValid(address.device()))) {
      return Optional.empty();
    }
    return Optional.of(
        new SparkplugTopic(
            group[0], group[1], address.type(), address.edgeNode(), address.device()));
  }

  /**
   * What the key of an edge node names, as {@link #edgeNode} makes it, in the form of its data;
   * empty where it is none.
   */
  public static Optional<SparkplugTopic> ofEdgeNode(String edgeNode) {
    int slash = edgeNode.indexOf('/');
    return slash < 0
        ? Optional.empty()
        : of(
            Topics.SPARKPLUG_PREFIX
                + edgeNode.substring(0, slash)
                + '/'
                + Type.NDATA
                + edgeNode.substring(slash));
  }

  /** The topic of an edge node's message, or of its command. */
  public static SparkplugTopic ofNode(Type type, String estate, String tenant, String line) {
    if (type.isOfDevice()) {
      throw new IllegalArgumentException(type + " names a device");
    }
    return new SparkplugTopic(estate, tenant, type, line, null);
  }

  /** The topic of a device's message, or of its command. */
  public static SparkplugTopic ofDevice(Type type, MachineId machine) {
    if (!type.isOfDevice()) {
      throw new IllegalArgumentException(type + " names no device");
    }
    return new SparkplugTopic(
        machine.estate(), machine.tenant(), type, machine.line(), machine.machine());
  }

  /** The edge node, which is the Kafka key: {@code {estate}.{tenant}/{line}}. */
  public String edgeNode() {
    return estate + '.' + tenant + '/' + line;
  }

  /**
   * The device.
   *
   * @throws IllegalStateException in a message of the edge node itself
   */
  public MachineId machineId() {
    if (machine == null) {
      throw new IllegalStateException(type + " names no device");
    }
    return new MachineId(estate, tenant, line, machine);
  }

  /** The topic as MQTT has it. */
  @Override
  public String toString() {
    String node = Topics.SPARKPLUG_PREFIX + estate + '.' + tenant + '/' + type + '/' + line;
    return machine == null ? node : node + '/' + machine;
  }
}
