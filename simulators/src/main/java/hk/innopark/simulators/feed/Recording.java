package hk.innopark.simulators.feed;

import hk.innopark.events.FeedLine;
import hk.innopark.events.RawMessage;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPOutputStream;

/**
 * A feed file that grows under its own name: whatever was {@linkplain #flush flushed} survives the
 * death of the process, but for a torn last line. Not thread-safe.
 */
public final class Recording implements Closeable {
  private static final int BUFFER_BYTES = 1 << 16;

  /** What is done with a feed that is there already. */
  public enum Existing {
    REPLACE,
    APPEND
  }

  private final Path file;
  private final OutputStream output;

  private Recording(Path file, OutputStream output) {
    this.file = file;
    this.output = output;
  }

  /**
   * Opens the file, gzip where its name ends in {@code .gz}. A gzip feed that is appended to gets
   * one more member, which readers of gzip take as a continuation.
   *
   * @throws IOException where nothing can be written there, naming the file
   */
  public static Recording open(Path file, Existing existing) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException(file + " is a folder, not a feed file");
    }
    OpenOption[] options = {
      StandardOpenOption.CREATE,
      existing == Existing.APPEND
          ? StandardOpenOption.APPEND
          : StandardOpenOption.TRUNCATE_EXISTING,
      StandardOpenOption.WRITE
    };
    try {
      OutputStream bytes = Files.newOutputStream(file, options);
      OutputStream output =
          file.toString().endsWith(".gz")
              ? new GZIPOutputStream(bytes, BUFFER_BYTES, true)
              : new BufferedOutputStream(bytes, BUFFER_BYTES);
      return new Recording(file, output);
    } catch (IOException unwritable) {
      throw named(file, unwritable);
    }
  }

  /**
   * Appends a message.
   *
   * @throws IOException where it cannot be written, naming the file
   */
  public void write(RawMessage message) throws IOException {
    byte[] line = (FeedLine.format(message) + '\n').getBytes(StandardCharsets.UTF_8);
    try {
      output.write(line);
    } catch (IOException full) {
      throw named(file, full);
    }
  }

  /** Hands over to the operating system what was written so far. */
  public void flush() throws IOException {
    try {
      output.flush();
    } catch (IOException full) {
      throw named(file, full);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      output.close();
    } catch (IOException full) {
      throw named(file, full);
    }
  }

  private static IOException named(Path file, IOException cause) {
    return new IOException(file + " cannot be written: " + cause.getMessage(), cause);
  }
}
