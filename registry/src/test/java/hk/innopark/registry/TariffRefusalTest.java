package hk.innopark.registry;

import static hk.innopark.registry.WrongPlace.spoil;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is refused of tariffs and of emission factors. */
class TariffRefusalTest {
  static Stream<WrongPlace> spoilt() {
    return Stream.of(
        // tariffs
        spoil("currency: HKD", "currency: USD", "tariffs[0].currency: \"USD\" is none of HKD"),
        spoil(
            "{name: off_peak, per",
            "{name: off_peak, days: [SUN], per",
            "tariffs[0].energy[1]: does not cover every time"),
        spoil(
            "days: [MON, TUE], start: \"09:00\", end: \"21:00\", per",
            "per",
            "tariffs[0].energy[0]: covers every time, so"),
        spoil(
            "end: \"21:00\", per",
            "per",
            "tariffs[0].energy[0]: has a start or an end, but not both"),
        spoil(
            "end: \"21:00\", per",
            "end: \"08:00\", per",
            "tariffs[0].energy[0]: does not end after its start"),
        spoil("per_kwh: 0.9", "per_kwh: -0.9", "tariffs[0].energy[0].per_kwh: is negative"),
        spoil(
            "PT30M", "PT7M", "tariffs[0].demand.window: does not divide a day into whole minutes"),
        spoil("PT30M", "PT30.5S", "tariffs[0].demand.window: does not divide a day"),
        spoil("PT30M", "PT48H", "tariffs[0].demand.window: does not divide a day"),
        spoil("sliding: true", "sliding: maybe", "tariffs[0].demand.sliding: is not true or false"),
        spoil("    source: sample\n", "", "tariffs[0]: no source"),
        // factors
        spoil(
            "carrier: water",
            "carrier: steam",
            "factors[1].carrier: \"steam\" is none of electricity, towngas"),
        spoil("unit: m3", "unit: l", "factors[1].unit: water is counted in m3, not in l"),
        spoil("basis: location, ", "", "factors[0]: no basis, which scope 2 needs"),
        spoil(
            "scope: 3",
            "scope: 3, basis: market",
            "factors[1].basis: is of scope 2 only, and this is scope 3"),
        spoil(
            "scope: 3",
            "scope: 2, basis: market",
            "factors[1].scope: scope 2 is bought electricity, and this is water"),
        spoil(
            "scope: 2, basis: location",
            "scope: 1",
            "factors[0].scope: using electricity emits nothing on site"),
        spoil("scope: 3", "scope: 4", "factors[1].scope: 4 is none of 1, 2, 3"),
        spoil("scope: 3", "scope: 3.5", "factors[1].scope: is not a whole number"),
        spoil("kg_per_unit: 0.38", "kg_per_unit: -0.38", "factors[0].kg_per_unit: is negative"),
        spoil(
            "confidence: secondary",
            "confidence: high",
            "factors[0].confidence: \"high\" is none of confirmed"),
        spoil(
            "{carrier: water, valid_from: 2024-01-01, kg_per_unit: 0.2, unit: m3, scope: 3,",
            "{carrier: electricity, utility: clp, valid_from: 2024-01-01, kg_per_unit: 0.3, unit:"
                + " kwh, scope: 2, basis: location,",
            "factors[1]: factor electricity:clp:2:location:2024-01-01 is already at factors[0]"));
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("spoilt")
  void oneWrongPlaceGivesOneLineThatNamesIt(WrongPlace place) {
    place.assertRefused();
  }
}
