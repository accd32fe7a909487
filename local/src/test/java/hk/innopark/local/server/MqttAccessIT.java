package hk.innopark.local.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hk.innopark.registry.RegistryYaml;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users × topics × credentials at both brokers, with the files that the registry gives. */
class MqttAccessIT {
  private static final Path CLASS_PATH = Path.of("..", "broker", "target", "lib");
  private static final Path MOSQUITTO = Path.of("/usr/sbin/mosquitto");
  private static final int REFUSED_FROM = 128;
  private static final int TIMEOUT_MILLIS = 60_000;

  @TempDir Path folder;
  private List<MqttUser> users;

  /** One machine a tenant, so that every pair is of two tenants. */
  private List<MqttUser> devices;

  @BeforeEach
  void makeUsers() throws IOException {
    users = BrokerCredentials.write(RegistryYaml.sample(), folder);
    List<String> tenants = new ArrayList<>();
    devices = new ArrayList<>();
    for (MqttUser user : users) {
      String tenant = user.name().split("/", 2)[0];
      if (user.name().chars().filter(c -> c == '/').count() == 2 && !tenants.contains(tenant)) {
        tenants.add(tenant);
        devices.add(user);
      }
    }
    assertThat(devices).hasSizeGreaterThan(4);
  }

  @Test
  void nobodyReadsOrWritesAnothersDataAtTheEmbeddedBroker() throws Exception {
    try (EmbeddedMqttBroker broker =
        EmbeddedMqttBroker.start(CLASS_PATH, folder.resolve("mqtt"), LoopbackPorts.free(), users)) {
      probe("embedded broker", broker.port());
      noDeviceTakesAnothersSession(broker.port());
    }
  }

  @Test
  void nobodyReadsOrWritesAnothersDataAtMosquitto() throws Exception {
    assumeTrue(Files.isExecutable(MOSQUITTO), "Mosquitto is not installed: " + MOSQUITTO);
    int port = LoopbackPorts.free();
    Path configuration =
        Files.write(
            folder.resolve("mosquitto.conf"),
            List.of(
                "per_listener_settings false",
                "allow_anonymous false",
                "password_file " + folder.resolve("passwords"),
                "acl_file " + folder.resolve("acl"),
                "user " + System.getProperty("user.name"),
                "listener " + port + " 127.0.0.1",
                "use_username_as_clientid true"));
    Process mosquitto =
        new ProcessBuilder(MOSQUITTO.toString(), "-c", configuration.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("mosquitto.log").toFile())
            .start();
    try {
      await().atMost(Duration.ofMinutes(1)).until(() -> answers(port));
      probe("Mosquitto", port);
      noDeviceTakesAnothersSession(port);
    } finally {
      mosquitto.destroy();
      assertThat(mosquitto.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  private void probe(String broker, int port) throws MqttException {
    List<String> successes = new ArrayList<>();
    int probes = 0;
    for (MqttUser device : devices) {
      String own = device.publish().get(0);
      assertThat(publish(port, device, own)).as("%s on its own topic", device.name()).isTrue();
      for (MqttUser other : devices) {
        List<String> topics = new ArrayList<>(List.of(own + "/x", "spBv1.0/STATE/host", "$SYS/x"));
        if (!other.equals(device)) {
          topics.add(other.publish().get(0));
        }
        for (String topic : topics) {
          probes++;
          if (publish(port, device, topic)) {
            successes.add(device.name() + " publishes on " + topic);
          }
        }
        for (String filter : List.of(other.publish().get(0), "#", "innopark/#", "$share/g/#")) {
          probes++;
          if (subscribe(port, device, filter)) {
            successes.add(device.name() + " reads " + filter);
          }
        }
        String guess = other.equals(device) ? "guess" : other.password().reveal();
        probes++;
        if (connects(port, device.name(), device.name(), guess)) {
          successes.add(device.name() + " connects with the password of " + other.name());
        }
      }
      probes++;
      if (connects(port, device.name(), null, null)) {
        successes.add("nobody connects");
      }
    }
    System.out.printf("%s: %,d probes, %d successes%n", broker, probes, successes.size());
    assertThat(successes).as("%d probes at the %s", probes, broker).isEmpty();
  }

  /** Either it is refused, or it is taken for itself whatever client id it gives. */
  private void noDeviceTakesAnothersSession(int port) throws MqttException {
    MqttUser victim = devices.get(0);
    MqttUser thief = devices.get(1);
    MqttAsyncClient client =
        connect(port, victim.name(), victim.name(), victim.password().reveal());
    try {
      connects(port, victim.name(), thief.name(), thief.password().reveal());
      IMqttToken token =
          client.publish(victim.publish().get(0), new MqttMessage(new byte[] {1}, 1, false, null));
      token.waitForCompletion(TIMEOUT_MILLIS);
      assertThat(client.isConnected()).isTrue();
    } finally {
      close(client);
    }
  }

  /** Whether the broker takes the message. */
  private static boolean publish(int port, MqttUser user, String topic) throws MqttException {
    MqttAsyncClient client = connect(port, user.name(), user.name(), user.password().reveal());
    try {
      IMqttToken token = client.publish(topic, new MqttMessage(new byte[] {1}, 1, false, null));
      token.waitForCompletion(TIMEOUT_MILLIS);
      return token.getReasonCodes()[0] < REFUSED_FROM;
    } catch (MqttException disconnected) {
      return false;
    } finally {
      close(client);
    }
  }

  private static boolean subscribe(int port, MqttUser user, String filter) throws MqttException {
    MqttAsyncClient client = connect(port, user.name(), user.name(), user.password().reveal());
    try {
      IMqttToken token = client.subscribe(filter, 1);
      token.waitForCompletion(TIMEOUT_MILLIS);
      return token.getReasonCodes()[0] < REFUSED_FROM;
    } catch (MqttException disconnected) {
      return false;
    } finally {
      close(client);
    }
  }

  private static boolean connects(int port, String clientId, String user, String password)
      throws MqttException {
    try {
      close(connect(port, clientId, user, password));
      return true;
    } catch (MqttException refused) {
      return false;
    }
  }

  private static MqttAsyncClient connect(int port, String clientId, String user, String password)
      throws MqttException {
    MqttAsyncClient client =
        new MqttAsyncClient("tcp://127.0.0.1:" + port, clientId, new MemoryPersistence());
    MqttConnectionOptions options = new MqttConnectionOptions();
    if (user != null) {
      options.setUserName(user);
      options.setPassword(password.getBytes(StandardCharsets.UTF_8));
    }
    try {
      client.connect(options).waitForCompletion(TIMEOUT_MILLIS);
      return client;
    } catch (MqttException refused) {
      client.close(true);
      throw refused;
    }
  }

  private static void close(MqttAsyncClient client) throws MqttException {
    if (client.isConnected()) {
      client.disconnectForcibly(0, 1_000, true);
    }
    client.close(true);
  }

  private static boolean answers(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }
}
