package hk.innopark.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.registry.RegistryYaml;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.client.JobExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mistakes on the command line and in its files: one line that says where, and what to do. */
class UnclearLinesTest {
  private static final String FEED =
      "{\"at\":1767576600000,\"topic\":\"innopark/tai-po/golden-noodle/line-1/oven-1\",\"payload\":"
          + "{\"ts\":1767576600000,\"boot\":\"b\",\"seq\":1,\"quality\":192,\"signals\":"
          + "{\"good_count\":1}}}\n";

  @TempDir Path folder;
  private Path registry;
  private Path feed;

  @BeforeEach
  void write() throws IOException {
    registry = Files.writeString(folder.resolve("registry.yaml"), RegistryYaml.sampleText());
    feed = Files.writeString(folder.resolve("feed.ndjson"), FEED);
  }

  @Test
  void outThatIsAFileIsRefusedBeforeAnythingIsComputed() {
    CommandRun run = compute(registry, feed, registry);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.errors())
        .isEqualTo(
            "innopark compute: --out: "
                + registry
                + " is a file; name a folder (see innopark compute --help)\n");
    assertThat(compute(registry, feed, registry.resolve("a/b")).errors())
        .startsWith("innopark compute: --out: ")
        .contains("a/b cannot be made: " + registry + " is a file");
  }

  @Test
  void outIntoNowhereNamesTheFolderThatIsMissing() {
    Path nowhere = folder.resolve("nowhere").resolve("x");
    String[][] commands = {
      {"record", "--out", nowhere.toString()},
      {"registry", "export", "--out", nowhere.toString()},
      {"audit", "report", "--tenant", "t", "--month", "2026-01", "--out", nowhere.toString()},
    };
    for (String[] command : commands) {
      CommandRun run = CommandRun.of(command);
      assertThat(run.exitCode()).as(run.errors()).isEqualTo(2);
      assertThat(run.errors().lines()).hasSize(1);
      assertThat(run.errors())
          .contains(
              "--out: "
                  + nowhere
                  + ": there is no folder "
                  + nowhere.getParent()
                  + "; make it first");
    }
    assertThat(CommandRun.of("record", "--out", folder.toString()).errors())
        .contains("--out: " + folder + " is a folder; name a file");
  }

  @Test
  void aLedgerFileThatIsMissingIsNamed() {
    Path missing = folder.resolve("nosuch");

    CommandRun run = CommandRun.of("audit", "verify", "--file", missing.toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.errors()).isEqualTo("innopark audit verify: " + missing + ": no such file\n");
    assertThat(CommandRun.of("audit", "verify", "--file", folder.toString()).errors())
        .isEqualTo(
            "innopark audit verify: " + folder + ": cannot be read: is a folder, not a file\n");
  }

  @Test
  void aFeedWithAByteOrderMarkOrAGzipUnderAnotherNameIsComputed() throws IOException {
    compute(registry, feed, folder.resolve("plain"));
    Path marked = Files.writeString(folder.resolve("marked"), "\uFEFF" + FEED);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(("\uFEFF" + FEED).getBytes(UTF_8));
    }
    Path packed = Files.write(folder.resolve("packed"), bytes.toByteArray());
    Path named = Files.write(folder.resolve("packed.gz"), bytes.toByteArray());

    for (Path other : new Path[] {marked, packed, named}) {
      CommandRun run = compute(registry, other, folder.resolve("out-" + other.getFileName()));
      assertThat(run.exitCode()).as(run.errors()).isZero();
      assertThat(folder.resolve("out-" + other.getFileName()).resolve("figures.ndjson"))
          .isNotEmptyFile()
          .hasSameBinaryContentAs(folder.resolve("plain").resolve("figures.ndjson"));
    }
    assertThat(folder.resolve("plain").resolve("deadletters.ndjson"))
        .as("an unknown member is no reason for one")
        .isEmptyFile();
  }

  @Test
  void aDoubtfulRegistryIsComputedWithAWarning() throws IOException {
    Files.writeString(
        registry, RegistryYaml.sampleText().replace("    utility: clp", "    utility: hke"));

    CommandRun run = compute(registry, feed, folder.resolve("out"));

    assertThat(run.exitCode()).as(run.errors()).isZero();
    assertThat(run.errors().lines())
        .singleElement()
        .asString()
        .startsWith("warning: registry.yaml: tenants[0].lines[0].machines[0].meters[0].utility: ")
        .contains("no tariff is of utility \"clp\", so its energy costs nothing (line ");
  }

  @Test
  void aRegistryThatIsNoYamlIsToldWithItsLine() throws IOException {
    Files.writeString(
        registry, RegistryYaml.sampleText().replaceFirst("\n    estate", "\n\testate"));

    CommandRun run = compute(registry, feed, folder.resolve("out"));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.errors().lines()).hasSize(1);
    assertThat(run.errors())
        .startsWith("innopark compute: registry.yaml: line ")
        .contains(", at \"estate: ")
        .contains("is indented with a tab; use spaces");
  }

  @Test
  void aJobThatFailedSaysWhy() {
    Exception cause = new IllegalStateException("tenant acme: row 7 contradicts one that is there");
    Exception job =
        new JobExecutionException(
            new JobID(), "Job execution failed.", new RuntimeException("Recovery is off", cause));

    assertThat(Failures.inOneLine(job))
        .isEqualTo("the job failed: tenant acme: row 7 contradicts one that is there");
    assertThat(
            Failures.inOneLine(
                new JobExecutionException(
                    new JobID(), "Job execution failed.", new NullPointerException())))
        .isEqualTo("the job failed: NullPointerException");
  }

  private static CommandRun compute(Path registry, Path feed, Path out) {
    return CommandRun.of(
        "compute",
        "--registry",
        registry.toString(),
        "--feed",
        feed.toString(),
        "--out",
        out.toString(),
        "--grains",
        "day");
  }
}
