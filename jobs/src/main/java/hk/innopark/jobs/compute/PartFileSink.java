package hk.innopark.jobs.compute;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Writes each subtask's records as lines of a file of its own. For bounded runs, which restart from
 * nothing.
 */
final class PartFileSink<T> implements Sink<T> {
  /** A record's line. */
  interface LineFormat<T> extends Function<T, String>, Serializable {}

  private static final long serialVersionUID = 1L;

  private final String directory;
  private final String name;
  private final LineFormat<T> format;

  PartFileSink(Path directory, String name, LineFormat<T> format) {
    this.directory = directory.toString();
    this.name = name;
    this.format = format;
  }

  @Override
  public SinkWriter<T> createWriter(WriterInitContext context) throws IOException {
    int subtask = context.getTaskInfo().getIndexOfThisSubtask();
    return new LineWriter<>(
        Files.newBufferedWriter(Path.of(directory, name + "." + subtask)), format);
  }

  String name() {
    return name;
  }

  /** The part files that a run has written. */
  static List<Path> parts(Path directory, String name) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(name + "."))
          .sorted()
          .toList();
    } catch (UncheckedIOException unreadable) {
      throw unreadable.getCause();
    }
  }

  private record LineWriter<T>(BufferedWriter lines, LineFormat<T> format)
      implements SinkWriter<T> {
    @Override
    public void write(T element, Context context) throws IOException {
      lines.write(format.apply(element));
      lines.write('\n');
    }

    @Override
    public void flush(boolean endOfInput) throws IOException {
      lines.flush();
    }

    @Override
    public void close() throws IOException {
      lines.close();
    }
  }
}
