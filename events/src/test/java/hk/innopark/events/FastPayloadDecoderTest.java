package hk.innopark.events;

import static hk.innopark.events.Payloads.EXAMPLE;
import static hk.innopark.events.Payloads.withMembers;
import static hk.innopark.events.Payloads.withSignals;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.DecodeResult.Accepted;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The quick reader reads what is ordinary, leaves the rest alone, and never differs. */
class FastPayloadDecoderTest {
  private static final int PAYLOADS = 100_000;

  private final FastPayloadDecoder fast = new FastPayloadDecoder();

  @ParameterizedTest
  @ValueSource(
      strings = {
        EXAMPLE,
        "{\"ts\":1763791200000,\"boot\":\"b\",\"seq\":0,\"signals\":{}}",
        "\r\n\t {\"signals\" :{ } ,\"seq\":1 , \"boot\": \"b\",\n\"ts\": 1763791200000 }\n",
        "{\"ts\":1763791200000,\"boot\":\"b\",\"seq\":1,\"product\":\"p\",\"order\":\"o\",\"reason\":"
            + "\"quality_hold\",\"origin\":\"sim:r\",\"signals\":{\"state\":\"DOWN\"}}",
        "{\"ts\":1763791200000,\"boot\":\"b\",\"seq\":1,\"signals\":{\"temperature_c\":-273.15,"
            + "\"active_energy_kwh\":9000000000,\"good_count\":9000000000000000,"
            + "\"state\":null,\"diesel_l\": null ,\"gas_m3\":null,\"pressure_pa\":0.123456789,\"active_power_kw\":-0,\"rework_count\":-0}}",
      })
  void theOrdinaryIsReadWithoutTheParser(String payload) {
    assertThat(fast.read(payload.getBytes(UTF_8))).isTrue();
    assertNoDifference(payload.getBytes(UTF_8));
  }

  @ParameterizedTest
  @EnumSource(value = Signal.class, mode = EnumSource.Mode.EXCLUDE, names = "STATE")
  void everySignalIsReadWithoutTheParser(Signal signal) {
    byte[] payload = withSignals("\"" + signal.wireName() + "\":7").getBytes(UTF_8);
    assertThat(fast.read(payload)).isTrue();
    assertNoDifference(payload);
  }

  @ParameterizedTest
  @EnumSource(MachineState.class)
  void everyStateIsReadWithoutTheParser(MachineState state) {
    byte[] payload = withSignals("\"state\":\"" + state + "\"").getBytes(UTF_8);
    assertThat(fast.read(payload)).isTrue();
    assertNoDifference(payload);
  }

