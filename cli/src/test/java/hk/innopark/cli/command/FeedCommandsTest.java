package hk.innopark.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.registry.RegistryYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedCommandsTest {
  private static final String SCENARIO =
      """
      scenario: short
      from: 2026-03-03T00:00:00Z
      lasts: PT10M
      machines: 50
      language: %s
      faults: [{fault: duplicate, rate: 0.5}]
      """;

  @TempDir Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @ParameterizedTest
  @CsvSource({"json, innopark/tai-po/", "sparkplug, spBv1.0/tai-po."})
  void aScenarioIsWrittenWithItsTruthAndARegistryThatCanBeRead(String language, String topic)
      throws Exception {
    Path scenario = file("short.yaml", SCENARIO.formatted(language));
    Path feed = folder.resolve("out.ndjson");
    CommandRun run =
        CommandRun.of("simulate", "--scenario", scenario.toString(), "--feed", feed.toString());
    assertThat(run.exitCode()).as(run.errors()).isZero();
    assertThat(run.out()).contains("messages in " + feed).contains("duplicate: ");
    assertThat(Files.readString(feed)).contains(topic);
    assertThat(Files.readString(folder.resolve("out.truth.ndjson")))
        .contains("{\"truth\":\"state\"")
        .contains("{\"truth\":\"hour\"")
        .contains("{\"truth\":\"fault\"");
    assertThat(RegistryYaml.read(folder.resolve("out.registry.yaml")).tenants()).isNotEmpty();
  }

  @Test
  void anImportSaysHowMuchThereWasAndWhatWasPassedOver() throws Exception {
    Path mapping =
        file(
            "mapping.yaml",
            """
            format: csv
            time: {column: t}
            machine: tai-po/a/l/m
            signals: [{column: kwh, signal: active_energy_kwh}]
            """);
    Path source = file("source.csv", "t,kwh\n2026-03-03T08:00,12\n2026-03-03T08:01,\n");
    Path feed = folder.resolve("feed.ndjson");
    CommandRun run =
        CommandRun.of(
            "feed",
            "import",
            source.toString(),
            "--mapping",
            mapping.toString(),
            "--out",
            feed.toString());
    assertThat(run.exitCode()).as(run.errors()).isZero();
    assertThat(run.out()).contains("1 messages of 2 rows").contains("1 rows say nothing");
    assertThat(feed).exists();
  }

  @Test
  void whatIsWrongWithAFileIsOneLineThatNamesIt() throws Exception {
    Path scenario = file("wrong.yaml", SCENARIO.formatted("json") + "colour: red\n");
    CommandRun run =
        CommandRun.of("simulate", "--scenario", scenario.toString(), "--feed", "unused.ndjson");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.errors()).contains(scenario + ".colour: unknown entry");
    assertThat(Path.of("unused.ndjson")).doesNotExist();
    Path clock =
        file(
            "clock.yaml",
            SCENARIO
                .formatted("json")
                .replace("duplicate, rate: 0.5", "gateway_clock, ahead: PT1M"));
    assertThat(CommandRun.of("simulate", "--scenario", clock.toString()).errors())
        .contains("go into a feed only");
    CommandRun both = CommandRun.of("simulate", "--scenario", scenario.toString(), "--seed", "3");
    assertThat(both.exitCode()).isEqualTo(2);
    assertThat(both.errors()).contains("--seed does not go with --scenario");
  }
}
