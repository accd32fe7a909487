package hk.innopark.events;

import static hk.innopark.events.Payloads.EXAMPLE;
import static hk.innopark.events.Payloads.MARKER;
import static hk.innopark.events.Payloads.NOW;
import static hk.innopark.events.Payloads.decode;
import static hk.innopark.events.Payloads.decoder;
import static hk.innopark.events.Payloads.message;
import static hk.innopark.events.Payloads.withMembers;
import static hk.innopark.events.Payloads.withSignals;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.DecodeResult.Accepted;
import hk.innopark.events.DecodeResult.Rejected;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of bad input, row by row. */
class PayloadDecoderRejectTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\n\t ",
        "{",
        "}",
        "]",
        "nonsense",
        "{\"ts\"}",
        "{\"ts\":}",
        "{\"ts\":1,}",
        "{,\"ts\":1}",
        "{\"ts\" 1}",
        "{\"ts\":1 \"seq\":2}",
        "{'ts':1}",
        "{ts:1}",
        "{\"ts\":01}",
        "{\"ts\":-01}",
        "{\"ts\":+1}",
        "{\"ts\":.5}",
        "{\"ts\":5.}",
        "{\"ts\":5.e1}",
        "{\"ts\":1e}",
        "{\"ts\":1e+}",
        "{\"ts\":-}",
        "{\"ts\":0x1F}",
        "{\"ts\":1_000}",
        "{\"ts\":tru}",
        "{\"ts\":TRUE}",
        "{\"ts\":nan}",
        "{\"ts\":infinity}",
        "{\"ts\":undefined}",
        "{\"ts\":nullx}",
        "{\"ts\":[1,]}",
        "{\"ts\":[1}",
        "{\"ts\":\"a\nb\"}",
        "{\"ts\":\"a\u0000b\"}",
        "{\"ts\":\"a\tb\"}",
        "{\"a\u0000b\":1}",
        "{\"ts\":\"\\x41\"}",
        "{\"ts\":\"\\u12G4\"}",
        "{\"ts\":\"\\u12\"}",
        "{\"ts\":\"\\\"}",
        "{\"ts\":\"unclosed}",
        "/* comment */{}",
        "{}// comment",
        "# comment\n{}",
        "\u0000{}",
        "{}\u0000",
        "{}\f",
        "{}\u00A0",
        "{\u2028}",
        "{\"ts\"\u00A0:1}",
        "{}{}",
        "{} {}",
        "{},",
        "{}]",
        "{}x",
        "1 2",
        "nulll",
      })
  void whatIsNotJsonIsMalformed(String payload) {
    assertRejected(payload, RejectReason.MALFORMED);
  }

  @ParameterizedTest
  @FieldSource("hk.innopark.events.Payloads#VALID")
  void aMessageThatBreaksOffAnywhereIsMalformed(String payload) {
    byte[] whole = payload.stripTrailing().getBytes(UTF_8);
    for (int length = 0; length < whole.length; length++) {
      assertThat(reason(Arrays.copyOf(whole, length)))
          .as("cut off at %d of %s", length, payload)
          .isEqualTo(RejectReason.MALFORMED);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", " x", "{}", "[]", "1", "\"\"", "null", "}", ",", "\u0000", "\uFEFF"})
  void whatFollowsTheMessageMakesItMalformed(String tail) {
    assertRejected(EXAMPLE + tail, RejectReason.MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "80", // a continuation byte alone
        "c080", // overlong NUL
        "c1bf",
        "e08080", // overlong
        "e09fbf",
        "eda080", // half a surrogate pair
        "edbfbf",
        "eda0bdedb880", // both halves as if they were characters
        "f0808080", // overlong
        "f08fbfbf",
        "f4908080", // beyond U+10FFFF
        "f5808080",
        "f888808080",
        "fe",
        "ff",
        "c3", // breaks off
        "e282",
        "f09f98",
        "c328", // no continuation
        "e228a1",
      })
  void bytesThatAreNotUtf8AreMalformedWhereverTheyStand(String hex) {
    byte[] bad = HexFormat.of().parseHex(hex);
    for (String frame :
        new String[] {
          "?",
          "?" + EXAMPLE,
          EXAMPLE + "?",
          withMembers("\"product\":\"a?b\""),
          withMembers("\"a?b\":1"),
          withSignals("\"state\":\"RUNNING?\""),
          withSignals("\"a?b\":1"),
          withSignals("\"x\":\"a?b\""),
          withSignals("\"x\":{\"a?b\":[\"?\"]}"),
          withSignals("?"),
        }) {
      assertThat(reason(replaceMark(frame, bad))).as(frame).isEqualTo(RejectReason.MALFORMED);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\\ud800", "\\udc00", "\\ud83dx", "\\ud83d\\ud83d", "x\\uDE00", "\\ude00\\ud83d"})
  void halfASurrogatePairWrittenAsAnEscapeIsMalformed(String escape) {
    assertRejected(withSignals("\"" + escape + "\":1"), RejectReason.MALFORMED);
    assertRejected(withSignals("\"x\":\"" + escape + "\""), RejectReason.MALFORMED);
    assertRejected(withSignals("\"x\":[{\"" + escape + "\":1}]"), RejectReason.MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32LE", "UTF-32BE"})
  void otherEncodingsAreMalformed(String charset) {
    assertThat(reason(EXAMPLE.getBytes(Charset.forName(charset))))
        .isEqualTo(RejectReason.MALFORMED);
  }

  @Test
  void aByteOrderMarkIsMalformed() {
    assertRejected("\uFEFF" + EXAMPLE, RejectReason.MALFORMED);
    assertRejected("\uFEFF", RejectReason.MALFORMED);
    assertRejected(" \uFEFF" + EXAMPLE, RejectReason.MALFORMED);
    assertThat(rejected(("\uFEFF" + EXAMPLE).getBytes(UTF_8)).detail())
        .isEqualTo("begins with a byte order mark");
  }

  @Test
  void aMessageOfSixtyFourKibibytesIsReadAndOneByteMoreIsTooLarge() {
    String greatest = EXAMPLE + " ".repeat(PayloadDecoder.MAX_BYTES - EXAMPLE.length());

    assertThat(decode(greatest)).isInstanceOf(Accepted.class);
    assertRejected(greatest + " ", RejectReason.TOO_LARGE);
    assertRejected("x".repeat(1_000_000), RejectReason.TOO_LARGE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "{}"})
  void sixteenLevelsAreReadAndSeventeenAreALimit(String brackets) {
    // two levels are the message and its signals
    assertThat(decode(withSignals(nested(brackets, 14)))).isInstanceOf(Accepted.class);
    assertRejected(withSignals(nested(brackets, 15)), RejectReason.LIMITS);
    assertRejected("[".repeat(30_000), RejectReason.LIMITS);
    assertRejected("{\"a\":".repeat(10_000), RejectReason.LIMITS);
  }

  @Test
  void twoHundredFiftySixMembersAreReadAndOneMoreIsALimit() {
    assertThat(decode(withSignals(members(252)))).isInstanceOf(Accepted.class);
    assertRejected(withSignals(members(253)), RejectReason.LIMITS);
    assertRejected(withSignals("\"x\":{" + members(252) + "}"), RejectReason.LIMITS);
    assertRejected(withSignals("\"x\":[{" + members(252) + "}]"), RejectReason.LIMITS);
    assertRejected("{" + members(257) + "}", RejectReason.LIMITS);
    assertRejected(withSignals(members(5_000)), RejectReason.LIMITS);
  }

  @ParameterizedTest
  @ValueSource(ints = {1_025, 60_000})
  void aNumberOfManyDigitsIsALimitWhereverItStands(int digits) {
    assertHugeNumber("9".repeat(digits));
    assertHugeNumber("-" + "9".repeat(digits));
    assertHugeNumber("0." + "1".repeat(digits));
    assertHugeNumber("1e" + "0".repeat(digits) + "1");
  }

  private static void assertHugeNumber(String number) {
    for (String frame :
        new String[] {
          withSignals("\"good_count\":?"),
          withSignals("\"temperature_c\":?"),
          withSignals("\"unknown\":?"),
          withSignals("\"unknown\":[0,{\"x\":?}]"),
          withSignals("\"state\":?"),
          withMembers("\"product\":?"),
          "{\"ts\":?}",
          "?",
        }) {
      assertRejected(frame.replace("?", number), RejectReason.LIMITS);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ts", "seq"})
  void aWholeNumberBeyondSixtyFourBitsIsALimit(String member) {
    assertRejected("{\"" + member + "\":9223372036854775808}", RejectReason.LIMITS);
    assertRejected("{\"" + member + "\":-9223372036854775809}", RejectReason.LIMITS);
  }

  @ParameterizedTest
  @ValueSource(ints = {1_025, 10_000, 60_000})
  void aLongTextOrNameIsALimitWhereverItStands(int length) {
    String text = "x".repeat(length);
    assertRejected(withSignals("\"unknown\":\"" + text + "\""), RejectReason.LIMITS);
    assertRejected(withSignals("\"unknown\":[\"" + text + "\"]"), RejectReason.LIMITS);
    assertRejected(withSignals("\"" + text + "\":1"), RejectReason.LIMITS);
    assertRejected(withSignals("\"x\":{\"" + text + "\":1}"), RejectReason.LIMITS);
    assertRejected(withSignals("\"state\":\"" + text + "\""), RejectReason.LIMITS);
    assertRejected(withMembers("\"product\":\"" + text + "\""), RejectReason.LIMITS);
    assertRejected(withMembers("\"" + text + "\":1"), RejectReason.LIMITS);
    assertRejected("\"" + text + "\"", RejectReason.LIMITS);
  }

  @Test
  void aTextAndANameOf1024AreNotYetALimit() {
    String text = "x".repeat(1_024);
    assertThat(decode(withSignals("\"" + text + "\":\"" + text + "\"")))
        .isInstanceOf(Accepted.class);
  }

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

  private static void assertRejected(String payload, RejectReason reason) {
    Rejected rejected = rejected(payload.getBytes(UTF_8));
    assertThat(rejected.reason()).as("%.200s: %s", payload, rejected.detail()).isEqualTo(reason);
    assertThat(rejected.detail()).hasSizeBetween(5, 120);
  }

  private static Rejected rejected(byte[] payload) {
    DecodeResult result = decoder().decode(message(payload));
    assertThat(result).as("%.200s", new String(payload, UTF_8)).isInstanceOf(Rejected.class);
    return (Rejected) result;
  }

  private static RejectReason reason(byte[] payload) {
    return rejected(payload).reason();
  }

  private static RejectReason reason(DecodeResult result) {
    return ((Rejected) result).reason();
  }

  private static String members(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"m" + i + "\":1")
        .collect(Collectors.joining(","));
  }

  private static String nested(String brackets, int levels) {
    boolean array = brackets.equals("[]");
    return "\"x\":"
        + (array ? "[" : "{\"x\":").repeat(levels)
        + "1"
        + brackets.substring(1).repeat(levels);
  }

  private static byte[] replaceMark(String frame, byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte b : frame.getBytes(UTF_8)) {
      if (b == '?') {
        out.writeBytes(bytes);
      } else {
        out.write(b);
      }
    }
    return out.toByteArray();
  }
}
