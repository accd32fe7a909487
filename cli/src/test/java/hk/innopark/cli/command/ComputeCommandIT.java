package hk.innopark.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.registry.RegistryYaml;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComputeCommandIT {
  @TempDir Path folder;

  @Test
  void aSimulatedFeedGivesTheSameBytesAtAnyParallelism() throws Exception {
    Path registry = Files.writeString(folder.resolve("registry.yaml"), RegistryYaml.sampleText());
    Path feed = folder.resolve("feed.ndjson.gz");
    CommandRun simulated =
        CommandRun.of(
            "simulate",
            "--out",
            feed.toString(),
            "--from",
            "2026-01-05T00:00:00Z",
            "--for",
            "PT3H",
            "--faults",
            "demo",
            "--tenant",
            "golden-noodle");
    assertThat(simulated.exitCode()).as(simulated.errors()).isZero();
    assertThat(simulated.out()).contains("100 %").contains("messages in " + feed);

    compute(registry, feed, "one", 1);
    compute(registry, feed, "four", 4);

    for (String file : new String[] {"figures.ndjson", "ledger.ndjson", "deadletters.ndjson"}) {
      Path one = folder.resolve("one").resolve(file);
      assertThat(one).isNotEmptyFile();
      assertThat(one).hasSameBinaryContentAs(folder.resolve("four").resolve(file));
    }
    CommandRun verified =
        CommandRun.of("audit", "verify", "--file", folder.resolve("one/ledger.ndjson").toString());
    assertThat(verified.exitCode()).as(verified.errors()).isZero();
    assertThat(verified.out()).contains("every chain holds");
  }

  @Test
  void verifyNamesTheRowThatWasChanged() throws Exception {
    Path registry = Files.writeString(folder.resolve("registry.yaml"), RegistryYaml.sampleText());
    Path feed = folder.resolve("feed.ndjson");
    CommandRun.of(
        "simulate",
        "--out",
        feed.toString(),
        "--from",
        "2026-01-05T00:00:00Z",
        "--for",
        "PT3H",
        "--tenant",
        "golden-noodle");
    compute(registry, feed, "out", 2);
    Path ledger = folder.resolve("out").resolve("ledger.ndjson");
    String rows = Files.readString(ledger);
    int digit = rows.indexOf("\"raw_messages\":") + "\"raw_messages\":".length();
    char other = rows.charAt(digit) == '1' ? '2' : '1';
    Files.writeString(ledger, rows.substring(0, digit) + other + rows.substring(digit + 1));

    CommandRun verified = CommandRun.of("audit", "verify", "--file", ledger.toString());

    assertThat(verified.exitCode()).isEqualTo(5);
    assertThat(verified.out()).contains("WRONG  golden-noodle").contains("row 1 ");
  }

  @Test
  void simulatesTheLastMinutesWhereNoStartIsNamed() {
    Path feed = folder.resolve("feed.ndjson");

    CommandRun run = CommandRun.of("simulate", "--out", feed.toString(), "--for", "PT2M");

    assertThat(run.exitCode()).as(run.errors()).isZero();
    assertThat(feed).content().contains("\"origin\":\"sim:demo\"");
  }

  private void compute(Path registry, Path feed, String out, int parallelism) {
    CommandRun run =
        CommandRun.of(
            "compute",
            "--registry",
            registry.toString(),
            "--feed",
            feed.toString(),
            "--out",
            folder.resolve(out).toString(),
            "--parallelism",
            Integer.toString(parallelism));
    assertThat(run.exitCode()).as(run.errors()).isZero();
    assertThat(run.out()).contains("ledger rows");
  }
}
