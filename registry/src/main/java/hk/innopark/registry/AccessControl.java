package hk.innopark.registry;

import hk.innopark.events.MachineId;
import hk.innopark.events.Topics;
import hk.innopark.registry.model.DeviceMapping;
import hk.innopark.registry.model.Line;
import hk.innopark.registry.model.Machine;
import hk.innopark.registry.model.NotificationChannel;
import hk.innopark.registry.model.Registry;
import hk.innopark.registry.model.Tenant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Who may do what at the MQTT broker, as the registry gives it. A machine publishes on its own
 * topic and reads nothing; a line's Sparkplug edge node publishes its own messages and reads its
 * own commands; the gateway reads everything and may command edge nodes; the notifier tells of
 * alerts, and a tenant's lights hear of its own.
 *
 * <p>Names of users hold a slash where ids cannot, so no two users share a name: {@code
 * tenant/line/machine}, {@code tenant/line} for an edge node, {@code
 * notifications/estate/tenant/lights}, {@code gateway}, {@code notifier}.
 */
public final class AccessControl {
  /** The gateway's user. */
  public static final String GATEWAY = "gateway";

  /** The notifier's user. */
  public static final String NOTIFIER = "notifier";

  private static final List<String> NODE_MESSAGES = List.of("NBIRTH", "NDEATH", "NDATA");
  private static final List<String> DEVICE_MESSAGES = List.of("DBIRTH", "DDEATH", "DDATA");

  private final List<User> users;

  private AccessControl(List<User> users) {
    this.users = List.copyOf(users);
  }

  /**
   * What one user may do. A filter that may be subscribed to may be so in a shared subscription
   * too.
   *
   * @param publish topics and topic filters
   * @param subscribe topic filters
   */
  public record User(String name, List<String> publish, List<String> subscribe) {}

  public static AccessControl of(Registry registry) {
    List<User> users = new ArrayList<>();
    users.add(
        new User(
            GATEWAY,
            List.of(
                Topics.SPARKPLUG_PREFIX + "STATE/+",
                Topics.SPARKPLUG_PREFIX + "+/NCMD/+",
                Topics.SPARKPLUG_PREFIX + "+/DCMD/+/+"),
            gatewayReads(registry)));
    users.add(new User(NOTIFIER, List.of(Topics.NOTIFICATION_PREFIX + '#'), List.of()));
    for (Tenant tenant : registry.tenants()) {
      if (registry.channels().stream().anyMatch(channel -> isLightOf(tenant, channel))) {
        users.add(
            new User(lightUserName(tenant), List.of(), List.of(notificationsOf(tenant) + "/+")));
      }
      for (Line line : tenant.lines()) {
        if (speaksSparkplug(tenant) || !nodesOf(line).isEmpty()) {
          users.add(edgeNode(tenant, line));
        }
        for (Machine machine : line.machines()) {
          users.add(new User(userName(machine.id()), topicsOf(machine), List.of()));
        }
      }
    }
    return new AccessControl(users);
  }

  private static List<String> gatewayReads(Registry registry) {
    List<String> topics =
        new ArrayList<>(List.of(Topics.MQTT_PREFIX + '#', Topics.SPARKPLUG_PREFIX + '#'));
    registry.tenants().forEach(tenant -> topics.addAll(mappedTopics(tenant)));
    return List.copyOf(topics);
  }

  /** The topics, and Sparkplug topics, on which a tenant's mapped devices publish. */
  public static List<String> mappedTopics(Tenant tenant) {
    List<String> topics = new ArrayList<>();
    for (Line line : tenant.lines()) {
      for (Machine machine : line.machines()) {
        if (machine.mapping() != null && machine.mapping().mqtt() != null) {
          topics.add(machine.mapping().mqtt().topic());
        }
      }
    }
    return List.copyOf(topics);
  }

  /** The Sparkplug topics on which a tenant's mapped edge nodes publish. */
  public static List<String> mappedNodeTopics(Tenant tenant) {
    List<String> topics = new ArrayList<>();
    tenant.lines().forEach(line -> addMappedNodes(line, topics, new ArrayList<>()));
    return List.copyOf(topics);
  }

