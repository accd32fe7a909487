package hk.innopark.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Names and orders that are stored or sent, so that they never change. */
class VocabularyTest {

  @Test
  void theOrderOfSignalsIsPersistedAndOnlyGrowsAtItsEnd() {
    assertThat(Arrays.stream(Signal.values()).map(Signal::wireName))
        .containsExactly(
            "state",
            "good_count",
            "reject_count",
            "rework_count",
            "active_energy_kwh",
            "export_energy_kwh",
            "pv_energy_kwh",
            "reactive_energy_kvarh",
            "gas_m3",
            "towngas_mj",
            "water_m3",
            "compressed_air_m3",
            "diesel_l",
            "active_power_kw",
            "temperature_c",
            "humidity_pct",
            "vibration_mm_s",
            "pressure_pa",
            "particles_per_m3",
            "flow_m3_h");
  }

  @Test
  void theSignalsFitTheMaskOfSignalValues() {
    assertThat(Signal.values()).hasSizeLessThanOrEqualTo(Integer.SIZE - 1);
  }

  @Test
  void theOrderOfStatesReasonsGrainsAndLevelsIsPersisted() {
    assertThat(names(MachineState.values()))
        .isEqualTo(List.of("RUNNING", "IDLE", "SETUP", "DOWN", "PLANNED_DOWN", "OFF"));
    assertThat(names(DowntimeReason.values()))
        .isEqualTo(
            List.of(
                "BREAKDOWN",
                "MATERIAL",
                "STARVED",
                "BLOCKED",
                "CHANGEOVER",
                "CLEANING",
                "QUALITY_HOLD",
                "OPERATOR",
                "UTILITY",
                "PLANNED_MAINTENANCE",
                "WEATHER",
                "UNSPECIFIED",
                "OTHER"));
    assertThat(names(Grain.values()))
        .isEqualTo(List.of("MINUTE", "HALF_HOUR", "HOUR", "SHIFT", "DAY", "MONTH"));
    assertThat(names(Level.values())).isEqualTo(List.of("MACHINE", "LINE", "TENANT", "ESTATE"));
  }

  @Test
  void theReasonsOfDeadLettersKeepTheirNames() {
    assertThat(names(RejectReason.values()))
        .isEqualTo(
            List.of(
                "MALFORMED",
                "TOO_LARGE",
                "LIMITS",
                "DUPLICATE_KEY",
                "NOT_FINITE",
                "TYPE",
                "FUTURE",
                "TOO_OLD",
                "TIME_UNIT",
                "COUNTER",
                "OVERFLOW",
                "RANGE",
                "BAD_ID",
                "TENANT_MISMATCH",
                "UNKNOWN_TENANT",
                "UNKNOWN_DEVICE",
                "SPB_PAYLOAD",
                "SPB_NO_BIRTH",
                "SPB_UNKNOWN_ALIAS",
                "SPB_STALE_DEATH",
                "UNKNOWN_REASON"));
  }

  @ParameterizedTest
  @EnumSource(Signal.class)
  void aSignalIsFoundByItsName(Signal signal) {
    assertThat(Signal.byName(signal.wireName())).contains(signal);
    assertThat(signal.wireName()).matches("[a-z][a-z0-9_]*");
    assertThat(signal.minimum()).isLessThanOrEqualTo(signal.maximum());
  }

  @ParameterizedTest
  @EnumSource(value = Signal.class, mode = EnumSource.Mode.EXCLUDE, names = "STATE")
  void theBoundsOfASignalFitItsIntegers(Signal signal) {
    double unit = signal.kind() == Signal.Kind.ITEMS ? 1 : Nano.PER_UNIT;
    assertThat(signal.maximum() * unit).isLessThan(0x1p63);
    assertThat(signal.minimum() * unit).isGreaterThan(-0x1p63);
    assertThat(signal.isCounter()).isEqualTo(signal.kind() != Signal.Kind.GAUGE);
    assertThat(signal.isCounter() && signal.minimum() != 0).isFalse();
  }

  @ParameterizedTest
  @EnumSource(Grain.class)
  void aGrainIsFoundByItsName(Grain grain) {
    assertThat(Grain.byWireName(grain.wireName())).contains(grain);
  }

  @Test
  void whatIsNotListedIsNotFound() {
    assertThat(Signal.byName("State")).isEmpty();
    assertThat(Signal.byName("")).isEmpty();
    assertThat(MachineState.byName("running")).isEmpty();
    assertThat(Grain.byWireName("year")).isEmpty();
    assertThat(DowntimeReason.byWireName("other")).isEqualTo(DowntimeReason.OTHER);
    assertThat(DowntimeReason.byWireName("BREAKDOWN")).isEqualTo(DowntimeReason.OTHER);
  }

  @Test
  void sparseValuesAreFoundByTheirSignal() {
    long[] byOrdinal = new long[Signal.values().length];
    byOrdinal[Signal.GOOD_COUNT.ordinal()] = 7;
    byOrdinal[Signal.FLOW_M3_H.ordinal()] = 8;
    int present = 1 << Signal.GOOD_COUNT.ordinal() | 1 << Signal.FLOW_M3_H.ordinal();
    SignalValues values = SignalValues.compact(present, byOrdinal);

    assertThat(values.values()).containsExactly(7, 8);
    assertThat(values.get(Signal.GOOD_COUNT)).isEqualTo(7);
    assertThat(values.get(Signal.FLOW_M3_H)).isEqualTo(8);
    assertThat(values.has(Signal.GAS_M3)).isFalse();
    assertThatThrownBy(() -> values.get(Signal.GAS_M3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("gas_m3");
    assertThat(SignalValues.NONE.has(Signal.GOOD_COUNT)).isFalse();
  }

  @Test
  void valuesAreEqualByContent() {
    SignalValues values = new SignalValues(2, new long[] {5});
    assertThat(values)
        .isEqualTo(new SignalValues(2, new long[] {5}))
        .hasSameHashCodeAs(new SignalValues(2, new long[] {5}))
        .hasToString("SignalValues[present=2, values=[5]]")
        .isNotEqualTo(new SignalValues(2, new long[] {6}))
        .isNotEqualTo(new SignalValues(4, new long[] {5}));
  }

  private static List<String> names(Enum<?>[] constants) {
    return Arrays.stream(constants).map(Enum::name).toList();
  }
}
