package hk.innopark.registry;

import static hk.innopark.registry.WrongPlace.spoil;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is refused of commitments, and of what they are judged by. */
class CommitmentRefusalTest {
  static Stream<WrongPlace> spoilt() {
    return Stream.of(
        spoil(
            "metric: energy.kwh_per_good",
            "metric: kwh_per_good",
            "commitments[0].metric: \"kwh_per_good\" is not measurement.field"),
        spoil(
            "metric: energy.kwh_per_good",
            "metric: energy.kwh_per_god",
            "commitments[0].metric: \"energy.kwh_per_god\": energy has no field \"kwh_per_god\";"
                + " did you mean kwh_per_good?"),
        spoil(
            "metric: energy.kwh_per_good",
            "metric: energy.oee",
            "commitments[0].metric: \"energy.oee\": energy has no field \"oee\""),
        spoil(
            "metric: capex_hkd",
            "metric: waste_recyled_kg",
            "declarations[0].metric: \"waste_recyled_kg\" is none of waste_hazardous_kg, "),
        spoil(
            "declarations:",
            certificates("tenant: golden-noodle"),
            "certificates[1].id: certificate \"r1\" is used once, and is already at"
                + " certificates[0].id"),
        spoil(
            "declarations:",
            "criteria: [{id: k1, principle: 2, metric: capex_hkd, at_least: 1}]\ndeclarations:",
            "criteria[0]: no source"),
        spoil(
            "by: 2027-12-31, ",
            "by: 2027-12-31, judged_over: shift, ",
            "commitments[0].judged_over: \"shift\" is none of day, month, year"),
        spoil(
            "metric: energy.kwh_per_good",
            "metric: power.kwh_per_good",
            "commitments[0].metric: \"power.kwh_per_good\" is not"),
        spoil(
            "id: c1, tenant: golden-noodle",
            "id: c1, tenant: iron",
            "commitments[0].tenant: no tenant \"iron\""),
        spoil(
            "minimum_coverage: 0.95",
            "minimum_coverage: 95",
            "commitments[0].minimum_coverage: is not within 0 to 1"),
        spoil(
            "minimum_coverage: 0.95",
            "minimum_coverage: -0.1",
            "commitments[0].minimum_coverage: is not within 0 to 1"),
        spoil("target: 0.017", "target: 0.020", "commitments[0].target: equals the baseline"),
        spoil("by: 2027-12-31, ", "", "commitments[0]: no by"),
        spoil("principle: 2", "principle: 9", "declarations[0].principle: 9 is not within 1 to 8"),
        spoil("principle: 2", "principle: 0", "declarations[0].principle: 0 is not within 1 to 8"),
        spoil(
            "period: 2026",
            "period: 2026-13",
            "declarations[0].period: \"2026-13\" is neither a year"),
        spoil(
            "- {tenant: golden-noodle, principle",
            "- {tenant: iron, principle",
            "declarations[0].tenant: no tenant \"iron\""));
  }

  private static String certificates(String tenant) {
    String one =
        "{id: r1, " + tenant + ", account: a, kwh: 5, year: 2025, period: 2026, source: s}";
    return "certificates: [" + one + ", " + one + "]\ndeclarations:";
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("spoilt")
  void oneWrongPlaceGivesOneLineThatNamesIt(WrongPlace place) {
    place.assertRefused();
  }
}
