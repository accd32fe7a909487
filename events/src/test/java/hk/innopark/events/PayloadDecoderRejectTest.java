package hk.innopark.events;

import static hk.innopark.events.Payloads.EXAMPLE;
import static hk.innopark.events.Payloads.MARKER;
import static hk.innopark.events.Payloads.NOW;
import static hk.innopark.events.Payloads.decoder;
import static hk.innopark.events.Payloads.withMembers;
import static hk.innopark.events.Rejections.assertRejected;
import static hk.innopark.events.Rejections.reason;
import static hk.innopark.events.Rejections.rejected;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.DecodeResult.Rejected;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Envelopes that are refused, and what is said of them. */
class PayloadDecoderRejectTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"ts\":1,\"ts\":1}",
        "{\"ts\":1,\"\\u0074s\":1}",
        "{\"signals\":{},\"signals\":{}}",
        "{\"\":1,\"\":1}",
        "{\"unknown\":1,\"unknown\":1}",
      })
  void aMemberOfTheEnvelopeThatOccursTwiceIsADuplicateKey(String payload) {
    assertRejected(payload, RejectReason.DUPLICATE_KEY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "Infinity", "-Infinity", "+Infinity"})
  void aStampOrANumberThatIsNotFiniteIsNamed(String number) {
    assertRejected("{\"ts\":" + number + "}", RejectReason.NOT_FINITE);
    assertRejected("{\"seq\":" + number + "}", RejectReason.NOT_FINITE);
    assertRejected(number, RejectReason.TYPE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"12\"", "\"NaN\"", "\"\"", "true", "false", "null", "[]", "{}", "[12]"})
  void aStampOrASequenceThatIsNoNumberIsAType(String value) {
    assertRejected(EXAMPLE.replace("1763791200000", value), RejectReason.TYPE);
    assertRejected(EXAMPLE.replace("4711", value), RejectReason.TYPE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"12", "1.5", "true", "false", "[]", "{}", "[\"sim:r\"]"})
  void aBootOrAnOriginThatIsNotTextIsAType(String value) {
    assertRejected(EXAMPLE.replace("\"b7\"", value), RejectReason.TYPE);
    assertRejected(withMembers("\"origin\":" + value), RejectReason.TYPE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.5", "1763791200000.0", "1.7637912e12", "17637912e5"})
  void stampAndSequenceAreWholeNumbersWrittenAsSuch(String number) {
    assertRejected("{\"ts\":" + number + "}", RejectReason.TYPE);
    assertRejected("{\"seq\":" + number + "}", RejectReason.TYPE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"12", "true", "null", "\"x\"", "[]", "[{}]"})
  void signalsThatAreNotAnObjectAreAType(String value) {
    assertRejected("{\"signals\":" + value + "}", RejectReason.TYPE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "[{\"ts\":1}]", "12", "-1.5", "\"x\"", "true", "false", "null"})
  void aPayloadThatIsNotAnObjectIsAType(String payload) {
    assertRejected(payload, RejectReason.TYPE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ts", "boot", "seq", "signals"})
  void aMemberThatIsMissingIsATypeAndNamed(String member) {
    String without = EXAMPLE.replace("\"" + member + "\":", "\"unknown\":");
    assertRejected(without, RejectReason.TYPE);

    String others =
        Arrays.stream(
                new String[] {"\"ts\":" + NOW, "\"boot\":\"b\"", "\"seq\":1", "\"signals\":{}"})
            .filter(text -> !text.startsWith("\"" + member))
            .collect(Collectors.joining(",", "{", "}"));
    assertThat(rejected(others.getBytes(UTF_8)))
        .isEqualTo(new Rejected(RejectReason.TYPE, member + " is missing"));
  }

  @Test
  void anotherTenantThanTheTopicsIsAMismatch() {
    assertRejected(withMembers("\"tenant\":\"copper-wire\""), RejectReason.TENANT_MISMATCH);
    assertRejected(withMembers("\"tenant\":\"Golden-Noodle\""), RejectReason.TENANT_MISMATCH);
    assertRejected(withMembers("\"tenant\":\"\""), RejectReason.TENANT_MISMATCH);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "-9223372036854775808"})
  void aNegativeSequenceIsOutOfRange(String sequence) {
    assertRejected(EXAMPLE.replace("4711", sequence), RejectReason.RANGE);
  }

  @Test
  void theFirstFaultInTheTextIsNamedAndTheTextsOwnFaultsComeFirst() {
    assertRejected("{\"seq\":-1,\"boot\":7}", RejectReason.RANGE);
    assertRejected("{\"boot\":7,\"seq\":-1}", RejectReason.TYPE);
    assertRejected("{\"boot\":7,\"seq\":-1,\"x\":\"\\ud800\"}", RejectReason.MALFORMED);
    assertRejected("{\"boot\":7,\"seq\":-1,\"boot\":\"b\"}", RejectReason.DUPLICATE_KEY);
    assertRejected("{\"boot\":7,\"seq\":-1", RejectReason.MALFORMED);
  }

  @Test
  void aMessageWithoutPayloadOrTopicIsRefusedToo() {
    assertThat(reason(decoder().decode(new RawMessage(NOW, Payloads.TOPIC, null))))
        .isEqualTo(RejectReason.MALFORMED);
    assertThat(reason(decoder().decode(new RawMessage(NOW, null, EXAMPLE.getBytes(UTF_8)))))
        .isEqualTo(RejectReason.BAD_ID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"MARK\":1}",
        "{\"MARK",
        "MARK",
        "{\"boot\":\"MARK!\"}",
        "{\"boot\":MARK}",
        "{\"MARK\":1,\"MARK\":2}",
        "{\"ts\":\"MARK\"}",
        "{\"origin\":\"MARK\"}",
        "{\"tenant\":\"MARK\"}",
        "{\"x\":\"\\MARK\"}",
        "{}MARK",
      })
  void aDescriptionHoldsNoTextOfThePayload(String payload) {
    Rejected rejected = rejected(payload.replace("MARK", MARKER).getBytes(UTF_8));
    assertThat(rejected.detail()).doesNotContain(MARKER).doesNotContain("Zq7").isNotBlank();
  }
}
