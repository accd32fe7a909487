package hk.innopark.embedded.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import hk.innopark.events.process.LoopbackPorts;
import hk.innopark.registry.RegistryYaml;
import hk.innopark.registry.access.BrokerCredentials;
import hk.innopark.registry.access.MqttUser;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Users × topics × credentials at both brokers, with the files that the registry gives. Reading is
 * probed by what is delivered: Mosquitto grants every subscription, and looks at {@code read} when
 * it delivers.
 */
class MqttAccessIT {
  private static final Path CLASS_PATH = Path.of("..", "broker", "target", "lib");
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String FORGED = "forged";

  @TempDir Path folder;
  private final Map<String, MqttProbe> sessions = new ConcurrentHashMap<>();
  private final Queue<String> successes = new ConcurrentLinkedQueue<>();
  private final AtomicInteger probes = new AtomicInteger();
  private List<MqttUser> users;
  private MqttUser gateway;

  /** One machine and one edge node a tenant, so that every pair is of two tenants. */
  private List<MqttUser> machines;

  private List<MqttUser> nodes;
  private int port;

  @BeforeEach
  void makeUsers() throws IOException {
    users = BrokerCredentials.write(RegistryYaml.sample(), folder);
    gateway =
        users.stream().filter(user -> user.name().equals("gateway")).findFirst().orElseThrow();
    machines = oneATenant(user -> slashes(user) == 2);
    nodes = oneATenant(user -> slashes(user) == 1);
    assertThat(machines).hasSizeGreaterThan(4);
    assertThat(nodes).hasSameSizeAs(machines);
  }

  private List<MqttUser> oneATenant(Predicate<MqttUser> kind) {
    Map<String, MqttUser> first = new HashMap<>();
    users.stream().filter(kind).forEach(user -> first.putIfAbsent(tenant(user), user));
    return List.copyOf(first.values());
  }

  private static long slashes(MqttUser user) {
    return user.name().chars().filter(c -> c == '/').count();
  }

  private static String tenant(MqttUser user) {
    return user.name().split("/", 2)[0];
  }

  @AfterEach
  void closeSessions() throws MqttException {
    for (MqttProbe session : sessions.values()) {
      session.close();
    }
  }

  @Test
  void nobodyReadsOrWritesAnothersDataAtTheEmbeddedBroker() throws Exception {
    try (EmbeddedMqttBroker broker =
        EmbeddedMqttBroker.start(CLASS_PATH, folder.resolve("mqtt"), LoopbackPorts.free(), users)) {
      port = broker.port();
      probe();
      MqttUser device = machines.get(0);
      for (String clientId : List.of(machines.get(1).name(), "gateway", "innocent")) {
        assertThatThrownBy(
                () -> MqttProbe.connect(port, clientId, device.name(), device.password().reveal()))
            .as("%s as %s", device.name(), clientId)
            .isInstanceOf(MqttException.class);
      }
    }
  }

  @Test
  void nobodyReadsOrWritesAnothersDataAtMosquitto() throws Exception {
    try (MosquittoServer broker =
        MosquittoServer.start(
            folder, LoopbackPorts.free(), List.of("use_username_as_clientid true"))) {
      port = broker.port();
      probe();
      MqttProbe victim = session(machines.get(0));
      MqttUser thief = machines.get(1);
      try (MqttProbe other =
          MqttProbe.connect(
              port, machines.get(0).name(), thief.name(), thief.password().reveal())) {
        assertThat(other.publishes(thief.publish().get(0), "as itself")).isTrue();
        assertThat(victim.publishes(machines.get(0).publish().get(0), "still there")).isTrue();
      }
    }
  }

  private void probe() throws Exception {
    assertThat(session(gateway).subscribes("innopark/#", "spBv1.0/#")).isTrue();
    probeReading();
    probeWriting();
    probeCredentials();
    assertThat(session(gateway).received()).as("what arrived after all").doesNotContain(FORGED);
    assertThat(probes).hasValueGreaterThan(500);
    assertThat(successes).as("of %d probes", probes.get()).isEmpty();
  }

