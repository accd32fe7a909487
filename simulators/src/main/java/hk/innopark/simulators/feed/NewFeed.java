package hk.innopark.simulators.feed;

import hk.innopark.events.FeedWriter;
import hk.innopark.events.RawMessage;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A feed file that appears whole, when {@link #complete()} is called, or not at all. Not
 * thread-safe.
 */
final class NewFeed implements Closeable {
  private final Path file;
  private final Path unfinished;
  private final FeedWriter writer;
  private boolean closed;

  private NewFeed(Path file, Path unfinished, FeedWriter writer) {
    this.file = file;
    this.unfinished = unfinished;
    this.writer = writer;
  }

  static NewFeed at(Path file) throws IOException {
    Path absolute = file.toAbsolutePath();
    if (Files.isDirectory(absolute)) {
      throw new IOException(file + " is a folder");
    }
    // beside the feed and with its ending, which decides on compression
    Path unfinished = absolute.resolveSibling(".unfinished-" + absolute.getFileName());
    try {
      return new NewFeed(absolute, unfinished, FeedWriter.create(unfinished));
    } catch (IOException unwritable) {
      throw new IOException(file + " cannot be written: " + unwritable, unwritable);
    }
  }

  void write(RawMessage message) throws IOException {
    writer.write(message);
  }

  void complete() throws IOException {
    closed = true;
    writer.close();
    Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      writer.close();
      Files.deleteIfExists(unfinished);
    }
  }
}
