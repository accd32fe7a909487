package hk.innopark.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeedLineTest {

  @Test
  void aMessageIsWrittenAsTheContractSays() {
    assertThat(FeedLine.format(new RawMessage(1, "a/b", "{\"x\": [1, 2]}".getBytes(UTF_8))))
        .isEqualTo("{\"at\":1,\"topic\":\"a/b\",\"payload\":{\"x\": [1, 2]}}");
    assertThat(FeedLine.format(new RawMessage(-1, "", new byte[] {0, 1})))
        .isEqualTo("{\"at\":-1,\"topic\":\"\",\"payload_base64\":\"AAE=\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"at\":1,\"topic\":\"t\",\"payload\":{\"x\":1}}",
        " { \"payload\" : {\"x\":1} , \"topic\" : \"\\u0074\" , \"at\" : 1 } ",
        "{\"topic\":\"t\",\"at\":1,\"payload_base64\":\"eyJ4IjoxfQ==\"}",
        "{\"payload_base64\":\"eyJ4IjoxfQ\",\"at\":1,\"topic\":\"t\"}",
      })
  void theOrderOfMembersIsFree(String line) {
    RawMessage message = FeedLine.parse(line);
    assertThat(message.receivedAtMillis()).isEqualTo(1);
    assertThat(message.topic()).isEqualTo("t");
    assertThat(message.payload()).asString(UTF_8).isEqualTo("{\"x\":1}");
  }

  @ParameterizedTest
  @FieldSource("hk.innopark.events.Payloads#VALID")
  void everyValidMessageSurvives(String payload) {
    assertSurvives(payload.getBytes(UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{ }",
        "{}\n",
        "{\n}",
        "{\r}",
        "{\r\n}",
        "{\u2028}",
        "{\"a\":\"\u2028\u0085\"}",
        "{\"a\":1,\"a\":1}",
        "{\"a\":1 , \"a\" :\t1}",
        "{\"a\":\"\\ud800\"}",
        "{\"a\":\"\\u0000\\n\\/\"}",
        "{\"a\":1e999999999,\"b\":0.10000000000000000000000000000000000000000000000000000001}",
        "{\"\":{\"\":[[[]]]}}",
        "{\"香港\":\"\uD83D\uDE00\"}",
        "{}{}",
        "{} {}",
        "{},{}",
        "{}}",
        "{{}",
        "{}}{",
        "{\"a\":NaN}",
        "{'a':1}",
        "{\"a\":1,}",
        "{},\"topic\":\"other\",\"payload\":{}",
        "{},\"topic\":\"other\"}",
        "{}, \"at\":7, \"x\":{}",
        "{\"a\":1}}\u0000{\"at\":1}",
        "{\"x\":1,\"payload\":{\"y\":2}}",
        "[]",
        "[{}]",
        "12",
        "\"text\"",
        "null",
        " {}",
        "{} ",
        "\uFEFF{}",
        "{\u0000}",
      })
  void everyPayloadSurvivesByteForByte(String payload) {
    assertSurvives(payload.getBytes(UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "7bff7d",
        "7b22c080223a317d",
        "7b2261223a22eda080227d",
        "80",
        "00",
        "7b7d00",
        "7b22"
      })
  void bytesThatAreNotTextSurvive(String hex) {
    assertSurvives(HexFormat.of().parseHex(hex));
  }

  @Test
  void whatIsNestedTooDeepForALineSurvivesToo() {
    for (int depth : new int[] {998, 999, 1000, 1001, 5_000}) {
      assertSurvives(("{\"a\":" + "[".repeat(depth) + "]".repeat(depth) + "}").getBytes(UTF_8));
    }
  }

  @Test
  void longPayloadsSurvive() {
    for (int length : new int[] {1_001, 32_760, 32_768, 65_600, 300_000}) {
      assertSurvives(("{\"a\":\"" + "é".repeat(length) + "\"}").getBytes(UTF_8));
      assertSurvives(("{\"" + "n".repeat(length) + "\":1}").getBytes(UTF_8));
      assertSurvives(("{\"a\":" + "9".repeat(length) + "}").getBytes(UTF_8));
      assertSurvives(new byte[length]);
    }
    // more than the parser lets a text have when nothing else is said
    assertSurvives(new byte[16_000_000]);
  }

  @Test
  void mutatedMessagesSurvive() {
    PayloadMutator mutator = new PayloadMutator(7);
    int objects = 0;
    for (int i = 0; i < 50_000; i++) {
      objects += assertSurvives(mutator.next()) ? 1 : 0;
    }
    assertThat(objects).isBetween(5_000, 45_000);
  }

  @Property(tries = 5_000)
  void allBytesSurvive(@ForAll byte[] payload) {
    assertSurvives(payload);
  }

  @Property(tries = 5_000)
  void allBytesInBracesSurvive(@ForAll byte[] payload) {
    byte[] object = Arrays.copyOf(payload, payload.length + 2);
    System.arraycopy(payload, 0, object, 1, payload.length);
    object[0] = '{';
    object[object.length - 1] = '}';
    assertSurvives(object);
  }

  @Property(tries = 5_000)
  void allTimesAndTopicsSurvive(@ForAll long at, @ForAll String topic) {
    RawMessage read = FeedLine.parse(FeedLine.format(new RawMessage(at, topic, new byte[0])));
    assertThat(read.receivedAtMillis()).isEqualTo(at);
    assertThat(read.topic()).isEqualTo(topic);
  }

  @Property(tries = 2_000)
  void aLineIsOneLineOfText(@ForAll String topic, @ForAll byte[] payload) {
    String line = FeedLine.format(new RawMessage(0, topic, payload));
    assertThat(line).doesNotContain("\n", "\r");
    assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(line)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "x|not a JSON object: it breaks off or is malformed at character",
        "[]|not a JSON object",
        "12|not a JSON object",
        "null|not a JSON object",
        "{\"at\":1|breaks off",
        "{\"at\":1,\"topic\":\"t\",\"payload\":{\"x\":|breaks off",
        "{\"at\":1,\"topic\":\"t\",\"payload\":{\"x\":tru}}|malformed at character 38",
        "{}|\"at\" is missing",
        "{\"topic\":\"t\",\"payload\":{}}|\"at\" is missing",
        "{\"at\":1,\"payload\":{}}|\"topic\" is missing",
        "{\"at\":1,\"topic\":\"t\"}|\"payload\" is missing",
        "{\"at\":\"1\",\"topic\":\"t\",\"payload\":{}}|\"at\" is not a whole number",
        "{\"at\":1.5,\"topic\":\"t\",\"payload\":{}}|\"at\" is not a whole number",
        "{\"at\":1e3,\"topic\":\"t\",\"payload\":{}}|\"at\" is not a whole number",
        "{\"at\":null,\"topic\":\"t\",\"payload\":{}}|\"at\" is not a whole number",
        "{\"at\":9223372036854775808,\"topic\":\"t\",\"payload\":{}}|\"at\" is not a whole number",
        "{\"at\":[1],\"topic\":\"t\",\"payload\":{}}|\"at\" is not a whole number",
        "{\"at\":1,\"topic\":7,\"payload\":{}}|\"topic\" is not text",
        "{\"at\":1,\"topic\":null,\"payload\":{}}|\"topic\" is not text",
        "{\"at\":1,\"topic\":\"t\",\"payload\":[]}|\"payload\" is not an object",
        "{\"at\":1,\"topic\":\"t\",\"payload\":\"{}\"}|\"payload\" is not an object",
        "{\"at\":1,\"topic\":\"t\",\"payload\":null}|\"payload\" is not an object",
        "{\"at\":1,\"topic\":\"t\",\"payload_base64\":7}|\"payload_base64\" is not text",
        "{\"at\":1,\"topic\":\"t\",\"payload_base64\":\"e?==\"}|\"payload_base64\" is not base64",
        "{\"at\":1,\"topic\":\"t\",\"payload_base64\":\"eyJ\\n9\"}|\"payload_base64\" is not base64",
        "{\"at\":1,\"topic\":\"t\",\"payload_base64\":\"A\"}|\"payload_base64\" is not base64",
        "{\"at\":1,\"topic\":\"t\",\"payload\":{},\"payload_base64\":\"\"}|\"payload\" occurs twice",
        "{\"at\":1,\"at\":1,\"topic\":\"t\",\"payload\":{}}|\"at\" occurs twice",
        "{\"at\":1,\"topic\":\"t\",\"topic\":\"t\",\"payload\":{}}|\"topic\" occurs twice",
        "{\"at\":1,\"topic\":\"t\",\"payload\":{},\"qos\":1}|unknown member \"qos\"",
        "{\"at\":1,\"topic\":\"t\",\"payload\":{}}{}|something follows",
        "{\"at\":1,\"topic\":\"t\",\"payload\":{}}x|malformed at character",
      })
  void aLineThatIsNoFeedLineIsRefusedAndSaysWhy(String line, String why) {
    assertThatThrownBy(() -> FeedLine.parse(line))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  @Test
  void aLineWithALimitOrHalfAPairIsRefusedAndSaysWhy() {
    assertThatThrownBy(
            () -> FeedLine.parse("{\"at\":1,\"topic\":\"t\",\"payload\":{\"a\":\"\ud800\"}}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("\"payload\" holds half a surrogate pair");
    assertThatThrownBy(() -> FeedLine.parse("{\"payload\":" + "{\"a\":".repeat(2_000)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("nests too deep");
    assertThatThrownBy(() -> FeedLine.parse("{\"at\":" + "1".repeat(2_000)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Whether the payload stands in the line as it is. */
  private static boolean assertSurvives(byte[] payload) {
    String line = FeedLine.format(new RawMessage(Payloads.NOW, Payloads.TOPIC, payload));
    RawMessage read = FeedLine.parse(line);
    if (!Arrays.equals(read.payload(), payload)
        || read.receivedAtMillis() != Payloads.NOW
        || !read.topic().equals(Payloads.TOPIC)
        || line.indexOf('\n') >= 0
        || line.indexOf('\r') >= 0) {
      throw new AssertionError(line + " of " + HexFormat.of().formatHex(payload));
    }
    return line.contains("\"payload\":");
  }
}
