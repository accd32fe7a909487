package hk.innopark.jobs.sparkplug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import hk.innopark.events.PayloadDecoder;
import hk.innopark.events.RejectReason;
import hk.innopark.events.RejectedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.eclipse.tahu.protobuf.SparkplugBProto.DataType;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompressedPayloadTest {
  private static final Payload INNER =
      Payload.newBuilder()
          .setTimestamp(1_763_791_200_000L)
          .setSeq(7)
          .addMetrics(
              Payload.Metric.newBuilder()
                  .setName("good_count")
                  .setDatatype(DataType.Int64_VALUE)
                  .setLongValue(12))
          .build();

  /** The ways in which the body can be made. */
  enum Way {
    GZIP("GZIP"),
    ZLIB("DEFLATE"),
    BARE_DEFLATE("deflate"),
    ZLIB_UNNAMED("");

    private final String algorithm;

    Way(String algorithm) {
      this.algorithm = algorithm;
    }

    private OutputStream open(OutputStream out) throws IOException {
      return switch (this) {
        case GZIP -> new GZIPOutputStream(out);
        case BARE_DEFLATE -> new DeflaterOutputStream(out, new Deflater(Deflater.BEST_SPEED, true));
        default -> new DeflaterOutputStream(out);
      };
    }

    Payload payload(byte[] inner) {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      try (OutputStream compressing = open(body)) {
        compressing.write(inner);
      } catch (IOException impossible) {
        throw new IllegalStateException(impossible);
      }
      return around(body.toByteArray(), algorithm);
    }
  }

  static Payload around(byte[] body, String algorithm) {
    Payload.Builder outer =
        Payload.newBuilder()
            .setUuid("SPBV1.0_COMPRESSED")
            .setTimestamp(1_763_791_200_001L)
            .setSeq(9)
            .setBody(ByteString.copyFrom(body));
    if (!algorithm.isEmpty()) {
      outer.addMetrics(
          Payload.Metric.newBuilder()
              .setName("algorithm")
              .setDatatype(DataType.String_VALUE)
              .setStringValue(algorithm));
    }
    return outer.build();
  }

  @ParameterizedTest
  @EnumSource
  void thePayloadWithinIsRead(Way way) {
    assertThat(parse(way.payload(INNER.toByteArray()))).isEqualTo(INNER);
  }

  @Test
  void whatThePayloadWithinLeavesOutIsSaidOutside() {
    Payload bare = INNER.toBuilder().clearSeq().clearTimestamp().build();
    Payload read = parse(Way.GZIP.payload(bare.toByteArray()));
    assertThat(read.getSeq()).isEqualTo(9);
    assertThat(read.getTimestamp()).isEqualTo(1_763_791_200_001L);
  }

  @ParameterizedTest
  @EnumSource
  void oneThatWouldFillTheMemoryIsTooLarge(Way way) {
    byte[] zeros = new byte[CompressedPayload.MAX_BYTES + 1];
    Payload bomb = way.payload(zeros);
    assertThat(bomb.getSerializedSize()).isLessThan(PayloadDecoder.MAX_BYTES);
    assertRefused(bomb, RejectReason.TOO_LARGE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"BROTLI", "none", "GZIP2"})
  void anotherAlgorithmIsRefused(String algorithm) {
    assertRefused(around(new byte[] {1, 2, 3}, algorithm), RejectReason.SPB_PAYLOAD);
  }

  @Test
  void oneWithinAnotherIsRefused() {
    Payload once = Way.GZIP.payload(INNER.toByteArray());
    assertRefused(Way.ZLIB.payload(once.toByteArray()), RejectReason.SPB_PAYLOAD);
  }

  @Test
  void aBodyThatNobodyKnowsIsRefusedAndNotPassedOver() {
    Payload unknown =
        INNER.toBuilder().clearMetrics().setBody(ByteString.copyFromUtf8("what is it")).build();
    assertRefused(unknown, RejectReason.SPB_PAYLOAD);
  }

  @Test
  void damagedBodiesAreRefusedOrRead() {
    Random random = new Random(5);
    int refused = 0;
    for (int round = 0; round < 5_000; round++) {
      Way way = Way.values()[random.nextInt(Way.values().length)];
      byte[] body = way.payload(INNER.toByteArray()).getBody().toByteArray();
      if (random.nextBoolean()) {
        body[random.nextInt(body.length)] ^= (byte) (1 << random.nextInt(8));
      } else {
        body = java.util.Arrays.copyOf(body, random.nextInt(body.length));
      }
      try {
        parse(around(body, way.algorithm));
      } catch (RejectedException expected) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(3_000);
  }

  private static Payload parse(Payload payload) {
    return NodePayload.parse(payload.toByteArray());
  }

  private static void assertRefused(Payload payload, RejectReason reason) {
    assertThatThrownBy(() -> parse(payload))
        .isInstanceOfSatisfying(
            RejectedException.class, why -> assertThat(why.reason()).isEqualTo(reason));
  }
}
