package hk.innopark.embedded.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Where Flink keeps the checkpoints and savepoints of one job. */
record SnapshotFolder(Path checkpoints, Path savepoints) {
  /** Flink writes it last: a snapshot without it is not complete. */
  private static final String METADATA = "_metadata";

  private static final int DEPTH = 3;

  static SnapshotFolder of(Path data, String jobName) throws IOException {
    return new SnapshotFolder(
        Files.createDirectories(data.resolve("checkpoints").resolve(jobName)),
        Files.createDirectories(data.resolve("savepoints").resolve(jobName)));
  }

  /** The folder of the snapshot that was completed last. */
  Optional<Path> newest() throws IOException {
    try (Stream<Path> ofCheckpoints = Files.walk(checkpoints, DEPTH);
        Stream<Path> ofSavepoints = Files.walk(savepoints, DEPTH)) {
      return Stream.concat(ofCheckpoints, ofSavepoints)
          .filter(path -> path.endsWith(METADATA))
          .max(Comparator.comparing(SnapshotFolder::completedAt))
          .map(Path::getParent);
    }
  }

  private static FileTime completedAt(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException removedMeanwhile) {
      return FileTime.fromMillis(0);
    }
  }
}
