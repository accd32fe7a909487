package hk.innopark.events;

import static hk.innopark.events.Payloads.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.DecodeResult.Rejected;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids and topics: an allow-list, and nothing else. */
class MachineIdTest {

  @Test
  void aTopicNamesItsMachine() {
    MachineId machine = MachineId.ofTopic(Payloads.TOPIC).orElseThrow();

    assertThat(machine).isEqualTo(new MachineId("tai-po", "golden-noodle", "line-1", "oven-1"));
    assertThat(machine.key()).isEqualTo("tai-po/golden-noodle/line-1/oven-1");
    assertThat(machine.topic()).isEqualTo(Payloads.TOPIC);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a b",
        "a\tb",
        "a\nb",
        "oven-1\n",
        "\roven-1",
        "a\u0000b",
        "a\u0001b",
        "a\u007fb",
        "a\\b",
        "a,b",
        "a=b",
        "a\"b",
        "a'b",
        "a`b",
        "+",
        "#",
        "a+",
        "a#",
        "a/b",
        "$SYS",
        "$share",
        "a:b",
        "a;b",
        "a*b",
        "a%2fb",
        "<b>",
        "=1+1",
        "@SUM",
        "{}",
        "\u202eoven", // right to left
        "oven\u200b", // zero width
        "\u043even", // a Cyrillic o
        "０ven", // full width
        "ovén",
        "烤箱",
        "\ud83d\ude00",
        "\ud800",
        "\ufeffoven",
        "01234567890123456789012345678901234567890123456789012345678901234",
      })
  void whatIsNotInTheAllowListIsNoIdAnywhere(String id) {
    assertThat(Ids.isValid(id)).isFalse();
    assertBadTopic("innopark/" + id + "/golden-noodle/line-1/oven-1");
    assertBadTopic("innopark/tai-po/" + id + "/line-1/oven-1");
    assertBadTopic("innopark/tai-po/golden-noodle/" + id + "/oven-1");
    assertBadTopic("innopark/tai-po/golden-noodle/line-1/" + id);
    String quoted = quote(id);
    assertBadId(Payloads.EXAMPLE.replace("\"b7\"", quoted));
    assertBadId(Payloads.withMembers("\"origin\":" + quoted));
    assertBadId(Payloads.withMembers("\"origin\":\"sim:" + quoted.substring(1)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "innopark",
        "innopark/",
        "innopark/a",
        "innopark/a/b/c",
        "innopark/a/b/c/",
        "innopark/a/b/c/d/",
        "innopark/a/b/c/d/e",
        "innopark//a/b/c/d",
        "/innopark/a/b/c/d",
        "Innopark/a/b/c/d",
        "innopark2/a/b/c/d",
        "innopark\\a\\b\\c\\d",
        "$SYS/broker/uptime",
        "$share/g/innopark/a/b/c/d",
        "spBv1.0/tai-po.golden-noodle/DDATA/line-1/oven-1",
        "innopark/+/+/+/+",
        "innopark/#",
      })
  void aTopicOfAnotherFormNamesNoMachine(String topic) {
    assertBadTopic(topic);
  }

  @ParameterizedTest
  @ValueSource(strings = {"real", "sim", "sim:", "SIM:a", "sim:a:b", "sim: a", ":a", "sim/a"})
  void anOriginThatIsNotASimulationsRunIsABadId(String origin) {
    assertBadId(Payloads.withMembers("\"origin\":\"" + origin + "\""));
  }

  @Property(tries = 500)
  void everyTextOfTheAllowListIsAnIdAndSurvivesTheTopic(
      @ForAll
          @CharRange(from = 'a', to = 'z')
          @CharRange(from = 'A', to = 'Z')
          @CharRange(from = '0', to = '9')
          @Chars({'.', '_', '-'})
          @StringLength(min = 1, max = 64)
          String id) {
    MachineId machine = new MachineId(id, "a", id, id);
    assertThat(MachineId.ofTopic(machine.topic())).contains(machine);
  }

  @Property(tries = 2_000)
  void anIdHoldsNoCharacterOutsideTheAllowList(@ForAll @StringLength(max = 70) String text) {
    boolean allowed =
        !text.isEmpty()
            && text.length() <= 64
            && text.chars()
                .allMatch(
                    c ->
                        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-"
                                .indexOf(c)
                            >= 0);
    assertThat(Ids.isValid(text)).isEqualTo(allowed);
  }

  @Test
  void noIdIsNotAnId() {
    assertThat(Ids.isValid(null)).isFalse();
  }

  @Test
  void machinesAreOrderedByTheirKeys() {
    MachineId first = new MachineId("a", "b", "c", "d");
    assertThat(first).isLessThan(new MachineId("a", "b", "c", "e"));
    assertThat(first).isLessThan(new MachineId("b", "a", "a", "a"));
    assertThat(first).isEqualByComparingTo(new MachineId("a", "b", "c", "d"));
  }

  private static void assertBadTopic(String topic) {
    assertThat(MachineId.ofTopic(topic)).isEmpty();
    byte[] payload = Payloads.EXAMPLE.getBytes(StandardCharsets.UTF_8);
    assertThat(Payloads.decoder().decode(new RawMessage(NOW, topic, payload)))
        .isEqualTo(
            new Rejected(
                RejectReason.BAD_ID,
                "the topic is not innopark/{estate}/{tenant}/{line}/{machine}"));
  }

  private static void assertBadId(String payload) {
    DecodeResult result = Payloads.decode(payload);
    assertThat(result).isInstanceOf(Rejected.class);
    RejectReason reason = ((Rejected) result).reason();
    // half a surrogate pair is no text at all
    assertThat(reason)
        .as(payload)
        .isEqualTo(payload.contains("\\ud800") ? RejectReason.MALFORMED : RejectReason.BAD_ID);
  }

  private static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      boolean plain = unit >= ' ' && unit < 0x7f && unit != '"' && unit != '\\';
      quoted.append(plain ? String.valueOf(unit) : String.format("\\u%04x", (int) unit));
    }
    return quoted.append('"').toString();
  }
}
