package hk.innopark.embedded.stack;

import hk.innopark.embedded.server.EmbeddedMqttBroker;
import hk.innopark.events.Topics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** A tenant's oven, which stands still, and its light, as clients of the broker. */
final class TenantClients implements AutoCloseable {
  static final String TENANT = "golden-noodle";
  private static final String TOPIC = "innopark/tai-po/golden-noodle/line-1/oven-1";

  private final EmbeddedMqttBroker broker;
  private final MqttAccounts users;
  private final List<MqttAsyncClient> clients = new ArrayList<>();
  private final List<String> lights = new CopyOnWriteArrayList<>();
  private ScheduledExecutorService oven;

  TenantClients(EmbeddedMqttBroker broker, MqttAccounts users) {
    this.broker = broker;
    this.users = users;
  }

  /** Each five seconds from now on: the oven is down. */
  void publishAStop() throws Exception {
    MqttAsyncClient client = connect("oven");
    AtomicLong seq = new AtomicLong();
    oven = Executors.newSingleThreadScheduledExecutor();
    Future<?> unused =
        oven.scheduleAtFixedRate(
            () -> {
              String payload =
                  "{\"ts\":%d,\"boot\":\"b1\",\"seq\":%d,\"signals\":{\"state\":\"DOWN\",\"good_count\":7}}"
                      .formatted(System.currentTimeMillis(), seq.incrementAndGet());
              try {
                client.publish(TOPIC, payload.getBytes(StandardCharsets.UTF_8), 1, false);
              } catch (MqttException lost) {
                throw new IllegalStateException(lost);
              }
            },
            0,
            5,
            TimeUnit.SECONDS);
  }

  /** Hears of alerts from now on. */
  void listen() throws Exception {
    MqttAsyncClient client = connect("light");
    client.setCallback(new Light());
    client
        .subscribe(Topics.NOTIFICATION_PREFIX + "tai-po/golden-noodle/+", 1)
        .waitForCompletion(60_000);
  }

  /** What the light was told. */
  List<String> lights() {
    return lights;
  }

  /** Keeps what it is told. */
  private final class Light implements MqttCallback {
    @Override
    public void messageArrived(String topic, MqttMessage message) {
      lights.add(new String(message.getPayload(), StandardCharsets.UTF_8));
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {}

    @Override
    public void mqttErrorOccurred(MqttException exception) {}

    @Override
    public void deliveryComplete(IMqttToken token) {}

    @Override
    public void connectComplete(boolean reconnect, String server) {}

    @Override
    public void authPacketArrived(int reasonCode, MqttProperties properties) {}
  }

  private MqttAsyncClient connect(String id) throws Exception {
    MqttAsyncClient client = new MqttAsyncClient(broker.url(), id, new MemoryPersistence());
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setUserName(TENANT);
    options.setPassword(users.password(TENANT).reveal().getBytes(StandardCharsets.UTF_8));
    client.connect(options).waitForCompletion(60_000);
    clients.add(client);
    return client;
  }

  @Override
  public void close() throws MqttException {
    if (oven != null) {
      oven.shutdownNow();
    }
    for (MqttAsyncClient client : clients) {
      client.disconnectForcibly(100);
    }
  }
}
