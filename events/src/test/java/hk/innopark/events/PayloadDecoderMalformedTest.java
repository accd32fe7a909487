package hk.innopark.events;

import static hk.innopark.events.Payloads.EXAMPLE;
import static hk.innopark.events.Payloads.withMembers;
import static hk.innopark.events.Payloads.withSignals;
import static hk.innopark.events.Rejections.assertRejected;
import static hk.innopark.events.Rejections.reason;
import static hk.innopark.events.Rejections.rejected;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not JSON in UTF-8 is malformed, whatever it says. */
class PayloadDecoderMalformedTest {
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
