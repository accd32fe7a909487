package hk.innopark.registry;

import static hk.innopark.registry.WrongPlace.spoil;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is refused of alerts. */
class AlertRefusalTest {
  static Stream<WrongPlace> spoilt() {
    return Stream.of(
        spoil("kind: oee_low", "kind: late", "alerts[0].kind: \"late\" is none of line_stopped"),
        spoil("golden-noodle, kind: oee", "x, kind: oee", "alerts[0].tenant: no tenant \"x\""),
        spoil("line: line-1, kind", "line: x, kind", "alerts[1].line: no line \"x\" of tenant"),
        spoil("below: 0.5", "below: 50", "alerts[0].below: is not within 0 to 1"),
        spoil("below: 0.5", "above: 0.5", "alerts[0]: unknown key \"above\""),
        spoil("below: 0.5", "below: 0.7", "alerts[0]: clear_above (0.6) lies on the wrong side"),
        spoil("for: PT45M", "for: PT45S", "alerts[0].for: is not whole minutes"),
        spoil("for: PT45M", "for: PT25H", "alerts[0].for: is longer than 24 hours"),
        spoil("[vibration_mm_s]", "[state]", "alerts[1].signals[0]: \"state\" is no signal"),
        spoil(
            "line: line-1, kind: sensor_stuck, signals: [vibration_mm_s]",
            "line: line-1, kind: demand_peak",
            "alerts[1].line: demand_peak is about a tenant as a whole"),
        spoil(
            "line: line-1, kind: sensor_stuck, signals: [vibration_mm_s]",
            "kind: oee_low",
            "alerts[1]: the same rule"));
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("spoilt")
  void oneWrongPlaceGivesOneLineThatNamesIt(WrongPlace place) {
    place.assertRefused();
  }
}
