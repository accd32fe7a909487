package hk.innopark.operations.restate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder for what is needed meanwhile, which goes when it is closed. */
public record WorkFolder(Path path) implements AutoCloseable {
  public static WorkFolder create() throws IOException {
    return new WorkFolder(Files.createTempDirectory("innopark-"));
  }

  @Override
  public void close() throws IOException {
    List<Path> inner;
    try (Stream<Path> files = Files.walk(path)) {
      inner = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : inner) {
      Files.deleteIfExists(file);
    }
  }
}
