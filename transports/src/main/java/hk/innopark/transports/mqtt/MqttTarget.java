package hk.innopark.transports.mqtt;

import hk.innopark.events.Ids;
import javax.net.ssl.SSLSocketFactory;

/**
 * Where an MQTT broker is, and as whom to connect.
 *
 * @param username null to connect without credentials
 * @param password null without credentials; never shown
 * @param clientId a prefix of the client ids, which are numbered
 * @param tls null to connect in plain text
 */
public record MqttTarget(
    String host,
    int port,
    String username,
    String password,
    String clientId,
    SSLSocketFactory tls) {
  public MqttTarget {
    if (host == null || host.isBlank()) {
      throw new IllegalArgumentException("host is missing");
    }
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("port " + port + " is not between 1 and 65535");
    }
    if (!Ids.isValid(clientId)) {
      throw new IllegalArgumentException("clientId \"" + clientId + "\" is not a valid id");
    }
  }

  /** In plain text. */
  public MqttTarget(String host, int port, String username, String password, String clientId) {
    this(host, port, username, password, clientId, null);
  }

  /** A broker that takes anyone. */
  public static MqttTarget anonymous(String host, int port, String clientId) {
    return new MqttTarget(host, port, null, null, clientId);
  }

  String uri() {
    return (tls == null ? "tcp://" : "ssl://") + host + ":" + port;
  }

  @Override
  public String toString() {
    return uri() + (username == null ? "" : " as " + username);
  }
}
