package hk.innopark.events;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** Reads a feed file, plain or gzip (by the name's ending {@code .gz}), message by message. */
public final class FeedReader implements Closeable {
  private final Path file;
  private final BufferedReader reader;
  private long lineNumber;

  private FeedReader(Path file, BufferedReader reader) {
    this.file = file;
    this.reader = reader;
  }

  public static FeedReader open(Path file) throws IOException {
    InputStream bytes = Files.newInputStream(file);
    try {
      InputStream text =
          file.toString().endsWith(".gz") ? new GZIPInputStream(bytes, 1 << 16) : bytes;
      return new FeedReader(
          file, new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8), 1 << 16));
    } catch (IOException notGzip) {
      bytes.close();
      throw new IOException(file + " is not gzip", notGzip);
    }
  }

  /**
   * The next message; empty at the end. Empty lines are passed over.
   *
   * @throws IOException where a line is not a feed line, naming file and line
   */
  public Optional<RawMessage> next() throws IOException {
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      lineNumber++;
      if (!line.isBlank()) {
        try {
          return Optional.of(FeedLine.parse(line));
        } catch (IllegalArgumentException malformed) {
          throw new IOException(
              file + ", line " + lineNumber + ": " + malformed.getMessage(), malformed);
        }
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
