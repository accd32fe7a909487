package hk.innopark.jobs.sparkplug;

import hk.innopark.events.RejectReason;
import hk.innopark.events.RejectedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload.Metric;

/**
 * A payload within a payload, as Sparkplug's compression makes it: uuid {@code SPBV1.0_COMPRESSED},
 * the compressed bytes as the body, and a metric that names the algorithm, deflate where there is
 * none.
 */
final class CompressedPayload {
  /** What a payload of 64 KiB may become, so that nobody fills the memory with zeros. */
  static final int MAX_BYTES = 1024 * 1024;

  private static final String UUID = "SPBV1.0_COMPRESSED";
  private static final String ALGORITHM = "algorithm";
  private static final int ZLIB_METHOD = 8;
  private static final int ZLIB_CHECK = 31;

  private CompressedPayload() {}

  static boolean is(Payload payload) {
    return payload.getUuid().equals(UUID);
  }

  /**
   * The bytes of the payload within.
   *
   * @throws RejectedException {@code SPB_PAYLOAD} or {@code TOO_LARGE}
   */
  static byte[] inflate(Payload payload) {
    byte[] body = payload.getBody().toByteArray();
    try (InputStream inflated = open(algorithm(payload), body)) {
      byte[] bytes = inflated.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new RejectedException(
            RejectReason.TOO_LARGE, "inflated, over " + MAX_BYTES + " bytes");
      }
      return bytes;
    } catch (IOException malformed) {
      throw new RejectedException(RejectReason.SPB_PAYLOAD, "the compressed body is malformed");
    }
  }

  private static InputStream open(String algorithm, byte[] body) throws IOException {
    InputStream compressed = new ByteArrayInputStream(body);
    return switch (algorithm) {
      case "GZIP" -> new GZIPInputStream(compressed);
      case "DEFLATE" -> new InflaterInputStream(compressed, new Inflater(!hasZlibHeader(body)));
      default ->
          throw new RejectedException(
              RejectReason.SPB_PAYLOAD, "compressed, but neither by GZIP nor by DEFLATE");
    };
  }

  /** RFC 1950; what has none is the bare stream of RFC 1951. */
  private static boolean hasZlibHeader(byte[] body) {
    return body.length > 1
        && (body[0] & 0x0f) == ZLIB_METHOD
        && (((body[0] & 0xff) << 8) | (body[1] & 0xff)) % ZLIB_CHECK == 0;
  }

  private static String algorithm(Payload payload) {
    for (Metric metric : payload.getMetricsList()) {
      if (metric.getName().equals(ALGORITHM)) {
        return metric.getStringValue().toUpperCase(Locale.ROOT);
      }
    }
    return "DEFLATE";
  }
}
