package hk.innopark.embedded.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hk.innopark.events.process.LoopbackPorts;
import hk.innopark.registry.RegistryYaml;
import hk.innopark.registry.access.BrokerCredentials;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The listener of deploy/mosquitto/devices.conf, where a device is who its certificate says. */
class DeviceCertificateIT {
  private static final Path LISTENER = Path.of("..", "deploy", "mosquitto", "devices.conf");
  private static final Path OPENSSL = Path.of("/usr/bin/openssl");
  private static final String OVEN = "golden-noodle/line-1/oven-1";
  private static final String OVENS_TOPIC = "innopark/tai-po/golden-noodle/line-1/oven-1";
  private static final String PRESS = "harbour-pharma/tablet-1/press-1";
  private static final String PRESSS_TOPIC = "innopark/tai-po/harbour-pharma/tablet-1/press-1";
  private static final String PASSWORD = "changeit";

  @TempDir Path folder;

  @Test
  void aDeviceIsWhoItsCertificateSaysWhateverItSaysItself() throws Exception {
    assumeTrue(Files.isExecutable(OPENSSL), "openssl is not installed");
    BrokerCredentials.write(RegistryYaml.sample(), folder);
    authority("ca");
    certificate("server", "localhost", "subjectAltName=IP:127.0.0.1", "ca");
    certificate("oven", OVEN, "extendedKeyUsage=clientAuth", "ca");
    certificate("press", PRESS, "extendedKeyUsage=clientAuth", "ca");
    authority("foreign");
    certificate("forged", OVEN, "extendedKeyUsage=clientAuth", "foreign");
    try (MosquittoServer broker =
        MosquittoServer.start(folder, LoopbackPorts.free(), devicesListener())) {
      int port = broker.port();
      try (MqttProbe oven = MqttProbe.connect(port, "any", sockets("oven"));
          MqttProbe press = MqttProbe.connect(port, OVEN, sockets("press"))) {
        assertThat(oven.publishes(OVENS_TOPIC, "hello")).isTrue();
        assertThat(oven.publishes(PRESSS_TOPIC, "forged")).isFalse();
        assertThat(press.publishes(PRESSS_TOPIC, "hello")).isTrue();
        assertThat(press.publishes(OVENS_TOPIC, "forged")).isFalse();
        assertThat(oven.publishes(OVENS_TOPIC, "nobody took my session")).isTrue();
      }
      for (SSLSocketFactory stranger : List.of(sockets("forged"), sockets(null))) {
        assertThatThrownBy(() -> MqttProbe.connect(port, OVEN, stranger))
            .isInstanceOf(MqttException.class);
      }
    }
  }

  /** The file's own lines, with the places of this test. */
  private List<String> devicesListener() throws IOException {
    try (Stream<String> lines = Files.lines(LISTENER)) {
      return lines
          .filter(line -> !line.startsWith("listener "))
          .map(line -> line.replace("/mosquitto/config/", folder + "/"))
          .toList();
    }
  }

  /**
   * @param identity whose certificate is shown; null for none
   */
  private SSLSocketFactory sockets(String identity) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(identity == null ? null : store(identity), PASSWORD.toCharArray());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    try (InputStream in = Files.newInputStream(file("ca.crt"))) {
      trusted.setCertificateEntry(
          "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    trust.init(trusted);
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context.getSocketFactory();
  }

  private KeyStore store(String identity) throws Exception {
    Path file = file(identity + ".p12");
    openssl(
        "pkcs12",
        "-export",
        "-passout",
        "pass:" + PASSWORD,
        "-out",
        file.toString(),
        "-inkey",
        key(identity),
        "-in",
        file(identity + ".crt").toString());
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  private Path file(String name) {
    return folder.resolve(name);
  }

  private String key(String name) {
    return file(name + ".key").toString();
  }

  private void authority(String name) throws Exception {
    openssl(
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=" + name,
        "-keyout",
        key(name),
        "-out",
        file(name + ".crt").toString());
  }

  private void certificate(String name, String commonName, String extension, String authority)
      throws Exception {
    openssl(
        "req",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-subj",
        "/CN=" + commonName.replace("/", "\\/"),
        "-keyout",
        key(name),
        "-out",
        file(name + ".csr").toString());
    Files.writeString(file(name + ".ext"), extension + "\n");
    openssl(
        "x509",
        "-req",
        "-days",
        "2",
        "-CAcreateserial",
        "-CAkey",
        key(authority),
        "-CA",
        file(authority + ".crt").toString(),
        "-in",
        file(name + ".csr").toString(),
        "-extfile",
        file(name + ".ext").toString(),
        "-out",
        file(name + ".crt").toString());
  }

  private static void openssl(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(OPENSSL.toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }
}
