package hk.innopark.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComposeFileTest {
  private static final Path COMPOSE = Path.of("/usr/bin/docker-compose");

  /** Who must not reach whom: not one network may hold both. */
  private static final Map<String, Set<String>> APART =
      Map.of(
          "grafana",
              Set.of("postgres", "kafka", "zookeeper", "jobmanager", "taskmanager", "mosquitto"),
          "console", Set.of("kafka", "zookeeper", "jobmanager", "taskmanager", "mosquitto"),
          "mosquitto",
              Set.of("kafka", "postgres", "influxdb", "zookeeper", "jobmanager", "taskmanager"),
          "alertmanager",
              Set.of("kafka", "postgres", "influxdb", "zookeeper", "jobmanager", "taskmanager"),
          "kafka", Set.of("zookeeper", "postgres", "influxdb"));

  /** A server in an address: {@code http://gateway:8081}, {@code kafka:9092}. */
  private static final Pattern SERVER = Pattern.compile("(?<![\\w.-])([a-z]+):\\d+");

  /** Who calls an address that a service is told of, where it hands it on. */
  private static final Map<String, String> CALLERS =
      Map.of(
          "grafana-provision INFLUX_URL", "grafana",
          "grafana-provision PROMETHEUS_URL", "grafana");

  private static final Set<String> OUTWARD = Set.of("plants", "pages", "notify");

  @Test
  void everyServiceIsHardened() throws Exception {
    ComposeFile.read()
        .services()
        .forEach(
            (name, service) -> {
              assertThat(service.get("read_only")).as(name).isEqualTo(true);
              assertThat(ComposeFile.strings(service.get("cap_drop"))).as(name).contains("ALL");
              assertThat(ComposeFile.strings(service.get("security_opt")))
                  .as(name)
                  .contains("no-new-privileges:true");
              assertThat(service).as(name).containsKey("mem_limit");
              assertThat(service).as(name).doesNotContainKey("privileged");
            });
  }

  @Test
  void everyImageHasARegistryAndAVersionAndOurOwnAreNeverPulled() throws Exception {
    ComposeFile.read()
        .services()
        .forEach(
            (name, service) -> {
              String image = String.valueOf(service.get("image"));
              assertThat(image)
                  .as(name)
                  .matches(
                      "(docker\\.io|localhost)/[a-z/-]+:[v0-9][0-9A-Za-z._-]*\\d[0-9A-Za-z._-]*");
              if (image.contains("innopark")) {
                assertThat(image).as("nobody else can own it").startsWith("localhost/");
                assertThat(service.get("pull_policy")).as(name).isEqualTo("never");
              }
            });
    assertThat(Files.readAllLines(ComposeFile.ROOT.resolve("Dockerfile")))
        .filteredOn(line -> line.startsWith("FROM "))
        .allSatisfy(line -> assertThat(line).matches("FROM (docker\\.io/.*:.*|java)( AS \\w+)"));
  }

  @Test
  void imagesThatMakeEvidencePacksHaveTheFontOfTheChineseReport() throws Exception {
    String[] stages = Files.readString(ComposeFile.ROOT.resolve("Dockerfile")).split("(?=FROM )");
    assertThat(stages)
        .filteredOn(stage -> stage.matches("(?s)FROM java AS (cli|console)\\b.*"))
        .hasSize(2)
        .allSatisfy(stage -> assertThat(stage).contains(" fonts-wqy-microhei "));
  }

  @Test
  void zonesAreApartAndOnlyThoseThatMustLeadOutside() throws Exception {
    ComposeFile compose = ComposeFile.read();
    Map<String, Set<String>> networks = new TreeMap<>();
    compose
        .services()
        .forEach(
            (name, service) -> {
              Set<String> in = new TreeSet<>(ComposeFile.strings(service.get("networks")));
              assertThat(in.isEmpty())
                  .as(name)
                  .isEqualTo("none".equals(service.get("network_mode")));
              assertThat(compose.section("networks").keySet()).as(name).containsAll(in);
              networks.put(name, in);
            });
    APART.forEach(
        (name, others) ->
            others.forEach(
                other ->
                    assertThat(networks.get(name))
                        .as(name + " and " + other)
                        .doesNotContainAnyElementsOf(networks.get(other))));
    compose
        .section("networks")
        .forEach(
            (name, settings) ->
                assertThat(ComposeFile.map(settings).get("internal"))
                    .as(name)
                    .isEqualTo(OUTWARD.contains(name) ? null : true));
  }

  @Test
  void aServiceSharesANetworkWithEveryServerThatItIsToldOf() throws Exception {
    ComposeFile compose = ComposeFile.read();
    Map<String, Map<String, Object>> services = compose.services();
    Set<String> told = new TreeSet<>();
    for (String name : services.keySet()) {
      compose
          .environment(name, Map.of())
          .forEach(
              (key, value) -> {
                String caller = CALLERS.getOrDefault(name + " " + key, name);
                Set<String> networks = networks(services, caller);
                Matcher server = SERVER.matcher(value);
                while (server.find()) {
                  if (services.containsKey(server.group(1))) {
                    told.add(caller + " " + server.group(1));
                    assertThat(networks(services, server.group(1)))
                        .as(name + ", " + key)
                        .containsAnyElementsOf(networks);
                  }
                }
              });
    }
    assertThat(told).contains("console gateway", "console influxdb", "grafana influxdb");
  }

  private static Set<String> networks(Map<String, Map<String, Object>> services, String name) {
    return new TreeSet<>(ComposeFile.strings(services.get(name).get("networks")));
  }

  @Test
  void aReaderOfTokensMountsNoOthers() throws Exception {
    Map<String, Map<String, Object>> services = ComposeFile.read().services();
    for (String reader : List.of("jobmanager", "taskmanager", "console")) {
      assertThat(ComposeFile.strings(services.get(reader).get("volumes")))
          .as(reader)
          .filteredOn(mount -> mount.startsWith("tokens"))
          .singleElement()
          .asString()
          .matches("tokens-(job|console):/opt/innopark/tokens:ro");
    }
  }

  /** An engine gives a new volume to whom the folder in the image belongs, else to root. */
  @Test
  void everyVolumeThatAnImageOfOursWritesIsMadeInIt() throws Exception {
    String made =
        Files.readAllLines(ComposeFile.ROOT.resolve("Dockerfile")).stream()
            .map(line -> line.strip() + ' ')
            .filter(line -> line.contains("/opt/"))
            .reduce("", String::concat);
    Set<String> written = new TreeSet<>();
    ComposeFile.read()
        .services()
        .forEach(
            (name, service) -> {
              if (!String.valueOf(service.get("image")).startsWith("localhost/innopark/")) {
                return;
              }
              for (String mount : ComposeFile.strings(service.get("volumes"))) {
                String[] parts = mount.split(":", -1);
                if (parts.length == 2 && !parts[0].startsWith(".")) {
                  String folder = parts[1].replaceAll("/$", "");
                  assertThat(made).as(name).contains(folder + ' ');
                  written.add(folder);
                }
              }
            });
    assertThat(written).hasSizeGreaterThan(6);
  }

  @Test
  void aTmpfsSaysItsModeSinceEnginesDiffer() throws Exception {
    ComposeFile.read()
        .services()
        .forEach(
            (name, service) ->
                assertThat(ComposeFile.strings(service.get("tmpfs")))
                    .as(name)
                    .allSatisfy(mount -> assertThat(mount).endsWith(":mode=1777")));
  }

  @Test
  void onlyGrafanaConsoleAndMqttOverTlsArePublishedAndOnLoopback() throws Exception {
    List<String> published = new ArrayList<>();
    ComposeFile.read()
        .services()
        .values()
        .forEach(
            service ->
                ComposeFile.strings(service.get("ports"))
                    .forEach(port -> published.add(ComposeFile.withDefaults(port))));
    assertThat(published)
        .containsExactlyInAnyOrder(
            "127.0.0.1:8883:8883", "127.0.0.1:8080:8080", "127.0.0.1:3000:3000");
  }

  @Test
  void aServiceWaitsForOthersThatTellWhenTheyAreReady() throws Exception {
    Map<String, Map<String, Object>> services = ComposeFile.read().services();
    Set<String> once = new TreeSet<>();
    services.forEach(
        (name, service) -> {
          if ("on-failure:5".equals(service.get("restart"))) {
            once.add(name);
          }
        });
    assertThat(once).hasSize(11);
    services.forEach(
        (name, service) -> {
          if (!once.contains(name) && !name.equals("simulators")) {
            assertThat(service).as(name).containsKey("healthcheck");
          }
          ComposeFile.map(service.get("depends_on"))
              .forEach(
                  (other, how) ->
                      assertThat(ComposeFile.map(how).get("condition"))
                          .as(name + " waits for " + other)
                          .isEqualTo(
                              once.contains(other)
                                  ? "service_completed_successfully"
                                  : "service_healthy"));
        });
  }

  @Test
  void everySecretIsMadeByTheScriptAndEveryMountedFileIsThere(@TempDir Path folder)
      throws Exception {
    Path secrets = Secrets.make(folder);
    ComposeFile compose = ComposeFile.read();
    Set<String> declared = new TreeSet<>(compose.section("secrets").keySet());
    Set<String> used = new TreeSet<>();
    compose
        .services()
        .forEach(
            (name, service) -> {
              used.addAll(ComposeFile.strings(service.get("secrets")));
              for (String mount : ComposeFile.strings(service.get("volumes"))) {
                String source = ComposeFile.withDefaults(mount).split(":", 2)[0];
                if (source.startsWith("./secrets/")) {
                  assertThat(secrets.resolve(source.substring("./secrets/".length())))
                      .as(name)
                      .exists();
                } else if (source.startsWith("./")) {
                  assertThat(ComposeFile.ROOT.resolve(source)).as(name).exists();
                } else if (!source.startsWith("/")) {
                  assertThat(compose.section("volumes")).as(name).containsKey(source);
                }
              }
            });
    assertThat(used).isEqualTo(declared);
    // what only the operator knows is empty at first
    assertThat(secrets.resolve("smtp-password")).exists();
    assertThat(declared)
        .filteredOn(name -> !name.equals("smtp-password"))
        .allSatisfy(name -> assertThat(secrets.resolve(name)).isNotEmptyFile());
  }

  @Test
  void theScriptKeepsWhatIsThere(@TempDir Path folder) throws Exception {
    Path secrets = Secrets.make(folder);
    String before = Files.readString(secrets.resolve("mqtt-gateway"));
    Files.delete(secrets.resolve("kafka-flink"));
    String kafka = Files.readString(secrets.resolve("kafka-flink.properties"));
    Secrets.make(folder);
    assertThat(secrets.resolve("mqtt-gateway")).hasContent(before.strip());
    assertThat(Files.readString(secrets.resolve("kafka-flink.properties"))).isNotEqualTo(kafka);
  }

  @Test
  void noSecretIsTakenForAnOption(@TempDir Path folder) throws Exception {
    Path secrets = Secrets.make(folder);
    try (Stream<Path> files = Files.list(secrets)) {
      assertThat(
              files
                  .filter(Files::isRegularFile)
                  .filter(file -> !file.toString().matches(".*\\.(key|crt)")))
          .hasSizeGreaterThan(10)
          .allSatisfy(file -> assertThat(Files.readString(file)).doesNotContain("-"));
    }
  }

  @Test
  void composeItselfTakesTheFile(@TempDir Path folder) throws Exception {
    assumeTrue(Files.isExecutable(COMPOSE), "docker-compose is not installed");
    Path log = folder.resolve("log");
    Process process =
        new ProcessBuilder(
                COMPOSE.toString(),
                "--project-directory",
                project(folder).toString(),
                "-f",
                ComposeFile.ROOT.resolve("docker-compose.yml").toString(),
                "config",
                "-q")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(log)).isZero();
  }

  private static Path project(Path folder) throws IOException, InterruptedException {
    Secrets.make(folder);
    return folder;
  }

  @Test
  void everyAlertHasItsSectionInTheRunbook() throws Exception {
    String runbook = Files.readString(ComposeFile.ROOT.resolve("docs/runbook.md"));
    List<String> alerts = named("deploy/prometheus/rules.yml", "- alert: (\\w+)");
    assertThat(alerts).hasSizeGreaterThan(8).doesNotHaveDuplicates();
    assertThat(alerts).allSatisfy(alert -> assertThat(runbook).contains("`" + alert + "`"));
  }

  /**
   * {@code promtool test rules} runs that file: here, where it is installed, and with the compose
   * file.
   */
  @Test
  void everyAlertIsFiredInATest() throws Exception {
    assertThat(named("deploy/prometheus/rules.test.yml", "alertname: (\\w+)"))
        .containsAll(named("deploy/prometheus/rules.yml", "- alert: (\\w+)"));
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/promtool")), "promtool is not installed");
    Process promtool =
        new ProcessBuilder("/usr/bin/promtool", "test", "rules", "rules.test.yml")
            .directory(ComposeFile.ROOT.resolve("deploy/prometheus").toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(promtool.waitFor()).as(said).isZero();
  }

  private static List<String> named(String file, String pattern) throws Exception {
    return Pattern.compile(pattern)
        .matcher(Files.readString(ComposeFile.ROOT.resolve(file)))
        .results()
        .map(found -> found.group(1))
        .toList();
  }
}
