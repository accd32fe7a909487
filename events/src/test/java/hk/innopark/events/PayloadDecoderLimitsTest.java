package hk.innopark.events;

import static hk.innopark.events.Payloads.EXAMPLE;
import static hk.innopark.events.Payloads.decode;
import static hk.innopark.events.Payloads.withMembers;
import static hk.innopark.events.Payloads.withSignals;
import static hk.innopark.events.Rejections.assertRejected;
import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.DecodeResult.Accepted;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is still read, and what is too much of it. */
class PayloadDecoderLimitsTest {
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
}
