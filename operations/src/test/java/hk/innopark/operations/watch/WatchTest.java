package hk.innopark.operations.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path folder;

  @Test
  void whatACheckFindsIsServedAndAFailingOneSaysOnlyWhenItLastSucceeded() throws Exception {
    AtomicBoolean fails = new AtomicBoolean();
    List<String> said = new CopyOnWriteArrayList<>();
    Check good = check("good", new AtomicBoolean(), "innopark_good");
    Check failing = check("failing", fails, "innopark_failing");
    try (Watch watch =
        Watch.start(
            List.of(failing, good),
            Duration.ofMillis(20),
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            () -> Instant.ofEpochSecond(1_000),
            said::add)) {
      await().atMost(PATIENCE).until(() -> page(watch).contains("innopark_good{label=\"a\"} 7\n"));
      assertThat(page(watch))
          .contains("# TYPE innopark_good gauge\n")
          .contains("innopark_failing{label=\"a\"} 7\n")
          .contains("innopark_watch_success_timestamp_seconds{check=\"failing\"} 1000\n");
      fails.set(true);
      await().atMost(PATIENCE).until(() -> !page(watch).contains("innopark_failing"));
      assertThat(page(watch))
          .contains("innopark_good{label=\"a\"} 7\n")
          .contains("innopark_watch_success_timestamp_seconds{check=\"failing\"} 1000\n");
      fails.set(false);
      await().atMost(PATIENCE).until(() -> page(watch).contains("innopark_failing{"));
      await().atMost(PATIENCE).until(() -> said.size() == 2);
      assertThat(said)
          .containsExactly(
              "failing: cannot be checked: java.io.IOException: it is not there",
              "failing: can be checked again");
    }
  }

  @Test
  void aPortThatIsTakenIsNamed() throws Exception {
    try (Watch first = Watch.start(List.of(), PATIENCE, anyPort(), Instant::now, line -> {})) {
      InetSocketAddress taken =
          new InetSocketAddress(InetAddress.getLoopbackAddress(), first.port());
      assertThatThrownBy(() -> Watch.start(List.of(), PATIENCE, taken, Instant::now, line -> {}))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(Integer.toString(first.port()));
    }
  }

  @Test
  void aDiskHasRoomAndAFolderThatIsNotThereIsNoDisk() throws Exception {
    Measurements found = new Measurements();
    new DiskCheck(Map.of("kafka", folder)).measure(found);
    assertThat(found.exposition())
        .containsPattern("innopark_disk_size_bytes\\{disk=\"kafka\"} [1-9]\\d+\n")
        .containsPattern("innopark_disk_free_bytes\\{disk=\"kafka\"} \\d+\n");
    DiskCheck missing = new DiskCheck(Map.of("kafka", folder.resolve("none")));
    assertThatThrownBy(() -> missing.measure(new Measurements())).isInstanceOf(IOException.class);
  }

  @Test
  void ofSeveralCertificatesTheFirstToEndCounts() throws Exception {
    Path both = folder.resolve("chain.crt");
    Files.writeString(both, certificate("later", 300) + certificate("sooner", 20));
    Measurements found = new Measurements();
    new CertificateCheck(List.of(both)).measure(found);
    String text =
        found.exposition().lines().filter(line -> !line.startsWith("#")).findFirst().get();
    assertThat(text)
        .startsWith("innopark_certificate_expires_timestamp_seconds{certificate=\"chain.crt\"} ");
    long ends = Long.parseLong(text.substring(text.indexOf('}') + 2));
    long expected = Instant.now().plus(Duration.ofDays(20)).getEpochSecond();
    assertThat(ends).isBetween(expected - 3_600, expected + 3_600);
  }

  @Test
  void aFileWithoutACertificateIsNamed() throws Exception {
    Path empty = Files.writeString(folder.resolve("empty.crt"), "");
    assertThatThrownBy(() -> new CertificateCheck(List.of(empty)).measure(new Measurements()))
        .hasMessageContaining("empty.crt");
  }

  @Test
  void aTopicNamesItsTenant() {
    assertThat(DeadLetterCheck.tenant("innopark/tai-po/golden-noodle/line-1/oven-1"))
        .isEqualTo("golden-noodle");
    assertThat(DeadLetterCheck.tenant("spBv1.0/tai-po.golden-noodle/NDATA/line-1"))
        .isEqualTo("golden-noodle");
    assertThat(DeadLetterCheck.tenant("spBv1.0/STATE/gateway")).isEqualTo("none");
    assertThat(DeadLetterCheck.tenant("")).isEqualTo("none");
  }

  @Test
  void aLabelCannotBreakThePage() {
    Measurements found = new Measurements();
    found.put("innopark_x_total", 1.5, "tenant", "a\"b\\c\nd");
    assertThat(found.exposition())
        .isEqualTo(
            "# TYPE innopark_x_total counter\ninnopark_x_total{tenant=\"a\\\"b\\\\c\\nd\"} 1.5\n");
  }

  private static Check check(String name, AtomicBoolean fails, String metric) {
    return new Check() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public void measure(Measurements into) throws IOException {
        if (fails.get()) {
          throw new IOException("it is not there");
        }
        into.put(metric, 7, "label", "a");
      }
    };
  }

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private static String page(Watch watch) throws IOException, InterruptedException {
    URI metrics = URI.create("http://127.0.0.1:" + watch.port() + "/metrics");
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString())
        .body();
  }

  /** Made by the JDK's own tool. */
  private String certificate(String name, int days) throws Exception {
    Path store = folder.resolve(name + ".p12");
    keytool("-genkeypair", "-keyalg", "EC", "-dname", "CN=" + name, "-validity", "" + days, store);
    Path pem = folder.resolve(name + ".pem");
    keytool("-exportcert", "-rfc", "-file", pem.toString(), store);
    return Files.readString(pem);
  }

  private static void keytool(Object... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    for (int i = 0; i < arguments.length - 1; i++) {
      command.add(arguments[i].toString());
    }
    command.addAll(
        List.of("-keystore", arguments[arguments.length - 1].toString(), "-storepass", "changeit"));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
  }
}