  /** All ask for everything; then all is said; then everybody has what it was meant to have. */
  private void probeReading() throws MqttException {
    List<MqttUser> probers = probers();
    Set<String> everything =
        new HashSet<>(
            List.of("#", "+/#", "innopark/#", "spBv1.0/#", "$share/g/innopark/#", "$share/g/#"));
    probers.forEach(user -> everything.add(user.publish().get(0)));
    nodes.forEach(node -> everything.add(commands(node)));
    eachAtOnce(
        probers,
        user -> {
          probes.addAndGet(everything.size());
          ask(user, everything);
        });
    for (MqttUser node : nodes) {
      assertThat(session(node).subscribes(commands(node))).isTrue();
    }
    List<String> said = new ArrayList<>();
    for (MqttUser user : probers) {
      assertThat(session(user).publishes(user.publish().get(0), "from " + user.name()))
          .as("%s on its own topic", user.name())
          .isTrue();
      said.add("from " + user.name());
    }
    for (MqttUser node : nodes) {
      assertThat(session(gateway).publishes(commands(node), "to " + node.name())).isTrue();
    }
    await().atMost(PATIENCE).until(() -> session(gateway).received().containsAll(said));
    for (MqttUser node : nodes) {
      await().atMost(PATIENCE).until(() -> readAs(node).contains("to " + node.name()));
    }
    for (MqttUser user : probers) {
      // what the broker sent to it came before the answer to this
      assertThat(session(user).publishes(user.publish().get(0), "end")).isTrue();
      Set<String> read = new HashSet<>(readAs(user));
      read.remove("to " + user.name());
      read.forEach(message -> successes.add(user.name() + " reads: " + message));
    }
  }

  private List<MqttUser> probers() {
    List<MqttUser> probers = new ArrayList<>(machines);
    probers.addAll(nodes);
    return probers;
  }

  private Set<String> readAs(MqttUser user) throws MqttException {
    return session(user).received();
  }

  /** Where an edge node is commanded. */
  private static String commands(MqttUser node) {
    return node.subscribe().stream()
        .filter(filter -> filter.contains("/NCMD/"))
        .findFirst()
        .orElseThrow();
  }

  /** Granted or not is no matter: what is delivered counts. */
  private void ask(MqttUser user, Set<String> filters) throws MqttException {
    boolean unused = session(user).subscribes(filters.toArray(String[]::new));
  }

  private void probeWriting() {
    eachAtOnce(
        probers(),
        user -> {
          Set<String> topics =
              new HashSet<>(
                  List.of(
                      user.publish().get(0) + "/x", "spBv1.0/STATE/gateway", "innopark", "$SYS/x"));
          probers().forEach(other -> topics.add(other.publish().get(0)));
          nodes.forEach(node -> topics.add(commands(node)));
          topics.remove(user.publish().get(0));
          for (String topic : topics) {
            probes.incrementAndGet();
            if (session(user).publishes(topic, FORGED)) {
              successes.add(user.name() + " publishes on " + topic);
            }
          }
        });
  }

  private void probeCredentials() {
    eachAtOnce(
        machines,
        user -> {
          for (MqttUser other : machines) {
            if (!other.equals(user)) {
              probeCredential(user.name(), other.password().reveal());
            }
          }
          probeCredential(user.name(), "guess");
          probeCredential(user.name(), "");
          probeCredential(user.name(), null);
        });
    probeCredential("gateway", machines.get(0).password().reveal());
    probeCredential("nobody", machines.get(0).password().reveal());
    probeCredential(null, null);
  }

  private interface Attempt {
    void of(MqttUser user) throws MqttException;
  }

  /** Each user's attempts one after the other, all users at once: mostly they wait. */
  private static void eachAtOnce(List<MqttUser> users, Attempt attempt) {
    ExecutorService threads = Executors.newFixedThreadPool(users.size());
    try {
      List<CompletableFuture<Void>> attempts =
          users.stream()
              .map(user -> CompletableFuture.runAsync(() -> run(attempt, user), threads))
              .toList();
      attempts.forEach(CompletableFuture::join);
    } finally {
      threads.shutdownNow();
    }
  }

  private static void run(Attempt attempt, MqttUser user) {
    try {
      attempt.of(user);
    } catch (MqttException failed) {
      throw new IllegalStateException(user.name(), failed);
    }
  }

  private void probeCredential(String user, String password) {
    probes.incrementAndGet();
    try (MqttProbe in = MqttProbe.connect(port, user == null ? "x" : user, user, password)) {
      successes.add(user + " is let in: " + in.isConnected());
    } catch (MqttException refused) {
      assertThat(refused).isNotNull();
    }
  }

  /** A broker may cut the connection as its answer to an attempt. */
  private MqttProbe session(MqttUser user) throws MqttException {
    MqttProbe open = sessions.get(user.name());
    if (open != null && open.isConnected()) {
      return open;
    }
    if (open != null) {
      open.close();
    }
    MqttProbe next = MqttProbe.connect(port, user.name(), user.name(), user.password().reveal());
    sessions.put(user.name(), next);
    return next;
  }
}
