package hk.innopark.registry;

import static hk.innopark.registry.WrongPlace.MACHINE;
import static hk.innopark.registry.WrongPlace.spoil;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is refused of machines and of their meters. */
class MachineRefusalTest {
  static Stream<WrongPlace> spoilt() {
    return Stream.of(
        // times
        spoil("PT10S", "10s", MACHINE + ".sample_period: \"10s\" is not a duration such as PT30S"),
        spoil("PT10S", "PT0S", MACHINE + ".sample_period: is not above zero"),
        spoil("PT10S", "PT-10S", MACHINE + ".sample_period: is not above zero"),
        spoil("PT10S", "PT0.0001S", MACHINE + ".sample_period: is finer than a millisecond"),
        spoil("PT60S", "PT9S", MACHINE + ".stale_after: is shorter than sample_period"),
        spoil("default: PT0.5S", "other: PT0.5S", MACHINE + ".ideal_cycle: no default"),
        spoil(
            "noodle-xl: PT0.8S",
            "noodle-xl: PT0S",
            MACHINE + ".ideal_cycle.noodle-xl: is not above"),
        spoil(
            "noodle-xl: PT",
            "\" noodle xl\": PT",
            MACHINE + ".ideal_cycle: bad product \" noodle xl\""),
        spoil(
            "PT60S",
            "PT60S\n            micro_stop: 30s",
            MACHINE + ".micro_stop: \"30s\" is not a dur"),
        spoil(
            "expected_from: 2026-01-01",
            "expected_from: soon",
            MACHINE + ".expected_from: \"soon\" is neither a date such as"),
        spoil(
            "expected_from: 2026-01-01",
            "expected_from: 1969-12-31",
            MACHINE + ".expected_from: is finer than a millisecond, or not of the years"),
        spoil(
            "expected_from: 2026-01-01",
            "expected_from: 2026-01-01T08:00:00",
            MACHINE + ".expected_from: \"2026-01-01T08:00:00\" is neither a date"),
        // meters
        spoil(
            "signal: water_m3",
            "signal: water",
            MACHINE + ".meters[2].signal: unknown signal \"water\""),
        spoil(
            "signal: water_m3",
            "signal: temperature_c",
            MACHINE + ".meters[2].signal: temperature_c is no"),
        spoil(
            "signal: water_m3",
            "signal: state",
            MACHINE + ".meters[2].signal: state is no counter"),
        spoil("modulus: 1000000", "modulus: 0", MACHINE + ".meters[0].modulus: is not above zero"),
        spoil(
            "multiplier: 1}",
            "multiplier: -1}",
            MACHINE + ".meters[0].multiplier: is not above zero"),
        spoil("utility: clp, modulus", "modulus", MACHINE + ".meters[0]: no utility"),
        spoil(
            "source: grid",
            "source: other",
            MACHINE + ".meters[0].source: active_energy_kwh cannot be of source other"),
        spoil(
            "source: other,",
            "source: other, feed_in_tariff: sold,",
            MACHINE + ".meters[2].feed_in_tariff: only what pv"),
        spoil(
            "{signal: water_m3, source: other, valid_from: 2025-06-01}",
            "{signal: pv_energy_kwh, source: pv}",
            MACHINE
                + ".meters[2].signal: a meter of pv_energy_kwh is already at "
                + MACHINE
                + ".meters[1]"),
        spoil(
            "valid_from: 2025-06-01",
            "valid_from: 2025-06-31",
            MACHINE + ".meters[2].valid_from: \"2025-06-31\" is not a date"),
        spoil(
            "{signal: water_m3, source: other",
            "{signal: reactive_energy_kvarh",
            MACHINE + ".meters[2]: no source, which a meter of reactive_energy_kvarh needs"),
        spoil(
            "resets_by_shift",
            "sometimes",
            MACHINE
                + ".meters[3].counter: \"sometimes\" is none of lifetime, resets, resets_daily,"
                + " resets_by_shift"),
        spoil(
            "max_per_h: 9000", "max_per_h: 0", MACHINE + ".meters[3].max_per_h: is not above zero"),
        spoil(
            "max_per_h: 9000",
            "max_per_h: many",
            MACHINE + ".meters[3].max_per_h: is not a number"),
        spoil(
            "max_per_h: 9000",
            "modulus: 65536.5",
            MACHINE + ".meters[3].modulus: is not a whole number of items"),
        // exchanges of meters
        swap(
            "{at: 2026-03-01, serial: s, final: 1, first: 0}",
            ".at: \"2026-03-01\" is not a moment"),
        swap(
            "{at: 2026-03-01T00:00:00.0001Z, serial: s, final: 1, first: 0}", ".at: is finer than"),
        swap("{at: 2026-03-01T00:00:00Z, serial: s, first: 0}", ": no final"),
        swap("{at: 2026-03-01T00:00:00Z, serial: s, final: -1, first: 0}", ".final: is negative"),
        swap(
            "{at: 2026-03-01T00:00:00Z, serial: s, final: 1000000, first: 0}",
            ".final: is not below the modulus"));
  }

  private static WrongPlace swap(String swap, String problem) {
    return spoil(
        "multiplier: 1}",
        "multiplier: 1, swaps: [" + swap + "]}",
        MACHINE + ".meters[0].swaps[0]" + problem);
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("spoilt")
  void oneWrongPlaceGivesOneLineThatNamesIt(WrongPlace place) {
    place.assertRefused();
  }
}
