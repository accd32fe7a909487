package hk.innopark.simulators.importing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Renames the metrics of a Sparkplug payload (sparkplug_b.proto: Payload.metrics is field 2,
 * Metric.name field 1) and leaves every other byte as it is.
 */
final class MetricNames {
  private static final int METRICS = 2;
  private static final int NAME = 1;
  private static final int LENGTH_DELIMITED = 2;

  private final Map<String, String> renames;

  MetricNames(Map<String, String> renames) {
    this.renames = renames;
  }

  /**
   * @throws IllegalArgumentException where the payload is not protobuf
   */
  byte[] renamed(byte[] payload) {
    return renames.isEmpty() ? payload : edited(payload, METRICS, this::renamedMetric);
  }

  private byte[] renamedMetric(byte[] metric) {
    return edited(
        metric,
        NAME,
        name -> {
          String old = new String(name, StandardCharsets.UTF_8);
          return renames.getOrDefault(old, old).getBytes(StandardCharsets.UTF_8);
        });
  }

  /** The message with the content of one field edited, wherever it occurs. */
  private static byte[] edited(byte[] message, int field, UnaryOperator<byte[]> edit) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(message.length);
    int at = 0;
    while (at < message.length) {
      int start = at;
      long[] tag = varint(message, at);
      at = (int) tag[1];
      int type = (int) (tag[0] & 7);
      if (type == LENGTH_DELIMITED) {
        long[] length = varint(message, at);
        int from = (int) length[1];
        int to = Math.addExact(from, Math.toIntExact(length[0]));
        checkEnd(message, to);
        at = to;
        if (tag[0] >>> 3 == field) {
          byte[] content = edit.apply(Arrays.copyOfRange(message, from, to));
          writeVarint(out, tag[0]);
          writeVarint(out, content.length);
          out.writeBytes(content);
          continue;
        }
      } else {
        at =
            switch (type) {
              case 0 -> (int) varint(message, at)[1];
              case 1 -> at + 8;
              case 5 -> at + 4;
              default -> throw new IllegalArgumentException("the payload is not protobuf");
            };
        checkEnd(message, at);
      }
      out.write(message, start, at - start);
    }
    return out.toByteArray();
  }

  private static void checkEnd(byte[] message, int end) {
    if (end > message.length) {
      throw new IllegalArgumentException("the payload breaks off");
    }
  }

  /** Value and where it ends. */
  private static long[] varint(byte[] message, int from) {
    long value = 0;
    int at = from;
    for (int shift = 0; shift < 64; shift += 7) {
      checkEnd(message, at + 1);
      byte next = message[at++];
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return new long[] {value, at};
      }
    }
    throw new IllegalArgumentException("the payload is not protobuf");
  }

  private static void writeVarint(ByteArrayOutputStream out, long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }
}
