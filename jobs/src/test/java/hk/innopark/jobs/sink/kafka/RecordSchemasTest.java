package hk.innopark.jobs.sink.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.DeadLetter;
import hk.innopark.events.RawMessage;
import hk.innopark.events.RejectReason;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecordSchemasTest {
  private static final String TOPIC = "innopark/tai-po/golden-noodle/line-1/oven-1";
  private static final byte[] PAYLOAD = {'{', 0, (byte) 0xFF, '\n'};

  @ParameterizedTest
  @EnumSource(RejectReason.class)
  void aDeadLetterKeepsThePayloadAndSaysWhyInHeaders(RejectReason reason) {
    DeadLetter letter = DeadLetter.of(new RawMessage(1_763L, TOPIC, PAYLOAD), reason, "麵 too long");

    ProducerRecord<byte[], byte[]> kept =
        new DeadLetterRecordSchema().serialize(letter, null, null);

    assertThat(kept.topic()).isEqualTo("telemetry.deadletter");
    assertThat(text(kept.key())).isEqualTo("tai-po/golden-noodle/line-1/oven-1");
    assertThat(kept.value()).isEqualTo(PAYLOAD);
    assertThat(headers(kept))
        .isEqualTo(
            Map.of(
                "mqtt.topic",
                TOPIC,
                "received.at",
                "1763",
                "reason",
                reason.name(),
                "sha256",
                letter.sha256(),
                "detail",
                "麵 too long"));
  }

  @Test
  void aDeadLetterWithoutDetailHasNoSuchHeader() {
    DeadLetter letter =
        DeadLetter.of(new RawMessage(1, TOPIC, PAYLOAD), RejectReason.MALFORMED, null);

    assertThat(headers(new DeadLetterRecordSchema().serialize(letter, null, null)))
        .doesNotContainKey("detail");
  }

  @Test
  void aTopicThatNamesNoMachineIsItsOwnKey() {
    DeadLetter letter =
        DeadLetter.of(
            new RawMessage(1, "innopark/über/alles", PAYLOAD), RejectReason.BAD_ID, "topic");

    assertThat(text(new DeadLetterRecordSchema().serialize(letter, null, null).key()))
        .isEqualTo("innopark/über/alles");
  }

  @Test
  void aLateMessageHasTheShapeOfARawOne() {
    ProducerRecord<byte[], byte[]> late =
        new LateRecordSchema().serialize(new RawMessage(1_763L, TOPIC, PAYLOAD), null, 99L);

    assertThat(late.topic()).isEqualTo("telemetry.late");
    assertThat(text(late.key())).isEqualTo("tai-po/golden-noodle/line-1/oven-1");
    assertThat(late.value()).isEqualTo(PAYLOAD);
    assertThat(headers(late)).isEqualTo(Map.of("mqtt.topic", TOPIC, "received.at", "1763"));
  }

  private static Map<String, String> headers(ProducerRecord<byte[], byte[]> message) {
    Map<String, String> headers = new LinkedHashMap<>();
    message.headers().forEach(header -> headers.put(header.key(), text(header.value())));
    return headers;
  }

  private static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
