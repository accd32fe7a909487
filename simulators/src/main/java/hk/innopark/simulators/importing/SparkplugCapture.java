package hk.innopark.simulators.importing;

import hk.innopark.events.FeedWriter;
import hk.innopark.events.RawMessage;
import hk.innopark.events.Topics;
import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.HexFormat;

/**
 * A Sparkplug capture: lines of {@code seconds topic payload-in-hex}, as {@code mosquitto_sub -F
 * '%U %t %x'} prints them. Topic parts and metric names are renamed as the mapping says.
 */
final class SparkplugCapture {
  private final String source;
  private final Mapping mapping;
  private final MetricNames names;

  SparkplugCapture(String source, Mapping mapping) {
    this.source = source;
    this.mapping = mapping;
    this.names = new MetricNames(mapping.renames());
  }

  FeedImport.Result write(BufferedReader lines, FeedWriter feed) throws IOException {
    long number = 0;
    long messages = 0;
    long passedOver = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      String[] parts = line.strip().split("\\s+");
      if (parts.length == 3 && parts[1].startsWith(Topics.SPARKPLUG_PREFIX)) {
        feed.write(message(number, parts));
        messages++;
      } else {
        passedOver++;
      }
    }
    return new FeedImport.Result(messages, number, passedOver);
  }

  private RawMessage message(long number, String[] parts) throws IOException {
    try {
      long at = new BigDecimal(parts[0]).movePointRight(3).longValue();
      byte[] payload = HexFormat.of().parseHex(parts[2]);
      return new RawMessage(
          at + mapping.delay().toMillis(), topic(parts[1]), names.renamed(payload));
    } catch (IllegalArgumentException malformed) {
      throw new IOException(
          "%s, line %d: not \"seconds topic payload-in-hex\": %s"
              .formatted(source, number, malformed.getMessage()),
          malformed);
    }
  }

  private String topic(String topic) {
    StringBuilder renamed = new StringBuilder();
    for (String part : topic.split("/", -1)) {
      renamed.append(renamed.isEmpty() ? "" : "/");
      renamed.append(mapping.renames().getOrDefault(part, part));
    }
    return renamed.toString();
  }
}
