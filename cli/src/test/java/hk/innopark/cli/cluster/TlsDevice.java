package hk.innopark.cli.cluster;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;

/** A device that trusts the stack's authority and nothing else. */
final class TlsDevice implements AutoCloseable {
  private static final long PATIENCE_MILLIS = 30_000;

  private final MqttAsyncClient client;
  private long published;

  private TlsDevice(MqttAsyncClient client) {
    this.client = client;
  }

  static TlsDevice connect(int port, Path secrets, String user, String passwordFile)
      throws Exception {
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setUserName(user);
    options.setPassword(Files.readAllBytes(secrets.resolve(passwordFile)));
    options.setSocketFactory(trusting(secrets.resolve("ca.crt")).getSocketFactory());
    MqttAsyncClient client =
        new MqttAsyncClient("ssl://127.0.0.1:" + port, "device-" + user, new MemoryPersistence());
    client.connect(options).waitForCompletion(PATIENCE_MILLIS);
    return new TlsDevice(client);
  }

  private static SSLContext trusting(Path authority) throws Exception {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream certificate = Files.newInputStream(authority)) {
      store.setCertificateEntry(
          "ca", CertificateFactory.getInstance("X.509").generateCertificate(certificate));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  void publish(String topic, String payload) throws MqttException {
    if (publishReason(topic, payload) != 0) {
      throw new MqttException(MqttException.REASON_CODE_CLIENT_EXCEPTION);
    }
    published++;
  }

  /** The reason with which the broker refuses a message; 0 where it takes it. */
  int publishReason(String topic, String payload) throws MqttException {
    IMqttToken token =
        client.publish(
            topic, new MqttMessage(payload.getBytes(StandardCharsets.UTF_8), 1, false, null));
    try {
      token.waitForCompletion(PATIENCE_MILLIS);
    } catch (MqttException refused) {
      return refused.getReasonCode();
    }
    int[] reasons = token.getReasonCodes();
    // 16: nobody has subscribed
    return reasons == null || reasons.length == 0 || reasons[0] == 16 ? 0 : reasons[0];
  }

  long published() {
    return published;
  }

  @Override
  public void close() throws MqttException {
    client.disconnectForcibly(0, 0, false);
    client.close(true);
  }
}