  @ParameterizedTest
  @EnumSource(DowntimeReason.class)
  void everyReasonIsReadWithoutTheParser(DowntimeReason reason) {
    byte[] payload = withMembers("\"reason\":\"" + reason.wireName() + "\"").getBytes(UTF_8);
    assertThat(fast.read(payload)).isTrue();
    assertNoDifference(payload);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"No material", "缺料", "BREAKDOWN", "gremlins", "OTHER", "other", "o", "😀", "a'b"})
  void freeTextIsReadWithoutTheParser(String text) {
    for (String member : new String[] {"reason", "product", "order"}) {
      byte[] payload = withMembers("\"" + member + "\":\"" + text + "\"").getBytes(UTF_8);
      assertThat(fast.read(payload)).isTrue();
      assertNoDifference(payload);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"unknown\":1",
        "\"st\\u0061te\":\"IDLE\"",
        "\"state\":\"\\u0049DLE\"",
        "\"state\":\"IDLE\",\"state\":\"IDLE\"",
        "\"good_count\":1,\"good_count\":1",
        "\"good_count\":1.0",
        "\"good_count\":-1",
        "\"good_count\":01",
        "\"good_count\":9000000000000001",
        "\"good_count\":1234567890123456789",
        "\"good_count\":\"1\"",
        "\"good_count\":1e3",
        "\"temperature_c\":1.",
        "\"temperature_c\":.5",
        "\"temperature_c\":-",
        "\"temperature_c\":--1",
        "\"temperature_c\":+1",
        "\"temperature_c\":1.0000000000",
        "\"temperature_c\":1.5e1",
        "\"temperature_c\":-273.150000001",
        "\"temperature_c\":NaN",
        "\"temperature_c\":nul",
        "\"temperature_c\":nulll",
        "\"temperature_c\":null,\"temperature_c\":1",
        "\"state\":null,\"state\":null",
        "\"gas_m3\":9000000000.000000001",
        "\"gas_m3\":9223372036",
        "\"gas_m3\":9223372037",
        "\"gas_m3\":99999999999999999999",
        "\"gas_m3\":18446744074", // in units of 10⁻⁹ a little more than 2⁶⁴
        "\"gas_m3\":18446744073.709551617",
        "\"temperature_c\":-18446744073.709551617",
        "\"good_count\":18446744073709551617",
        "\"\":1",
        "\"é\":1",
        "\"good_count\"1",
        "\"good_count\":1,",
        ",\"good_count\":1",
        "\"good_count\":1 2",
      })
  void whatIsNotOrdinaryIsLeftToTheParser(String signals) {
    byte[] payload = withSignals(signals).getBytes(UTF_8);
    assertThat(fast.read(payload)).isFalse();
    assertNoDifference(payload);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"ts\":1",
        "\"boot\":\"b\"",
        "\"tenant\":\"golden-noodle\"",
        "\"product\":\"\"",
        "\"product\":\" b\"",
        "\"product\":\"a\\\"b\"",
        "\"product\":\"\\\\\"",
        "\"product\":\"a\u007f\"",
        "\"product\":\"a\tb\"",
        "\"product\":\"\uFEFF\"",
        "\"product\":7",
        "\"product\":null",
        "\"product\":\"p\",\"product\":\"p\"",
        "\"reason\":\"two\\u0020words\"",
        "\"reason\":\"\"",
        "\"reason\":7",
        "\"reason\"",
        "\"origin\":\"sim:\"",
        "\"origin\":\"sim\"",
        "\"origin\":\"real\"",
        "\"origin\":\"simx\"",
      })
  void anEnvelopeThatIsNotOrdinaryIsLeftToTheParser(String members) {
    byte[] payload = withMembers(members).getBytes(UTF_8);
    assertThat(fast.read(payload)).isFalse();
    assertNoDifference(payload);
  }

  @ParameterizedTest
  @FieldSource("hk.innopark.events.Payloads#VALID")
  void whatBreaksOffIsLeftToTheParser(String payload) {
    byte[] whole = payload.stripTrailing().getBytes(UTF_8);
    for (int length = 0; length < whole.length; length++) {
      assertThat(fast.read(Arrays.copyOf(whole, length))).isFalse();
    }
  }

  @Test
  void nothingOfOneMessageIsLeftInTheNext() {
    PayloadDecoder decoder = Payloads.decoder();
    for (String payload : Payloads.VALID) {
      decoder.decode(Payloads.message(payload));
      Reading bare = ((Accepted) decoder.decode(Payloads.message(Payloads.VALID.get(1)))).reading();
      assertThat(bare.state()).isNull();
      assertThat(bare.reason()).isNull();
      assertThat(bare.reasonText()).isNull();
      assertThat(bare.product()).isNull();
      assertThat(bare.order()).isNull();
      assertThat(bare.origin()).isEqualTo(Reading.REAL);
      assertThat(bare.values()).isEqualTo(SignalValues.NONE);
      decoder.decode(Payloads.message(payload.substring(0, payload.length() / 2)));
    }
  }

  @Test
  void idsAreKeptAndNotMadeAgainButTheirNumberIsBounded() {
    PayloadDecoder decoder = Payloads.decoder();
    Reading first = ((Accepted) decoder.decode(Payloads.message(EXAMPLE))).reading();
    Reading second = ((Accepted) decoder.decode(Payloads.message(EXAMPLE))).reading();
    assertThat(second.boot()).isSameAs(first.boot());
    assertThat(second.machine()).isSameAs(first.machine());

    for (int i = 0; i < 100_000; i++) {
      String boot = "b" + i * 7919L;
      RawMessage message =
          new RawMessage(
              Payloads.NOW, "innopark/a/b/c/m" + i, EXAMPLE.replace("b7", boot).getBytes(UTF_8));
      Reading reading = ((Accepted) decoder.decode(message)).reading();
      assertThat(reading.boot()).isEqualTo(boot);
      assertThat(reading.machine().machine()).isEqualTo("m" + i);
    }
  }

  @Test
  void onOrdinaryMessagesWithSmallFaultsBothReadersAgree() {
    Random random = new Random(42);
    PayloadDecoder decoder = Payloads.decoder();
    int ordinary = 0;
    for (int i = 0; i < PAYLOADS; i++) {
      byte[] payload = OrdinaryPayloads.next(random);
      RawMessage message = new RawMessage(Payloads.NOW, Payloads.TOPIC, payload);
      DecodeResult result = decoder.decode(message);
      if (!result.equals(decoder.decodeByValidation(message))) {
        throw new AssertionError(result + " for " + new String(payload, UTF_8));
      }
      ordinary += fast.read(payload) ? 1 : 0;
    }
    assertThat(ordinary).isBetween(PAYLOADS / 4, PAYLOADS * 3 / 4);
  }

  private static void assertNoDifference(byte[] payload) {
    PayloadDecoder decoder = Payloads.decoder();
    RawMessage message = Payloads.message(payload);
    assertThat(decoder.decode(message)).isEqualTo(decoder.decodeByValidation(message));
  }
}
