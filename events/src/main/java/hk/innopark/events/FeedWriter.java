package hk.innopark.events;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Writes a feed file, plain or gzip (by the name's ending {@code .gz}). Not thread-safe. */
public final class FeedWriter implements Closeable {
  private final BufferedWriter writer;

  private FeedWriter(BufferedWriter writer) {
    this.writer = writer;
  }

  /** Creates the file, or replaces it. */
  public static FeedWriter create(Path file) throws IOException {
    OutputStream bytes = Files.newOutputStream(file);
    OutputStream text =
        file.toString().endsWith(".gz") ? new GZIPOutputStream(bytes, 1 << 16) : bytes;
    return new FeedWriter(
        new BufferedWriter(new OutputStreamWriter(text, StandardCharsets.UTF_8), 1 << 16));
  }

  public void write(RawMessage message) throws IOException {
    writer.write(FeedLine.format(message));
    writer.write('\n');
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
