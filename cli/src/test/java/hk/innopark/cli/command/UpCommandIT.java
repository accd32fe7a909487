package hk.innopark.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import hk.innopark.events.process.LoopbackPorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code innopark up} as a process of its own: signals, kills, what it leaves behind. */
class UpCommandIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir Path folder;
  private final List<ProcessHandle> seen = new ArrayList<>();
  private int starts;

  @AfterEach
  void leaveNothing() {
    seen.forEach(ProcessHandle::destroyForcibly);
  }

  @Test
  void stopsAtTermAndGoesOnAfterAKill() throws Exception {
    Process first = up("--history", "PT1H");
    awaitUp(first);
    List<ProcessHandle> children = first.descendants().toList();
    seen.addAll(children);
    assertThat(children).hasSizeGreaterThanOrEqualTo(2);
    first.destroyForcibly().waitFor();

    // nobody was there to stop them
    await().atMost(PATIENCE).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));

    Path summary = folder.resolve("summary.json");
    // with another history: the plants begin where they began
    Process second = up("--history", "PT6H", "--for", "PT30S", "--summary", summary.toString());
    assertThat(second.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(second.exitValue()).as(output()).isZero();
    JsonNode counts = new JsonMapper().readTree(summary.toFile());
    assertThat(counts.get("published").asLong()).isPositive();
    assertThat(
            counts.get("decoded").asLong()
                + counts.get("dead_letters").asLong()
                + counts.get("duplicates").asLong())
        .as(counts.toString())
        .isEqualTo(counts.get("bridged").asLong());
    assertThat(counts.get("late").asLong()).as(counts.toString()).isZero();
    assertThat(counts.get("oracle_mismatches").asLong()).as(counts.toString()).isZero();

    Process third = up();
    awaitUp(third);
    seen.addAll(third.descendants().toList());
    third.destroy();
    assertThat(third.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(third.exitValue()).as(output()).isZero();
    assertThat(output()).contains("stopped");
    assertThat(seen).noneMatch(ProcessHandle::isAlive);
  }

  private Process up(String... more) throws IOException {
    starts++;
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-Dinnopark.home=" + Path.of("..").toAbsolutePath().normalize(),
                "-Dinnopark.broker=" + Path.of("..", "broker", "target", "lib").toAbsolutePath(),
                "-Dinnopark.programs=" + Path.of("target", "postgres").toAbsolutePath(),
                "-cp",
                Path.of("target", "lib").toAbsolutePath() + "/*",
                "hk.innopark.cli.InnoparkMain",
                "up",
                "--data",
                folder.resolve("data").toString(),
                "--port",
                Integer.toString(LoopbackPorts.free())));
    command.addAll(List.of(more));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(outputFile().toFile())
        .start();
  }

  private void awaitUp(Process process) {
    await()
        .atMost(PATIENCE)
        .failFast("ended", () -> !process.isAlive())
        .until(() -> output().contains("up in"));
  }

  private Path outputFile() {
    return folder.resolve("output-" + starts + ".txt");
  }

  private String output() throws IOException {
    return Files.exists(outputFile()) ? Files.readString(outputFile()) : "";
  }
}
