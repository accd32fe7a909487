package hk.innopark.cli.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A server that can be killed; its output goes to a file. */
record ServerProcess(Process process, Path log) {
  private static final Pattern FAILURE =
      Pattern.compile("^(Caused by: |[\\w.]+Exception\\b)| ERROR ");
  private static final int SHOWN = 20;

  static ServerProcess start(List<String> command, Map<String, String> environment, Path log)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    return new ServerProcess(builder.start(), log);
  }

  /** SIGKILL: nothing is flushed, nobody is told. */
  void kill() {
    process.destroyForcibly();
    try {
      process.waitFor(30, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** The last of its log that tells of a failure. */
  String failures() throws IOException {
    List<String> told;
    try (Stream<String> lines = Files.lines(log)) {
      told = lines.filter(line -> FAILURE.matcher(line).find()).toList();
    }
    return String.join("\n", told.subList(Math.max(0, told.size() - SHOWN), told.size()));
  }

  boolean isAlive() {
    return process.isAlive();
  }
}
