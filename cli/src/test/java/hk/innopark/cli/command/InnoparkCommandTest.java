package hk.innopark.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InnoparkCommandTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "up",
        "compute",
        "simulate",
        "record",
        "replay",
        "gateway",
        "registry",
        "registry import",
        "registry export",
        "audit",
        "audit verify",
        "deadletters",
        "deadletters list",
        "deadletters redrive",
        "console",
        "registry acl",
        "audit report",
        "audit anchor",
        "audit check",
        "baseline",
        "baseline fit",
        "restate",
        "influx",
        "influx provision",
        "grafana",
        "grafana provision",
        "kafka",
        "kafka prepare",
        "database",
        "database prepare",
        "database tenants",
        "accounts",
        "accounts list",
        "accounts add",
        "accounts link",
        "watch"
      })
  void everyCommandExplainsItself(String command) {
    CommandRun run = CommandRun.of((command + " --help").strip().split(" "));

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).startsWith(("Usage: innopark " + command).strip());
    assertThat(run.errors()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|which command",
        "registry|which command",
        "dance|dance",
        "up --prot 8080|--prot",
        "up --for 3m|'3m' is not a duration above zero",
        "up --for PT-3M|'PT-3M' is not a duration above zero",
        "up --history PT0S|'PT0S' is not a duration above zero",
        "up --port 99999|--port must be from 1 to 65535, not 99999",
        "compute --feed f|--registry",
        "compute --registry r --feed f --parallelism 0|--parallelism must be from 1 to 64, not 0",
        "replay --feed f --to ftp|ftp",
        "replay --feed f --speed fast|--speed",
        "simulate --out f|--for is needed with --out",
        "simulate --out f --for PT1H --from yesterday|--from: 'yesterday' is not an instant",
        "simulate --out f --for PT1H --tenant nobody|nobody",
        "simulate --out f --for PT1H --run a/b|a/b"
      })
  void refusesWrongArgumentsInOneLineThatNamesThem(String arguments, String fault) {
    CommandRun run = CommandRun.of(arguments.isEmpty() ? new String[0] : arguments.split(" "));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.errors().lines()).hasSize(1);
    assertThat(run.errors()).startsWith("innopark").contains(fault);
  }

  @Test
  void namesTheFileThatIsMissing() {
    String missing = folder.resolve("nothing.yaml").toString();

    assertRefused(missing, "compute", "--registry", missing, "--feed", "feed.ndjson");
    assertRefused(missing, "registry", "import", missing);
    assertRefused(missing, "replay", "--feed", missing);
    assertRefused(missing, "audit", "verify", "--file", missing);
  }

  @Test
  void namesTheRegistryFileThatIsWrong() throws Exception {
    Path file =
        Files.writeString(folder.resolve("registry.yaml"), "tenants: [{id: 'a b', name: A}]");

    assertRefused("registry.yaml: ", "registry", "import", file.toString());
  }

  @Test
  void saysThatNoStackRunsOnAFolder() {
    String data = folder.toString();
    String reason = "no innopark is up on data folder " + data;

    assertRefused(4, reason, "registry", "export", "--data", data);
    assertRefused(4, reason, "audit", "verify", "--data", data);
    assertRefused(4, reason, "deadletters", "list", "--data", data);
    assertRefused(
        4, reason, "record", "--data", data, "--out", folder.resolve("feed.ndjson").toString());
  }

  @Test
  void upRefusesAFolderThatIsAFile() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));

    assertRefused("data folder " + file + " is a file", "up", "--data", file.toString());
  }

  @Test
  void upRefusesAPlaceOfTheSummaryThatCannotBeWritten() {
    String summary = folder.resolve("missing").resolve("s.json").toString();

    assertRefused(
        "--summary: " + summary + " cannot be written",
        "up",
        "--data",
        folder.resolve("data").toString(),
        "--summary",
        summary);
  }

  @Test
  void upRefusesAPortThatIsTakenAndStartsNothing() throws Exception {
    Path data = folder.resolve("data");
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());

      assertRefused("port " + port + " is taken", "up", "--data", data.toString(), "--port", port);
    }
    assertThat(data.resolve("postgres")).doesNotExist();
  }

  private static void assertRefused(String reason, String... arguments) {
    assertRefused(1, reason, arguments);
  }

  private static void assertRefused(int exitCode, String reason, String... arguments) {
    CommandRun run = CommandRun.of(arguments);
    List<String> command = new ArrayList<>(List.of("innopark"));
    Arrays.stream(arguments).takeWhile(word -> word.matches("[a-z]+")).forEach(command::add);

    assertThat(run.exitCode()).isEqualTo(exitCode);
    assertThat(run.errors().lines()).hasSize(1);
    assertThat(run.errors()).startsWith(String.join(" ", command) + ": ").contains(reason);
  }
}