  private static List<String> topicsOf(Machine machine) {
    return machine.mapping() == null || machine.mapping().mqtt() == null
        ? List.of(machine.id().topic())
        : List.of(machine.id().topic(), machine.mapping().mqtt().topic());
  }

  private static List<DeviceMapping.Device> nodesOf(Line line) {
    return line.machines().stream()
        .filter(machine -> machine.mapping() != null && machine.mapping().sparkplug() != null)
        .map(machine -> machine.mapping().sparkplug())
        .toList();
  }

  private static void addMappedNodes(Line line, List<String> publish, List<String> subscribe) {
    Set<String> nodes = new LinkedHashSet<>();
    for (DeviceMapping.Device named : nodesOf(line)) {
      String group = Topics.SPARKPLUG_PREFIX + named.group() + '/';
      String node = '/' + named.edgeNode();
      if (nodes.add(group + node)) {
        NODE_MESSAGES.forEach(type -> publish.add(group + type + node));
        subscribe.add(group + "NCMD" + node);
        subscribe.add(group + "DCMD" + node + "/+");
      }
      DEVICE_MESSAGES.forEach(type -> publish.add(group + type + node + '/' + named.device()));
    }
  }

  private static boolean isLightOf(Tenant tenant, NotificationChannel channel) {
    return channel.tenant().equals(tenant.id()) && channel.kind() == NotificationChannel.Kind.MQTT;
  }

  private static String notificationsOf(Tenant tenant) {
    return Topics.NOTIFICATION_PREFIX + tenant.estate() + '/' + tenant.id();
  }

  /** The user as which a tenant's lights connect. */
  public static String lightUserName(Tenant tenant) {
    return notificationsOf(tenant) + "/lights";
  }

  /** The user as which a machine connects. */
  public static String userName(MachineId machine) {
    return machine.tenant() + '/' + machine.line() + '/' + machine.machine();
  }

  /** The user as which a machine's device connects: the line's, where that is its edge node. */
  public static String deviceUserName(Machine machine) {
    return machine.mapping() != null && machine.mapping().sparkplug() != null
        ? edgeNodeUserName(machine.id().tenant(), machine.id().line())
        : userName(machine.id());
  }

  /** The user as which a line's Sparkplug edge node connects. */
  public static String edgeNodeUserName(String tenant, String line) {
    return tenant + '/' + line;
  }

  public List<User> users() {
    return users;
  }

  /** The users as the file that Mosquitto's {@code acl_file} names. */
  public String toMosquittoAcl() {
    StringBuilder file =
        new StringBuilder("# Made from the registry. What is not named is denied.\n");
    for (User user : users) {
      file.append("\nuser ").append(user.name()).append('\n');
      user.publish().forEach(topic -> file.append("topic write ").append(topic).append('\n'));
      user.subscribe().forEach(topic -> file.append("topic read ").append(topic).append('\n'));
    }
    return file.toString();
  }

  /** A group is split at its one dot, so ids of tenants that speak Sparkplug hold none. */
  private static boolean speaksSparkplug(Tenant tenant) {
    return tenant.id().indexOf('.') < 0;
  }

  private static User edgeNode(Tenant tenant, Line line) {
    String group = Topics.SPARKPLUG_PREFIX + tenant.estate() + '.' + tenant.id() + '/';
    List<String> publish = new ArrayList<>();
    List<String> subscribe = new ArrayList<>(List.of(Topics.SPARKPLUG_PREFIX + "STATE/+"));
    if (speaksSparkplug(tenant)) {
      NODE_MESSAGES.forEach(type -> publish.add(group + type + '/' + line.id()));
      for (Machine machine : line.machines()) {
        DEVICE_MESSAGES.forEach(
            type -> publish.add(group + type + '/' + line.id() + '/' + machine.id().machine()));
      }
      subscribe.add(group + "NCMD/" + line.id());
      subscribe.add(group + "DCMD/" + line.id() + "/+");
    }
    addMappedNodes(line, publish, subscribe);
    return new User(
        edgeNodeUserName(tenant.id(), line.id()), List.copyOf(publish), List.copyOf(subscribe));
  }
}
