package hk.innopark.gateway;

import hk.innopark.gateway.MqttSettings.TlsFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Makes TLS sockets from PEM files. */
final class TlsContext {
  private static final char[] IN_MEMORY = new char[0];

  private TlsContext() {}

  /**
   * @throws GatewayConfigException naming the key of the file that is no good
   */
  static SSLSocketFactory socketFactory(TlsFiles files) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keyManagers(files), trustManagers(files), null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException failed) {
      throw problem("MQTT_URL", "asks for TLS, which cannot be set up: " + failed.getMessage());
    }
  }

  private static TrustManager[] trustManagers(TlsFiles files) throws GeneralSecurityException {
    if (files.authority().isEmpty()) {
      return null; // the JVM's own authorities
    }
    KeyStore store = emptyStore();
    int number = 0;
    for (Certificate certificate : certificates("MQTT_CA_FILE", files.authority().get())) {
      store.setCertificateEntry("authority-" + number++, certificate);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static KeyManager[] keyManagers(TlsFiles files) throws GeneralSecurityException {
    if (files.certificate().isEmpty() || files.privateKey().isEmpty()) {
      return null;
    }
    List<Certificate> chain = certificates("MQTT_CERTIFICATE_FILE", files.certificate().get());
    KeyStore store = emptyStore();
    store.setKeyEntry(
        "gateway",
        privateKey(files.privateKey().get()),
        IN_MEMORY,
        chain.toArray(Certificate[]::new));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, IN_MEMORY);
    return factory.getKeyManagers();
  }

  private static KeyStore emptyStore() throws GeneralSecurityException {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      return store;
    } catch (IOException impossible) {
      throw new GeneralSecurityException(impossible);
    }
  }

  private static List<Certificate> certificates(String key, Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      List<Certificate> certificates =
          new ArrayList<>(CertificateFactory.getInstance("X.509").generateCertificates(in));
      if (!certificates.isEmpty()) {
        return certificates;
      }
    } catch (IOException | GeneralSecurityException unreadable) {
      // told below
    }
    throw problem(key, "names " + file + ", which holds no PEM certificate");
  }

  private static PrivateKey privateKey(Path file) {
    try {
      String pem = Files.readString(file, StandardCharsets.US_ASCII);
      String begin = "-----BEGIN PRIVATE KEY-----";
      int from = pem.indexOf(begin);
      int to = pem.indexOf("-----END PRIVATE KEY-----");
      if (from >= 0 && to > from) {
        byte[] der = Base64.getMimeDecoder().decode(pem.substring(from + begin.length(), to));
        for (String algorithm : List.of("RSA", "EC", "Ed25519")) {
          try {
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
          } catch (InvalidKeySpecException anotherAlgorithm) {
            // try the next
          }
        }
      }
    } catch (IOException | GeneralSecurityException | IllegalArgumentException unreadable) {
      // told below, without any of the content
    }
    throw problem("MQTT_KEY_FILE", "names " + file + ", which holds no PKCS #8 key in PEM");
  }

  private static GatewayConfigException problem(String key, String whatIsWrong) {
    return new GatewayConfigException(List.of(key + " " + whatIsWrong));
  }
}
