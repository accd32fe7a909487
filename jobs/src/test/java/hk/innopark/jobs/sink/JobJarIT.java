package hk.innopark.jobs.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** The shaded jar, seen beside nothing but what a Flink cluster has itself. */
class JobJarIT {
  private static final Path JAR = Path.of(System.getProperty("job.jar"));

  @Test
  void itHoldsTheConnectorsButNotFlinkItself() throws Exception {
    List<String> classes = entries("org/apache/flink/");

    assertThat(classes)
        .anyMatch(name -> name.startsWith("org/apache/flink/connector/kafka/sink/"))
        .anyMatch(name -> name.startsWith("org/apache/flink/connector/jdbc/core/"))
        .noneMatch(name -> name.startsWith("org/apache/flink/runtime/"))
        .noneMatch(name -> name.startsWith("org/apache/flink/streaming/api/environment/"))
        .noneMatch(name -> name.startsWith("org/apache/flink/api/common/state/"));
    assertThat(entries("org/slf4j/")).isEmpty();
    assertThat(entries("org/apache/logging/")).isEmpty();
    assertThat(entries("META-INF/"))
        .noneMatch(name -> name.endsWith(".SF") || name.endsWith(".RSA"));
  }

  @Test
  void itHoldsNothingThatTheJobDoesNotRun() throws Exception {
    assertThat(entries("hk/innopark/jobs/"))
        .isNotEmpty()
        .noneMatch(name -> name.startsWith("hk/innopark/jobs/compute/"));
  }

  @Test
  void itNamesTheJobAsItsMainClass() throws Exception {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      assertThat(jar.getManifest().getMainAttributes().getValue("Main-Class"))
          .isEqualTo("hk.innopark.jobs.TelemetryJob");
      assertThat(jar.getEntry("hk/innopark/jobs/TelemetryJob.class")).isNotNull();
    }
  }

  @Test
  void servicesOfAllItsPartsAreStillFound() throws Exception {
    assertThat(text("META-INF/services/java.sql.Driver")).contains("org.postgresql.Driver");
    assertThat(
            text(
                "META-INF/services/org.apache.flink.connector.jdbc.core.database" + ".JdbcFactory"))
        .contains("Postgres");
  }

  @Test
  void theSinksLoadFromItBesideFlinkAlone() throws Exception {
    try (URLClassLoader flink = new URLClassLoader(flinkJars(), platform());
        URLClassLoader job = new URLClassLoader(new URL[] {JAR.toUri().toURL()}, flink)) {
      for (String name :
          List.of(
              "hk.innopark.jobs.sink.influx.InfluxSink",
              "hk.innopark.jobs.sink.influx.ClientLineWriter",
              "hk.innopark.jobs.sink.ledger.LedgerSink",
              "hk.innopark.jobs.sink.kafka.DeadLetterSink",
              "hk.innopark.jobs.sink.kafka.LateSink",
              "org.postgresql.Driver",
              "org.apache.kafka.clients.producer.KafkaProducer")) {
        Class<?> loaded = Class.forName(name, true, job);
        assertThat(loaded.getClassLoader()).as(name).isSameAs(job);
        assertThat(loaded.getDeclaredMethods()).as(name).isNotEmpty();
      }
      Class<?> factory = Class.forName("com.influxdb.client.InfluxDBClientFactory", true, job);
      try (AutoCloseable client =
          (AutoCloseable)
              factory
                  .getMethod("create", String.class, char[].class)
                  .invoke(null, "http://127.0.0.1:1", "t".toCharArray())) {
        Object api = client.getClass().getMethod("getWriteApiBlocking").invoke(client);
        assertThat(api).isNotNull();
      }
    }
  }

  private static ClassLoader platform() {
    return ClassLoader.getPlatformClassLoader();
  }

  /** Flink's own jars and what comes with them, of this test's class path. */
  private static URL[] flinkJars() {
    String paths = System.getProperty("surefire.test.class.path", "");
    String classPath = paths.isEmpty() ? System.getProperty("java.class.path") : paths;
    return Arrays.stream(classPath.split(File.pathSeparator, -1))
        .filter(path -> path.matches(".*/(flink-(?!connector)|commons-|kryo|slf4j-)[^/]*\\.jar"))
        .map(
            path -> {
              try {
                return Path.of(path).toUri().toURL();
              } catch (MalformedURLException impossible) {
                throw new IllegalArgumentException(path, impossible);
              }
            })
        .toArray(URL[]::new);
  }

  private static List<String> entries(String prefix) throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      return jar.stream()
          .map(ZipEntry::getName)
          .filter(name -> name.startsWith(prefix) && !name.endsWith("/"))
          .toList();
    }
  }

  private static String text(String entry) throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      return new String(
          jar.getInputStream(jar.getJarEntry(entry)).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
