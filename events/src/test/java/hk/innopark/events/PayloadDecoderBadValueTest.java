package hk.innopark.events;

import static hk.innopark.events.Payloads.withMembers;
import static hk.innopark.events.Payloads.withSignals;
import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.DecodeResult.Accepted;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A bad value costs that value: the rest of the message counts. */
class PayloadDecoderBadValueTest {
  private static final String REST = "\"water_m3\":5";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"12\"",
        "\"NaN\"",
        "\"\"",
        "true",
        "false",
        "[]",
        "{}",
        "[12]",
        "{\"value\":12}",
        "NaN",
        "Infinity",
        "-Infinity",
        "1e30",
        "1e308",
        "1e309",
        "-1e309",
        "1e999999999",
        "1E+999999999",
        "1e-999999999",
        "0e999999999",
        "1e2147483648",
        "1e99999999999999999999",
        "1e-99999999999999999999",
        "9999999999999999999999999999999999999999999999999999999999999999999999999999",
        "9223372036854775807",
        "-9223372036854775808",
      })
  void aValueOfAnotherKindOrBeyondBoundsIsPassedOver(String value) {
    assertPassedOver(Signal.GOOD_COUNT, value);
    assertPassedOver(Signal.ACTIVE_ENERGY_KWH, value);
    assertPassedOver(Signal.TEMPERATURE_C, value);
  }

  @ParameterizedTest
  @CsvSource({
    "good_count, 9000000000000001",
    "good_count, 9e16",
    "good_count, 1.5",
    "good_count, 1e-1",
    "good_count, 1e-300",
    "good_count, -1",
    "reject_count, 1e300",
    "active_energy_kwh, 9000000000.000000001",
    "active_energy_kwh, 9000000000.0000000000000000001",
    "active_energy_kwh, -0.000000001",
    "active_energy_kwh, -1e-300",
    "active_power_kw, -100000.1",
    "active_power_kw, 1e6",
    "temperature_c, -273.16",
    "temperature_c, -273.1500000000001",
    "temperature_c, 3000.5",
    "humidity_pct, -0.1",
    "humidity_pct, 100.0000000000001",
    "vibration_mm_s, -1",
    "pressure_pa, 1e10",
    "particles_per_m3, -1",
    "flow_m3_h, 1000001",
  })
  void aValueOutOfItsRangeIsPassedOver(String signal, String number) {
    assertPassedOver(Signal.byName(signal).orElseThrow(), number);
  }

  @ParameterizedTest
  @EnumSource(value = Signal.class)
  void aNegativeCounterIsPassedOver(Signal signal) {
    if (signal.isCounter()) {
      assertPassedOver(signal, "-1");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\"",
        "\"running\"",
        "\"Running\"",
        "\"RUNNING \"",
        "\"BROKEN\"",
        "\"ОFF\"",
        "12",
        "1.5",
        "NaN",
        "true",
        "[\"RUNNING\"]",
        "{\"RUNNING\":1}"
      })
  void aStateThatIsNoneOfTheSixIsPassedOver(String state) {
    assertPassedOver(Signal.STATE, state);
    assertThat(accepted(withSignals("\"state\":" + state)).state()).isNull();
  }

  @ParameterizedTest
  @EnumSource(Signal.class)
  void aNullIsNoValueAndNothingIsWrong(Signal signal) {
    Reading reading = accepted(withSignals(quoted(signal) + ":null"));

    assertThat(reading.quarantined()).isZero();
    assertThat(reading.state()).isNull();
    assertThat(reading.values()).isEqualTo(SignalValues.NONE);
  }

  @Test
  void ofASignalThatStandsTwiceNoValueCounts() {
    Reading reading =
        accepted(
            withSignals(
                "\"good_count\":1,\"good_count\":2,\"state\":\"IDLE\",\"state\":\"IDLE\","
                    + "\"gas_m3\":null,\"gas_m3\":3,\"diesel_l\":4,\"diesel_l\":{\"x\":[1]},"
                    + REST));

    assertThat(reading.quarantinedSignals()).isEqualTo(4);
    assertThat(reading.isQuarantined(Signal.GOOD_COUNT)).isTrue();
    assertThat(reading.isQuarantined(Signal.STATE)).isTrue();
    assertThat(reading.isQuarantined(Signal.GAS_M3)).isTrue();
    assertThat(reading.isQuarantined(Signal.DIESEL_L)).isTrue();
    assertThat(reading.isQuarantined(Signal.WATER_M3)).isFalse();
    assertThat(reading.state()).isNull();
    assertThat(reading.values().present()).isEqualTo(1 << Signal.WATER_M3.ordinal());
  }

  @Test
  void aMessageOfWhichNothingIsRightIsAMessageStill() {
    Reading reading = accepted(withSignals("\"state\":0,\"good_count\":\"x\""));

    assertThat(reading.values()).isEqualTo(SignalValues.NONE);
    assertThat(reading.quarantinedSignals()).isEqualTo(2);
    assertThat(reading.sequence()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "null",
        "NaN",
        "1e999999999",
        "\"x\"",
        "[1,{\"a\":1,\"a\":NaN}]",
        "{\"ts\":{\"signals\":[]}}"
      })
  void anUnknownMemberOfTheEnvelopeIsCountedAndIgnored(String value) {
    for (String member : new String[] {"TS", "", "estate", "machine", "state", "quality"}) {
      Reading reading = accepted(withMembers("\"" + member + "\":" + value));
      assertThat(reading.unknownMembers()).isEqualTo(1);
      assertThat(reading.quarantined()).isZero();
    }
  }

  @Test
  void theTopicsOwnTenantInThePayloadIsAnUnknownMember() {
    assertThat(accepted(withMembers("\"tenant\":\"golden-noodle\"")).unknownMembers()).isOne();
    assertThat(accepted(withMembers("\"tenant\":7")).unknownMembers()).isOne();
  }

  @ParameterizedTest
  @CsvSource({
    "No material, No material",
    "缺料, 缺料",
    "17, 17",
    "'  Blade\\u0000 worn\\n', Blade  worn",
    "\\u202Eevil, evil",
    "😀 astral, 😀 astral",
    "'say \\\"no\\\"', 'say \"no\"'",
    "other reasons, other reasons",
  })
  void aReasonThatIsNotListedIsOtherAndItsTextIsKept(String written, String kept) {
    Reading reading = accepted(withMembers("\"reason\":\"" + written + "\""));

    assertThat(reading.reason()).isEqualTo(DowntimeReason.OTHER);
    assertThat(reading.reasonText()).isEqualTo(kept);
  }

  @ParameterizedTest
  @ValueSource(strings = {"other", "OTHER", "material", "Material", "QUALITY_HOLD"})
  void aListedReasonNeedsNoText(String written) {
    Reading reading = accepted(withMembers("\"reason\":\"" + written + "\""));

    assertThat(reading.reason().wireName()).isEqualToIgnoringCase(written);
    assertThat(reading.reasonText()).isNull();
  }

  @Test
  void productOrderAndReasonAreFreeTextOrANumber() {
    Reading reading =
        accepted(withMembers("\"product\":\"Noodle XL, 香港\",\"order\":4711,\"reason\":12"));

    assertThat(reading.product()).isEqualTo("Noodle XL, 香港");
    assertThat(reading.order()).isEqualTo("4711");
    assertThat(reading.reason()).isEqualTo(DowntimeReason.OTHER);
    assertThat(reading.reasonText()).isEqualTo("12");
    assertThat(reading.unknownMembers()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\"\"", "\" \"", "\"\\n\\u0000\""})
  void anEmptyProductOrderOrReasonIsNotThere(String value) {
    assertNoText(value, 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.5", "true", "[]", "{\"id\":1}", "NaN"})
  void aProductOrderOrReasonThatIsNoTextIsCountedAndIgnored(String value) {
    assertNoText(value, 3);
  }

  @Test
  void aTextIsCutAfter128Characters() {
    assertThat(product("x".repeat(128))).isEqualTo("x".repeat(128));
    assertThat(product("x".repeat(129))).isEqualTo("x".repeat(128));
    assertThat(product("x".repeat(127) + "😀")).isEqualTo("x".repeat(127));
    assertThat(product("x".repeat(126) + "😀y")).isEqualTo("x".repeat(126) + "😀");
    assertThat(product("x".repeat(127) + " y")).isEqualTo("x".repeat(127));
  }

  @Test
  void anOriginThatIsNullIsNotThere() {
    assertThat(accepted(withMembers("\"origin\":null")).origin()).isEqualTo(Reading.REAL);
  }

  private static void assertNoText(String value, int unknownMembers) {
    Reading reading =
        accepted(withMembers("\"product\":?,\"order\":?,\"reason\":?".replace("?", value)));

    assertThat(reading.product()).isNull();
    assertThat(reading.order()).isNull();
    assertThat(reading.reason()).isNull();
    assertThat(reading.reasonText()).isNull();
    assertThat(reading.unknownMembers()).isEqualTo(unknownMembers);
  }

  private static String product(String text) {
    return accepted(withMembers("\"product\":\"" + text + "\"")).product();
  }

  private static void assertPassedOver(Signal signal, String value) {
    if (signal == Signal.WATER_M3) {
      assertThat(accepted(withSignals(quoted(signal) + ":" + value)).quarantinedSignals()).isOne();
      return;
    }
    Reading first = accepted(withSignals(quoted(signal) + ":" + value + "," + REST));
    Reading last = accepted(withSignals(REST + "," + quoted(signal) + ":" + value));

    assertThat(first.quarantined()).as("%s of %s", value, signal).isEqualTo(1 << signal.ordinal());
    assertThat(first.values().present()).isEqualTo(1 << Signal.WATER_M3.ordinal());
    assertThat(first.values().get(Signal.WATER_M3)).isEqualTo(5 * Nano.PER_UNIT);
    assertThat(first.unknownSignals()).isZero();
    assertThat(last.quarantined()).isEqualTo(first.quarantined());
    assertThat(last.values()).isEqualTo(first.values());
  }

  private static String quoted(Signal signal) {
    return '"' + signal.wireName() + '"';
  }

  /** What both readers make of the payload. */
  private static Reading accepted(String payload) {
    RawMessage message = Payloads.message(payload.getBytes(StandardCharsets.UTF_8));
    DecodeResult result = Payloads.decoder().decode(message);
    assertThat(result).as(payload).isInstanceOf(Accepted.class);
    assertThat(Payloads.decoder().decodeByValidation(message)).isEqualTo(result);
    return ((Accepted) result).reading();
  }
}
