package hk.innopark.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnnotationDecoderTest {
  private static final long NOW = 1_763_791_200_000L;
  private static final String TOPIC = "telemetry.annotations/tai-po/acme/line-1/oven-1";
  private static final String GOOD =
      "{'id':'a1','at':1763791100000,'from':1763780000000,'to':1763781000000,'reason':'jam',"
          + "'comment':' belt torn ','by':'mei','replaces':null,'colour':{'of':['moon']}}";

  private final AnnotationDecoder decoder = new AnnotationDecoder(Duration.ofMinutes(5));

  private Annotation decode(String topic, String json) {
    byte[] payload = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return decoder.decode(new RawMessage(NOW, topic, payload));
  }

  @Test
  void whatSomebodySaidIsRead() {
    assertThat(decode(TOPIC, GOOD))
        .isEqualTo(
            new Annotation(
                new MachineId("tai-po", "acme", "line-1", "oven-1"),
                Reading.REAL,
                "a1",
                1_763_791_100_000L,
                1_763_780_000_000L,
                1_763_781_000_000L,
                "jam",
                "belt torn",
                "mei",
                null,
                null,
                null));
  }

  @Test
  void itsMessageGoesTheWayOfItsMachine() {
    RawMessage message = new RawMessage(NOW, TOPIC, new byte[0]);
    assertThat(message.isAnnotation()).isTrue();
    assertThat(message.machineTopic()).isEqualTo("innopark/tai-po/acme/line-1/oven-1");
    RawMessage reading = new RawMessage(NOW, "innopark/tai-po/acme/line-1/oven-1", new byte[0]);
    assertThat(reading.isAnnotation()).isFalse();
    assertThat(reading.machineTopic()).isEqualTo(reading.topic());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "'id':'a1'            | 'id':'a 1'           | BAD_ID",
        "'id':'a1',           |                      | TYPE",
        "'id':'a1'            | 'id':7               | TYPE",
        "'by':'mei'           | 'by':null            | TYPE",
        "'by':'mei'           | 'by':'mei','id':'b'  | DUPLICATE_KEY",
        "1763781000000        | 1763780000000        | RANGE",
        "1763781000000        | 1864780000000        | RANGE",
        "1763780000000        | 1763780000           | TIME_UNIT",
        "1763791100000        | 1763791600000        | FUTURE",
        "1763781000000        | 17637.5              | TYPE",
        "'replaces':null      | 'origin':'dream'     | BAD_ID",
        "}}                   | }                    | MALFORMED",
      })
  void whatIsNotAsTheContractSaysIsRefused(String part, String instead, RejectReason reason) {
    String json = GOOD.replace(part, instead == null ? "" : instead);
    assertThat(json).isNotEqualTo(GOOD);
    assertThat(catchThrowableOfType(RejectedException.class, () -> decode(TOPIC, json)).reason())
        .isEqualTo(reason);
  }

  @Test
  void aTopicThatNamesNoMachineIsRefused() {
    RejectedException refused =
        catchThrowableOfType(
            RejectedException.class, () -> decode("telemetry.annotations/tai-po/acme", GOOD));
    assertThat(refused.reason()).isEqualTo(RejectReason.BAD_ID);
  }

  @Test
  void aCommentThatIsTooLongIsRefused() {
    String json = GOOD.replace(" belt torn ", "x".repeat(501));
    assertThat(catchThrowableOfType(RejectedException.class, () -> decode(TOPIC, json)).reason())
        .isEqualTo(RejectReason.LIMITS);
  }
}
