package hk.innopark.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.RawMessage;
import hk.innopark.events.RejectReason;
import hk.innopark.events.Topics;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class RecordMapperTest {
  private static final String TOPIC = "innopark/tai-po/noodle/line-1/oven-1";

  private final RecordMapper mapper = new RecordMapper("gateway-7");

  @Property
  void carriesAnyPayloadUnchanged(@ForAll @Size(max = 2_000) byte[] payload) {
    Outbound outbound = mapper.map(new RawMessage(1_763_791_200_123L, TOPIC, payload), false);

    assertThat(outbound.rejected()).isEmpty();
    ProducerRecord<byte[], byte[]> record = outbound.record();
    assertThat(record.topic()).isEqualTo(Topics.RAW);
    assertThat(record.value()).isEqualTo(payload);
    assertThat(record.key()).asString().isEqualTo("tai-po/noodle/line-1/oven-1");
    assertThat(header(record, "mqtt.topic")).isEqualTo(TOPIC);
    assertThat(header(record, "received.at")).isEqualTo("1763791200123");
    assertThat(header(record, "gateway")).isEqualTo("gateway-7");
    assertThat(record.headers().lastHeader("mqtt.retained")).isNull();
  }

  @Test
  void flagsARetainedMessage() {
    Outbound outbound = mapper.map(new RawMessage(1, TOPIC, new byte[0]), true);

    assertThat(outbound.record().topic()).isEqualTo(Topics.RAW);
    assertThat(header(outbound.record(), "mqtt.retained")).isEqualTo("true");
  }

  @Test
  void carriesUpToSixtyFourKibibytesAndKeepsTheStartOfMore() {
    byte[] most = new byte[65_536];
    new Random(1).nextBytes(most);
    assertThat(mapper.map(new RawMessage(1, TOPIC, most), false).rejected()).isEmpty();

    byte[] tooMuch = Arrays.copyOf(most, 65_537);
    Outbound outbound = mapper.map(new RawMessage(5, TOPIC, tooMuch), false);

    assertThat(outbound.rejected()).contains(RejectReason.TOO_LARGE);
    ProducerRecord<byte[], byte[]> letter = outbound.record();
    assertThat(letter.topic()).isEqualTo(Topics.DEAD_LETTER);
    assertThat(letter.value()).isEqualTo(Arrays.copyOf(most, 1024));
    assertThat(header(letter, "reason")).isEqualTo("TOO_LARGE");
    assertThat(header(letter, "mqtt.topic")).isEqualTo(TOPIC);
    assertThat(header(letter, "received.at")).isEqualTo("5");
    assertThat(header(letter, "sha256")).isEqualTo(sha256(tooMuch));
  }

  @Test
  void makesADeadLetterOfATopicThatIsNotTheContracts() {
    byte[] payload = "{}".getBytes(StandardCharsets.UTF_8);
    Outbound outbound = mapper.map(new RawMessage(5, "innopark/x", payload), false);

    assertThat(outbound.rejected()).contains(RejectReason.BAD_ID);
    assertThat(outbound.record().value()).isEqualTo(payload);
    assertThat(header(outbound.record(), "reason")).isEqualTo("BAD_ID");
    assertThat(header(outbound.record(), "sha256")).isEqualTo(sha256(payload));
  }

  @Test
  void makesADeadLetterOfWhatKafkaRefuses() {
    byte[] payload = new byte[5_000];
    Outbound refused = mapper.map(new RawMessage(5, TOPIC, payload), false);

    Outbound letter = mapper.refusedByKafka(refused.record());

    assertThat(letter.rejected()).contains(RejectReason.TOO_LARGE);
    assertThat(letter.record().value()).hasSize(1024);
    assertThat(header(letter.record(), "mqtt.topic")).isEqualTo(TOPIC);
    assertThat(header(letter.record(), "received.at")).isEqualTo("5");
    assertThat(header(letter.record(), "sha256")).isEqualTo(sha256(payload));
  }

  private static String header(ProducerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  private static String sha256(byte[] payload) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(payload));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
