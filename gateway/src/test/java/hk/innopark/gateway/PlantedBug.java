package hk.innopark.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javax.net.SocketFactory;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.common.MqttException;

/** Mistakes that bridges of this kind were seen to make, each made here on purpose. */
enum PlantedBug implements Supplier<Gateway.PartsFactory> {
  /** Acknowledges as soon as a message has arrived. */
  ACK_BEFORE_KAFKA {
    @Override
    public Gateway.PartsFactory get() {
      return (config, forwarder, metrics, clock) ->
          new ConnectionParts(config, forwarder, metrics, clock) {
            @Override
            AckWindow window(AckWindow.Acknowledger acknowledger) {
              return new AckWindow(packetId -> {}) {
                @Override
                synchronized long enter(int packetId, long nowNanos) {
                  acknowledger.acknowledge(packetId);
                  return super.enter(packetId, nowNanos);
                }
              };
            }
          };
    }
  },

  /** Acknowledges each message when Kafka confirms it, whatever came before it. */
  ACK_OUT_OF_ORDER {
    @Override
    public Gateway.PartsFactory get() {
      return (config, forwarder, metrics, clock) ->
          new ConnectionParts(config, forwarder, metrics, clock) {
            @Override
            AckWindow window(AckWindow.Acknowledger acknowledger) {
              return new AckWindow(packetId -> {}) {
                private final Map<Long, Integer> packetIds = new HashMap<>();

                @Override
                synchronized long enter(int packetId, long nowNanos) {
                  long position = super.enter(packetId, nowNanos);
                  packetIds.put(position, packetId);
                  return position;
                }

                @Override
                synchronized int confirm(long position) {
                  acknowledger.acknowledge(packetIds.remove(position));
                  super.confirm(position);
                  return 1;
                }
              };
            }
          };
    }
  },

  /** Acknowledges on whatever connection there is by now. */
  ACK_OF_AN_OLDER_CONNECTION {
    @Override
    public Gateway.PartsFactory get() {
      return (config, forwarder, metrics, clock) ->
          new ConnectionParts(config, forwarder, metrics, clock) {
            private final AtomicReference<MqttEpoch> newest = new AtomicReference<>();

            @Override
            AckWindow window(AckWindow.Acknowledger acknowledger) {
              return new AckWindow(packetId -> newest.get().acknowledge(packetId));
            }

            @Override
            MqttEpoch epoch(int connection, ForwardQueue queue) throws MqttException {
              MqttEpoch epoch =
                  new MqttEpoch(this, connection, queue) {
                    @Override
                    boolean isOpen() {
                      return true;
                    }
                  };
              newest.set(epoch);
              return epoch;
            }
          };
    }
  },

  /** Takes a repetition for a message that is done with. */
  DROP_REPETITIONS {
    @Override
    public Gateway.PartsFactory get() {
      return (config, forwarder, metrics, clock) ->
          new ConnectionParts(config, forwarder, metrics, clock) {
            private final Set<String> seen = ConcurrentHashMap.newKeySet();

            @Override
            MqttEpoch epoch(int connection, ForwardQueue queue) throws MqttException {
              return new MqttEpoch(this, connection, queue) {
                @Override
                void receive(Arrival message) throws InterruptedException {
                  if (seen.add(message.topic() + new String(message.payload(), ISO_8859_1))) {
                    super.receive(message);
                  } else {
                    acknowledge(message.packetId());
                  }
                }
              };
            }
          };
    }
  },

  /** Asks for no session expiry, so that the session ends with the connection. */
  NO_SESSION_EXPIRY {
    @Override
    public Gateway.PartsFactory get() {
      return (config, forwarder, metrics, clock) ->
          new ConnectionParts(config, forwarder, metrics, clock) {
            @Override
            MqttConnectionOptions options(SocketFactory sockets) {
              MqttConnectionOptions options = super.options(sockets);
              options.setSessionExpiryInterval(null);
              return options;
            }
          };
    }
  },

  /** Subscribes on its first connection alone. */
  NO_RESUBSCRIBE {
    @Override
    public Gateway.PartsFactory get() {
      return (config, forwarder, metrics, clock) ->
          new ConnectionParts(config, forwarder, metrics, clock) {
            private final Set<Integer> subscribed = new HashSet<>();

            @Override
            Subscriptions subscriptions(int connection) {
              if (subscribed.add(connection)) {
                return super.subscriptions(connection);
              }
              return new Subscriptions(settings) {
                @Override
                void establish(
                    MqttAsyncClient client, boolean sessionPresent, long timeoutMillis) {}
              };
            }
          };
    }
  },

  /** Waits for Kafka on the thread that reads the socket. */
  BLOCKING_CALLBACK {
    @Override
    public Gateway.PartsFactory get() {
      return (config, forwarder, metrics, clock) ->
          new ConnectionParts(config, forwarder, metrics, clock) {
            @Override
            MqttEpoch epoch(int connection, ForwardQueue queue) throws MqttException {
              return new MqttEpoch(this, connection, queue) {
                @Override
                void receive(Arrival message) throws InterruptedException {
                  super.receive(message);
                  while (queue.underWay() > 0 && isOpen()) {
                    Thread.sleep(1);
                  }
                }
              };
            }
          };
    }
  },

  /** Goes on after an exception as if nothing had been. */
  SWALLOWED_EXCEPTION {
    @Override
    public Gateway.PartsFactory get() {
      return (config, forwarder, metrics, clock) ->
          new ConnectionParts(config, forwarder, metrics, clock) {
            @Override
            MqttEpoch epoch(int connection, ForwardQueue queue) throws MqttException {
              return new MqttEpoch(this, connection, queue) {
                @Override
                void arrived(Arrival message) {
                  try {
                    receive(message);
                  } catch (InterruptedException | RuntimeException swallowed) {
                    // as Paho's own default does
                  }
                }
              };
            }
          };
    }
  };
}
