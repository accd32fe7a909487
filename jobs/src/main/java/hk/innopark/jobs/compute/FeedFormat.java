package hk.innopark.jobs.compute;

import hk.innopark.events.FeedBytes;
import hk.innopark.events.FeedLine;
import hk.innopark.events.RawMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.reader.SimpleStreamFormat;
import org.apache.flink.connector.file.src.reader.StreamFormat;
import org.apache.flink.core.fs.FSDataInputStream;

/** A feed file as a Flink file source reads it, in the order of its lines. */
final class FeedFormat extends SimpleStreamFormat<RawMessage> {
  private static final long serialVersionUID = 1L;

  @Override
  public StreamFormat.Reader<RawMessage> createReader(Configuration config, FSDataInputStream in)
      throws IOException {
    // Flink unpacks what is called .gz, and nothing else
    return new LineReader(
        new BufferedReader(
            new InputStreamReader(FeedBytes.unpacked(in), StandardCharsets.UTF_8), 1 << 16));
  }

  @Override
  public TypeInformation<RawMessage> getProducedType() {
    return TypeInformation.of(RawMessage.class);
  }

  private record LineReader(BufferedReader lines) implements StreamFormat.Reader<RawMessage> {
    @Override
    public RawMessage read() throws IOException {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank()) {
          // a byte order mark is the first line's alone, as was seen when the feed was looked
          // through
          return FeedLine.parse(line.startsWith("\uFEFF") ? line.substring(1) : line);
        }
      }
      return null;
    }

    @Override
    public void close() throws IOException {
      lines.close();
    }
  }
}
