package hk.innopark.embedded.stack;

import hk.innopark.events.MachineId;
import hk.innopark.events.Topics;
import hk.innopark.registry.AccessControl;
import hk.innopark.registry.access.MqttUser;
import hk.innopark.registry.access.Secret;
import hk.innopark.registry.model.Registry;
import hk.innopark.simulators.plant.Plants;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Who may use the embedded MQTT broker; passwords are among the secrets of the data folder. */
final class MqttAccounts {
  /** The gateway's user. */
  static final String GATEWAY = "gateway";

  private final DataFolder data;

  MqttAccounts(DataFolder data) {
    this.data = data;
  }

  /**
   * A user for each tenant, who may publish its topics, read commands to its edge nodes and hear of
   * its alerts; the gateway, who reads everything and speaks as the Sparkplug host; the notifier.
   */
  List<MqttUser> of(SortedSet<String> tenants) throws IOException {
    return of(tenants, Optional.empty());
  }

  /** As {@link #of(SortedSet)}, and what mapped devices of the registry publish. */
  List<MqttUser> of(SortedSet<String> tenants, Optional<Registry> registry) throws IOException {
    List<MqttUser> users = new ArrayList<>();
    List<String> everything = new ArrayList<>(List.of("innopark/#", "spBv1.0/#"));
    registry.ifPresent(
        known ->
            known
                .tenants()
                .forEach(tenant -> everything.addAll(AccessControl.mappedTopics(tenant))));
    List<String> notifications = List.of(Topics.NOTIFICATION_PREFIX + '#');
    List<String> ofTheHost = List.of("spBv1.0/STATE/+", "spBv1.0/+/NCMD/+", "spBv1.0/+/DCMD/+/+");
    users.add(new MqttUser(GATEWAY, password(GATEWAY), ofTheHost, everything));
    users.add(
        new MqttUser(
            RunningStack.OPERATOR,
            password(RunningStack.OPERATOR),
            everything,
            List.of("innopark/#", "spBv1.0/#", Topics.NOTIFICATION_PREFIX + '#')));
    users.add(
        new MqttUser(
            StackNotifier.MQTT_USER, password(StackNotifier.MQTT_USER), notifications, List.of()));
    registry.ifPresent(known -> addDevices(known, users));
    for (String tenant : tenants) {
      String[] path = tenant.split("/", 2);
      users.add(
          new MqttUser(
              path[1],
              password(path[1]),
              publishedBy(path[0], path[1], registry),
              List.of(
                  "spBv1.0/STATE/+",
                  Topics.NOTIFICATION_PREFIX + tenant + "/#",
                  "spBv1.0/" + path[0] + "." + path[1] + "/NCMD/+",
                  "spBv1.0/" + path[0] + "." + path[1] + "/DCMD/+/+")));
    }
    return users;
  }

  /** Those of devices that have a credential of their own. */
  private void addDevices(Registry registry, List<MqttUser> users) {
    AccessControl.of(registry).users().stream()
        .filter(user -> Files.exists(data.secret(secretName(deviceSecret(user.name())))))
        .forEach(
            user -> {
              try {
                users.add(
                    new MqttUser(
                        user.name(),
                        Secret.keptIn(data.secret(secretName(deviceSecret(user.name())))),
                        user.publish(),
                        user.subscribe()));
              } catch (IOException unreadable) {
                throw new UncheckedIOException("the password of " + user.name(), unreadable);
              }
            });
  }

  /** Gives a device's user a credential of its own; tells whether it had none. */
  boolean register(String user) throws IOException {
    boolean isNew = !Files.exists(data.secret(secretName(deviceSecret(user))));
    if (isNew) {
      password(deviceSecret(user));
    }
    return isNew;
  }

  static String deviceSecret(String user) {
    return "device-" + user.replace('/', '+');
  }

  private static List<String> publishedBy(
      String estate, String tenant, Optional<Registry> registry) {
    List<String> topics =
        new ArrayList<>(
            List.of(
                "innopark/" + estate + '/' + tenant + "/#",
                "spBv1.0/" + estate + "." + tenant + "/#"));
    registry
        .flatMap(known -> known.tenant(tenant))
        .ifPresent(
            known -> {
              topics.addAll(AccessControl.mappedTopics(known));
              topics.addAll(AccessControl.mappedNodeTopics(known));
            });
    return topics;
  }

  /** {@code estate/tenant} of each. */
  static SortedSet<String> simulatedTenants() {
    SortedSet<String> tenants = new TreeSet<>();
    Plants.sample().machines().stream()
        .map(machine -> machine.id())
        .forEach((MachineId id) -> tenants.add(id.estate() + '/' + id.tenant()));
    return tenants;
  }

  /** Also those whose plants are not simulated: their password is among the secrets. */
  static SortedSet<String> registeredTenants(Registry registry) {
    SortedSet<String> tenants = simulatedTenants();
    registry.tenants().forEach(tenant -> tenants.add(tenant.estate() + '/' + tenant.id()));
    return tenants;
  }

  static String secretName(String user) {
    return "mqtt-" + user;
  }

  Secret password(String user) throws IOException {
    return Secret.keptIn(data.secret(secretName(user)));
  }
}
