package hk.innopark.simulators.importing;

import hk.innopark.events.FeedWriter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Makes a feed of other people's data: CSV, InfluxDB line protocol, a Sparkplug capture. */
public final class FeedImport {
  private final Mapping mapping;

  /**
   * How much there was.
   *
   * @param passedOver rows that say nothing of a signal of the mapping
   */
  public record Result(long messages, long rows, long passedOver) {}

  private FeedImport(Mapping mapping) {
    this.mapping = mapping;
  }

  /**
   * @throws IllegalArgumentException where the mapping is wrong, naming file and entry
   */
  public static FeedImport by(Path mappingFile) throws IOException {
    return new FeedImport(Mapping.read(mappingFile));
  }

  /**
   * Reads a source, plain or gzip by its name's ending, and writes a feed.
   *
   * @throws IOException where a line cannot be read, naming it; then there is no feed
   */
  public Result run(Path source, Path feed) throws IOException {
    FeedWriter writer = FeedWriter.create(feed);
    try (BufferedReader text = open(source)) {
      String name = source.getFileName().toString();
      Result result =
          switch (mapping.format()) {
            case SPARKPLUG -> new SparkplugCapture(name, mapping).write(text, writer);
            case CSV ->
                new TableImport(name, mapping)
                    .write(new CsvRows(name, text, mapping.separator()), writer);
            case LINE_PROTOCOL ->
                new TableImport(name, mapping).write(new LineProtocolRows(name, text), writer);
          };
      writer.close();
      return result;
    } finally {
      writer.discard();
    }
  }

  private static BufferedReader open(Path source) throws IOException {
    try {
      InputStream bytes = Files.newInputStream(source);
      InputStream plain = source.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
      return new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8));
    } catch (NoSuchFileException missing) {
      throw new IOException(source + ": no such file", missing);
    }
  }
}
