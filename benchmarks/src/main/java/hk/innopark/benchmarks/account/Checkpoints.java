package hk.innopark.benchmarks.account;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The completed checkpoints of a task's jobs, which lie in folders {@code checkpoints/JOB/chk-N}.
 */
final class Checkpoints {
  private static final String PREFIX = "chk-";

  private Checkpoints() {}

  /** The last one that is complete; a job that goes on from one counts on. */
  static Optional<Path> newest(Path folder) throws IOException {
    Path all = folder.resolve("checkpoints");
    if (!Files.isDirectory(all)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.find(all, 3, (file, is) -> file.endsWith("_metadata"))) {
      return files.map(Path::getParent).max(Comparator.comparingInt(Checkpoints::numberOf));
    }
  }

  static int numberOf(Path checkpoint) {
    return Integer.parseInt(checkpoint.getFileName().toString().substring(PREFIX.length()));
  }
}
