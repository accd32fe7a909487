package hk.innopark.jobs.source;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.DecodeResult;
import hk.innopark.events.PayloadDecoder;
import hk.innopark.events.RawMessage;
import hk.innopark.events.Topics;
import hk.innopark.jobs.decode.DecodeConfig;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class RawMessageDeserializerTest {
  private static final long KAFKAS_OWN = 1_763_791_200_000L;
  private static final String TOPIC = "innopark/tai-po/acme/line-1/oven-1";

  @Test
  void aGatewaysHeadersSayWhereItIsFromAndWhenItCame() {
    Headers headers =
        new RecordHeaders()
            .add(Topics.HEADER_MQTT_TOPIC, bytes(TOPIC))
            .add(Topics.HEADER_RECEIVED_AT, bytes("1763791199123"));
    RawMessage message = deserialize(bytes("tai-po/acme"), bytes("{}"), headers);
    assertThat(message.topic()).isEqualTo(TOPIC);
    assertThat(message.receivedAtMillis()).isEqualTo(1_763_791_199_123L);
    assertThat(message.payload()).isEqualTo(bytes("{}"));
  }

  @Test
  void withoutHeadersTheKeyIsTheTopicAndKafkasStampTheTime() {
    RawMessage message = deserialize(bytes(TOPIC), bytes("{}"), new RecordHeaders());
    assertThat(message.topic()).isEqualTo(TOPIC);
    assertThat(message.receivedAtMillis()).isEqualTo(KAFKAS_OWN);
  }

  @Test
  void aGatewaysHeartbeatIsNoMessage() {
    Headers headers = new RecordHeaders().add(Topics.HEADER_RECEIVED_AT, bytes("1763791199123"));
    for (byte[] nothing : new byte[][] {{}, null}) {
      RawMessage heartbeat = deserialize(bytes("heartbeat"), nothing, headers);
      assertThat(heartbeat.isHeartbeat()).isTrue();
      assertThat(heartbeat.receivedAtMillis()).isEqualTo(1_763_791_199_123L);
    }
    assertThat(deserialize(bytes("heartbeat"), bytes("{}"), headers).isHeartbeat()).isFalse();
    assertThat(deserialize(bytes(TOPIC), new byte[0], headers).isHeartbeat()).isFalse();
    headers.add(Topics.HEADER_MQTT_TOPIC, bytes(TOPIC));
    assertThat(deserialize(bytes("heartbeat"), null, headers).isHeartbeat()).isFalse();
  }

  @Test
  void aHeaderThatIsNoNumberIsNotBelieved() {
    for (String nonsense : new String[] {"", "soon", "1e12", "99999999999999999999"}) {
      Headers headers = new RecordHeaders().add(Topics.HEADER_RECEIVED_AT, bytes(nonsense));
      assertThat(deserialize(bytes(TOPIC), bytes("{}"), headers).receivedAtMillis())
          .as(nonsense)
          .isEqualTo(KAFKAS_OWN);
    }
  }

  @Test
  void aRecordOfNothingBecomesAMessageOfNothing() {
    Headers headers =
        new RecordHeaders()
            .add(Topics.HEADER_MQTT_TOPIC, null)
            .add(Topics.HEADER_RECEIVED_AT, null);
    RawMessage message = deserialize(null, null, headers);
    assertThat(message.topic()).isEmpty();
    assertThat(message.payload()).isEmpty();
    assertThat(message.receivedAtMillis()).isEqualTo(KAFKAS_OWN);
  }

  @Property
  void anyBytesBecomeAMessageThatTheDecoderJudges(
      @ForAll Optional<byte[]> key,
      @ForAll Optional<byte[]> value,
      @ForAll Optional<byte[]> topic,
      @ForAll Optional<byte[]> receivedAt) {
    Headers headers = new RecordHeaders();
    topic.ifPresent(header -> headers.add(Topics.HEADER_MQTT_TOPIC, header));
    receivedAt.ifPresent(header -> headers.add(Topics.HEADER_RECEIVED_AT, header));
    RawMessage message = deserialize(key.orElse(null), value.orElse(null), headers);
    PayloadDecoder decoder =
        new PayloadDecoder(
            DecodeConfig.DEFAULT.retention(), DecodeConfig.DEFAULT.futureTolerance());
    assertThat(decoder.decode(message)).isInstanceOf(DecodeResult.class);
  }

  private static RawMessage deserialize(byte[] key, byte[] value, Headers headers) {
    List<RawMessage> messages = new ArrayList<>();
    new RawMessageDeserializer()
        .deserialize(
            new ConsumerRecord<>(
                Topics.RAW,
                0,
                0,
                KAFKAS_OWN,
                TimestampType.CREATE_TIME,
                -1,
                -1,
                key,
                value,
                headers,
                Optional.empty()),
            new ListCollector<>(messages));
    assertThat(messages).hasSize(1);
    return messages.get(0);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
