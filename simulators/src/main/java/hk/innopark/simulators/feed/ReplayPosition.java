package hk.innopark.simulators.feed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * How many messages of a selection were sent and acknowledged, kept in a file so that a replay that
 * was ended goes on there.
 *
 * @param file null for nowhere
 */
public record ReplayPosition(Path file) {
  public static final ReplayPosition NOWHERE = new ReplayPosition(null);

  /**
   * @return 0 where nothing was kept
   * @throws IOException where the file holds something else, naming it
   */
  long load() throws IOException {
    if (file == null || !Files.exists(file)) {
      return 0;
    }
    try {
      return Long.parseLong(Files.readString(file).strip());
    } catch (NumberFormatException foreign) {
      throw new IOException(file + " is not the position of a replay", foreign);
    }
  }

  void save(long messages) throws IOException {
    if (file != null) {
      Path fresh = file.resolveSibling(file.getFileName() + ".new");
      Files.writeString(fresh, messages + "\n");
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** The replay is through: the next one begins at the start. */
  void forget() throws IOException {
    if (file != null) {
      Files.deleteIfExists(file);
    }
  }
}
