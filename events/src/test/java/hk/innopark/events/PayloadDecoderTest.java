package hk.innopark.events;

import static hk.innopark.events.Payloads.NOW;
import static hk.innopark.events.Payloads.TOPIC;
import static hk.innopark.events.Payloads.decode;
import static hk.innopark.events.Payloads.withMembers;
import static hk.innopark.events.Payloads.withSignals;
import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.DecodeResult.Accepted;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadDecoderTest {

  @Test
  void theContractsExampleIsRead() {
    Reading reading = accepted(Payloads.EXAMPLE);

    assertThat(reading.machine())
        .isEqualTo(new MachineId("tai-po", "golden-noodle", "line-1", "oven-1"));
    assertThat(reading.timestampMillis()).isEqualTo(1_763_791_200_000L);
    assertThat(reading.receivedAtMillis()).isEqualTo(NOW);
    assertThat(reading.boot()).isEqualTo("b7");
    assertThat(reading.sequence()).isEqualTo(4711);
    assertThat(reading.state()).isEqualTo(MachineState.RUNNING);
    assertThat(reading.values().get(Signal.GOOD_COUNT)).isEqualTo(1200);
    assertThat(reading.values().get(Signal.ACTIVE_ENERGY_KWH)).isEqualTo(10_234_500_000_000L);
    assertThat(reading.values().has(Signal.GAS_M3)).isFalse();
    assertThat(reading.origin()).isEqualTo(Reading.REAL);
    assertThat(reading.reason()).isNull();
    assertThat(reading.product()).isNull();
    assertThat(reading.order()).isNull();
    assertThat(reading.unknownSignals()).isZero();
    assertThat(reading.digest())
        .isEqualTo(MessageDigestSum.of(TOPIC, Payloads.EXAMPLE.getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @FieldSource("hk.innopark.events.Payloads#VALID")
  void everyShapeThatTheContractAllowsIsAccepted(String payload) {
    assertThat(decode(payload)).isInstanceOf(Accepted.class);
  }

  @Test
  void theOptionalMembersAreRead() {
    Reading reading =
        accepted(
            withMembers(
                "\"product\":\"noodle-xl\",\"order\":\"o.1\",\"reason\":\"quality_hold\","
                    + "\"origin\":\"sim:run_7\""));

    assertThat(reading.product()).isEqualTo("noodle-xl");
    assertThat(reading.order()).isEqualTo("o.1");
    assertThat(reading.reason()).isEqualTo(DowntimeReason.QUALITY_HOLD);
    assertThat(reading.origin()).isEqualTo("sim:run_7");
  }

  @ParameterizedTest
  @EnumSource(DowntimeReason.class)
  void everyReasonIsReadInEitherCase(DowntimeReason reason) {
    assertThat(accepted(withMembers("\"reason\":\"" + reason.wireName() + "\"")).reason())
        .isEqualTo(reason);
    assertThat(accepted(withMembers("\"reason\":\"" + reason.name() + "\"")).reason())
        .isEqualTo(reason);
  }

  @Test
  void aReasonThatIsNotListedIsOther() {
    assertThat(accepted(withMembers("\"reason\":\"gremlins\"")).reason())
        .isEqualTo(DowntimeReason.OTHER);
    assertThat(accepted(withMembers("\"reason\":\"gremlins\"")).reasonText()).isEqualTo("gremlins");
  }

  @ParameterizedTest
  @EnumSource(MachineState.class)
  void everyStateIsRead(MachineState state) {
    assertThat(accepted(withSignals("\"state\":\"" + state.name() + "\"")).state())
        .isEqualTo(state);
  }

  @Test
  void unknownSignalsAreCountedAndIgnored() {
    Reading reading =
        accepted(
            withSignals(
                "\"a\":1,\"b\":null,\"c\":\"x\",\"d\":{\"e\":{}},\"f\":[1,{\"g\":2}],"
                    + "\"good_count\":7,\"STATE\":true"));

    assertThat(reading.unknownSignals()).isEqualTo(6);
    assertThat(reading.values().get(Signal.GOOD_COUNT)).isEqualTo(7);
    assertThat(reading.state()).isNull();
  }

  @Test
  void theSameNameMayOccurInDifferentObjects() {
    assertThat(decode(withSignals("\"a\":{\"a\":{\"a\":1},\"b\":{\"a\":1}},\"ts\":1")))
        .isInstanceOf(Accepted.class);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0, 0",
    "-0.0, 0",
    "0e5, 0",
    "21.5, 21500000000",
    "-273.15, -273150000000",
    "3000, 3000000000000",
    "3e3, 3000000000000",
    "2.15E+1, 21500000000",
    "215e-1, 21500000000",
    "0.0000000005, 0",
    "0.0000000015, 2",
    "0.00000000150000000000000000000000000000000000001, 2",
    "0.00000000249999999999999999999999999999999999999, 2",
    "1e-300, 0",
    "1e-308, 0",
    "0.3, 300000000",
  })
  void gaugesAreReadExactlyAndRoundedHalfToEven(String number, long nano) {
    assertThat(
            accepted(withSignals("\"temperature_c\":" + number)).values().get(Signal.TEMPERATURE_C))
        .isEqualTo(nano);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0, 0",
    "1200, 1200",
    "1200.0, 1200",
    "1.2e3, 1200",
    "12000e-1, 1200",
    "9000000000000000, 9000000000000000",
    "9e15, 9000000000000000",
  })
  void itemsAreReadInEveryNotationOfAWholeNumber(String number, long items) {
    assertThat(accepted(withSignals("\"good_count\":" + number)).values().get(Signal.GOOD_COUNT))
        .isEqualTo(items);
  }

  @ParameterizedTest
  @EnumSource(value = Signal.class, mode = EnumSource.Mode.EXCLUDE, names = "STATE")
  void everySignalIsReadUpToItsBounds(Signal signal) {
    String least = java.math.BigDecimal.valueOf(signal.minimum()).toPlainString();
    String greatest = java.math.BigDecimal.valueOf(signal.maximum()).toPlainString();
    for (String bound : new String[] {least, greatest}) {
      Reading reading = accepted(withSignals("\"" + signal.wireName() + "\":" + bound));
      assertThat(reading.values().present()).isEqualTo(1 << signal.ordinal());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "b",
        "B-1_2.3",
        "...",
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
      })
  void idsOfTheAllowListAreAccepted(String id) {
    assertThat(accepted(withMembers("\"product\":\"" + id + "\"")).product()).isEqualTo(id);
  }

  @Test
  void escapesInNamesAndIdsMeanTheirCharacters() {
    Reading reading =
        accepted(
            "{\"\\u0074s\":1763791200000,\"boot\":\"\\u0062\",\"s\\u0065q\":3,"
                + "\"signals\":{\"st\\u0061te\":\"\\u0049DLE\"}}");

    assertThat(reading.boot()).isEqualTo("b");
    assertThat(reading.state()).isEqualTo(MachineState.IDLE);
  }

  private static Reading accepted(String payload) {
    DecodeResult result = decode(payload);
    assertThat(result).isInstanceOf(Accepted.class);
    return ((Accepted) result).reading();
  }
}
