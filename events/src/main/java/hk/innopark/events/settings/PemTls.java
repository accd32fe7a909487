package hk.innopark.events.settings;

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
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * TLS by PEM files.
 *
 * @param prefix of the settings that name the files, such as {@code MQTT}
 * @param authority certificates that are trusted; without one those of the JVM
 * @param certificate of this client, with its chain, for mutual TLS
 * @param privateKey the certificate's, PKCS #8
 */
public record PemTls(
    String prefix,
    Optional<Path> authority,
    Optional<Path> certificate,
    Optional<Path> privateKey) {
  private static final char[] IN_MEMORY = new char[0];

  /**
   * Makes sockets of these files, read now.
   *
   * @throws IllegalArgumentException naming the setting whose file is no good
   */
  public SSLSocketFactory socketFactory() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keyManagers(), trustManagers(), null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException failed) {
      throw new IllegalArgumentException(
          prefix + "_URL asks for TLS, which cannot be set up: " + failed.getMessage(), failed);
    }
  }

  private TrustManager[] trustManagers() throws GeneralSecurityException {
    if (authority.isEmpty()) {
      return null; // the JVM's own authorities
    }
    KeyStore store = emptyStore();
    int number = 0;
    for (Certificate certificate : certificates("_CA_FILE", authority.get())) {
      store.setCertificateEntry("authority-" + number++, certificate);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private KeyManager[] keyManagers() throws GeneralSecurityException {
    if (certificate.isEmpty() || privateKey.isEmpty()) {
      return null;
    }
    List<Certificate> chain = certificates("_CERTIFICATE_FILE", certificate.get());
    KeyStore store = emptyStore();
    store.setKeyEntry(
        "client", keyOf(privateKey.get()), IN_MEMORY, chain.toArray(Certificate[]::new));
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

  private List<Certificate> certificates(String key, Path file) {
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

  private PrivateKey keyOf(Path file) {
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
    throw problem("_KEY_FILE", "names " + file + ", which holds no PKCS #8 key in PEM");
  }

  private IllegalArgumentException problem(String key, String whatIsWrong) {
    return new IllegalArgumentException(prefix + key + " " + whatIsWrong);
  }
}
