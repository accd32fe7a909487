package hk.innopark.events;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.GZIPOutputStream;

/**
 * Writes a feed file, plain or gzip (by the name's ending {@code .gz}). Not thread-safe.
 *
 * <p>The feed grows in {@code {name}.tmp} beside the file and takes its name in {@link #close}, so
 * a file of that name is always whole. Whoever cannot finish calls {@link #discard} before closing.
 */
public final class FeedWriter implements Closeable {
  private enum State {
    OPEN,
    FAILED,
    CLOSED
  }

  private final Path file;
  private final Path unfinished;
  private final OutputStream bytes;
  private final OutputStream output;
  private State state = State.OPEN;

  private FeedWriter(Path file, Path unfinished, OutputStream bytes, OutputStream output) {
    this.file = file;
    this.unfinished = unfinished;
    this.bytes = bytes;
    this.output = output;
  }

  /**
   * Begins a feed that replaces the file, if there is one, when it is closed.
   *
   * @throws IOException where nothing can be written there, naming the file
   */
  public static FeedWriter create(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || Files.isDirectory(file)) {
      throw new IOException(file + " is a folder, not a feed file");
    }
    if (!Files.isDirectory(folder)) {
      throw new IOException(file + " cannot be written: there is no folder " + folder);
    }
    Path unfinished = file.resolveSibling(file.getFileName() + ".tmp");
    OutputStream bytes = Files.newOutputStream(unfinished);
    try {
      OutputStream output = FeedReader.isGzip(file) ? new GZIPOutputStream(bytes, 1 << 16) : bytes;
      return new FeedWriter(file, unfinished, bytes, new BufferedOutputStream(output, 1 << 16));
    } catch (IOException full) {
      bytes.close();
      Files.deleteIfExists(unfinished);
      throw full;
    }
  }

  /**
   * Appends a message.
   *
   * @throws IOException where it cannot be written; the feed can then only be discarded
   */
  public void write(RawMessage message) throws IOException {
    if (state != State.OPEN) {
      throw new IOException(file + " is closed");
    }
    byte[] line = FeedLine.format(message).getBytes(StandardCharsets.UTF_8);
    try {
      output.write(line);
      output.write('\n');
    } catch (IOException full) {
      state = State.FAILED;
      throw full;
    }
  }

  /** Gives the feed up: nothing of it stays, and a file that was there before stays as it was. */
  public void discard() throws IOException {
    if (state == State.CLOSED) {
      return;
    }
    state = State.CLOSED;
    remove();
  }

  /**
   * Finishes the feed and gives it its name; does nothing where it was closed or discarded before.
   *
   * @throws IOException where the feed is not whole; then there is none
   */
  @Override
  public void close() throws IOException {
    if (state == State.CLOSED) {
      return;
    }
    boolean failed = state == State.FAILED;
    state = State.CLOSED;
    try {
      output.close();
      if (failed) {
        throw new IOException(file + " was not written: a message before could not be");
      }
      Files.move(
          unfinished, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException notWhole) {
      remove();
      throw notWhole;
    }
  }

  private void remove() throws IOException {
    try {
      // not the streams above it: what they still hold is not wanted
      bytes.close();
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }
}
