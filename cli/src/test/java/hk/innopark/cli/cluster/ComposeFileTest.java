package hk.innopark.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComposeFileTest {
  private static final Path COMPOSE = Path.of("/usr/bin/docker-compose");
  private static final Set<String> ONCE =
      Set.of(
          "kafka-prepare",
          "database-prepare",
          "registry-import",
          "registry-export",
          "tenant-logins",
          "influx-provision");

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
              assertThat(String.valueOf(service.get("image")))
                  .as(name)
                  .matches("[a-z0-9/.-]+:[v0-9][0-9A-Za-z._-]*\\d[0-9A-Za-z._-]*");
            });
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
    services.forEach(
        (name, service) -> {
          boolean once = ONCE.contains(name);
          if (!once && !name.equals("simulators")) {
            assertThat(service).as(name).containsKey("healthcheck");
          }
          ComposeFile.map(service.get("depends_on"))
              .forEach(
                  (other, how) ->
                      assertThat(ComposeFile.map(how).get("condition"))
                          .as(name + " waits for " + other)
                          .isEqualTo(
                              ONCE.contains(other)
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
                if (source.startsWith("./")) {
                  assertThat(ComposeFile.ROOT.resolve(source)).as(name).exists();
                } else if (!source.startsWith("/")) {
                  assertThat(compose.section("volumes")).as(name).containsKey(source);
                }
              }
            });
    assertThat(used).isEqualTo(declared);
    assertThat(declared).allSatisfy(name -> assertThat(secrets.resolve(name)).isNotEmptyFile());
  }

  @Test
  void theScriptKeepsWhatIsThere(@TempDir Path folder) throws Exception {
    Path secrets = Secrets.make(folder);
    String before = Files.readString(secrets.resolve("mqtt-users"));
    Files.delete(secrets.resolve("kafka-flink"));
    String kafka = Files.readString(secrets.resolve("kafka-flink.properties"));
    Secrets.make(folder);
    assertThat(secrets.resolve("mqtt-users")).hasContent(before.strip());
    assertThat(Files.readString(secrets.resolve("kafka-flink.properties"))).isNotEqualTo(kafka);
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
    List<String> alerts =
        Pattern.compile("- alert: (\\w+)")
            .matcher(Files.readString(ComposeFile.ROOT.resolve("deploy/prometheus/rules.yml")))
            .results()
            .map(found -> found.group(1))
            .toList();
    assertThat(alerts).hasSizeGreaterThan(8).doesNotHaveDuplicates();
    assertThat(alerts).allSatisfy(alert -> assertThat(runbook).contains("`" + alert + "`"));
  }
}
