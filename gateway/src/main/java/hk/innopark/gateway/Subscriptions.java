package hk.innopark.gateway;

import hk.innopark.events.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one connection listens to.
 *
 * <p>A single connection of JSON subscribes plainly, and every machine's messages stay in order.
 * With several, the JSON topics are a shared subscription, over which a broker spreads messages as
 * it likes: throughput grows and a machine's order is lost, which the machine accounts downstream
 * repair by {@code seq}. Sparkplug has no such repair, so one connection has all of it, and it
 * alone: the {@link SparkplugHost}'s. A shared subscription's member that is away for good keeps
 * its share until its session expires: after lowering the number of connections, or changing the
 * password on which the {@link ShareName} depends, remove the sessions at the broker.
 */
class Subscriptions {
  /** The reason code from which on a broker's answer is a refusal. */
  static final int REFUSED_FROM = 0x80;

  private static final String JSON = Topics.MQTT_PREFIX + "#";
  private static final String ALL_SPARKPLUG = Topics.SPARKPLUG_PREFIX + "#";

  /** What sessions of earlier versions have beside JSON. */
  private static final List<String> FORMER =
      Stream.concat(
              Stream.of("NBIRTH", "NDEATH", "NDATA").map(type -> "+/" + type + "/+"),
              Stream.of("DBIRTH", "DDEATH", "DDATA").map(type -> "+/" + type + "/+/+"))
          .map(Topics.SPARKPLUG_PREFIX::concat)
          .toList();

  private static final int AT_LEAST_ONCE = 1;
  private static final int MOST_AT_ONCE = 100;
  private static final Logger LOG = LoggerFactory.getLogger(Subscriptions.class);

  /** Retained messages come only with a subscription that is new, not with every connection. */
  private static final int RETAINED_IF_NEW = 1;

  private final List<String> wanted = new ArrayList<>();
  private final List<String> unwanted = new ArrayList<>();
  private final List<String> mapped = new ArrayList<>();

  /** Of a connection of JSON. */
  Subscriptions(MqttSettings settings) {
    this(settings, Set.of());
  }

  /** Of a connection of JSON, with the topics of devices that speak their maker's way. */
  Subscriptions(MqttSettings settings, Set<String> mappedTopics) {
    boolean shared = settings.connections() > 1;
    String share = shared ? "$share/" + ShareName.of(settings) + '/' : "";
    mappedTopics.stream().sorted().map(share::concat).forEach(mapped::add);
    String sharedJson = "$share/" + ShareName.of(settings) + '/' + JSON;
    wanted.add(shared ? sharedJson : JSON);
    unwanted.add(shared ? JSON : sharedJson);
    unwanted.addAll(FORMER);
  }

  /** Of a Sparkplug host: all of the namespace, and its own state by name. */
  Subscriptions(String stateTopic) {
    wanted.add(ALL_SPARKPLUG);
    wanted.add(stateTopic);
  }

  /**
   * Subscribes on a new connection, and ends what a session still has from other settings. It is
   * done every time: a broker that says it kept the session may be wrong, and it costs nothing.
   *
   * @throws SubscriptionRefusedException naming the filters and reason codes
   */
  void establish(MqttAsyncClient client, boolean sessionPresent, long timeoutMillis)
      throws MqttException {
    MqttSubscription[] subscriptions =
        wanted.stream().map(Subscriptions::subscription).toArray(MqttSubscription[]::new);
    IMqttToken token = client.subscribe(subscriptions);
    token.waitForCompletion(timeoutMillis);
    checkGranted(token.getReasonCodes());
    subscribeToMapped(client, timeoutMillis);
    if (sessionPresent) {
      client.unsubscribe(unwanted.toArray(String[]::new)).waitForCompletion(timeoutMillis);
    }
  }

  /** One that the broker refuses costs that device alone. */
  private void subscribeToMapped(MqttAsyncClient client, long timeoutMillis) throws MqttException {
    for (int from = 0; from < mapped.size(); from += MOST_AT_ONCE) {
      List<String> some = mapped.subList(from, Math.min(mapped.size(), from + MOST_AT_ONCE));
      IMqttToken token =
          client.subscribe(
              some.stream().map(Subscriptions::subscription).toArray(MqttSubscription[]::new));
      token.waitForCompletion(timeoutMillis);
      int[] reasonCodes = token.getReasonCodes();
      for (int i = 0; i < reasonCodes.length; i++) {
        if (reasonCodes[i] >= REFUSED_FROM) {
          LOG.warn(
              "MQTT: the broker refuses the subscription to {} (reason {}): give the gateway's"
                  + " user the right to read it",
              some.get(i),
              reasonCodes[i]);
        }
      }
    }
  }

  /** Paho reports a refused subscription as a success: only the reason codes tell. */
  private void checkGranted(int[] reasonCodes) {
    List<String> refused = new ArrayList<>();
    for (int i = 0; i < reasonCodes.length; i++) {
      if (reasonCodes[i] >= REFUSED_FROM) {
        refused.add(wanted.get(i) + " (reason " + reasonCodes[i] + ")");
      }
    }
    if (!refused.isEmpty()) {
      throw new SubscriptionRefusedException(String.join(", ", refused));
    }
  }

  private static MqttSubscription subscription(String filter) {
    MqttSubscription subscription = new MqttSubscription(filter, AT_LEAST_ONCE);
    subscription.setRetainHandling(RETAINED_IF_NEW);
    return subscription;
  }
}
