package hk.innopark.registry;

import static hk.innopark.registry.WrongPlace.MACHINE;
import static hk.innopark.registry.WrongPlace.spoil;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is refused of devices that speak otherwise. */
class MappingRefusalTest {
  static Stream<WrongPlace> spoilt() {
    return Stream.of(
        mapping("{signals: {state: {at: /s}}}", ": has to name either sparkplug or topic"),
        mapping("{topic: a/+, signals: {state: {at: /s}}}", ".topic: is not one topic"),
        mapping("{topic: innopark/x, signals: {state: {at: /s}}}", ".topic: is a topic of this"),
        mapping("{topic: a, signals: {}}", ".signals: names no signal"),
        mapping("{topic: a, signals: {speed: {at: /s}}}", ".signals: no signal \"speed\""),
        mapping("{topic: a, signals: {state: {at: s}}}", ".signals.state.at: \"s\" is not a JSON"),
        mapping("{topic: a, signals: {state: {at: /s, factor: 2}}}", ".signals.state: unknown key"),
        mapping(
            "{topic: a, signals: {gas_m3: {at: /s, factor: 0}}}",
            ".signals.gas_m3.factor: is not above zero"),
        mapping(
            "{topic: a, signals: {gas_m3: {at: /*/s}}}",
            ".signals.gas_m3.at: has a step *, and no"),
        mapping(
            "{topic: a, signals: {gas_m3: {at: /s, where: {a: b}}}}",
            ".signals.gas_m3.at: has no step *"),
        mapping(
            "{topic: a, signals: {state: {at: /s, words: {on: GO}}}}",
            ".signals.state.words.on: \"GO\" is none of RUNNING"),
        mapping(
            "{topic: a, stamp: {at: /t, zone: Nowhere}, signals: {state: {at: /s}}}",
            ".stamp.zone: unknown time zone \"Nowhere\""),
        mapping("{topic: a, boot: {at: /b}, signals: {state: {at: /s}}}", ".boot: needs a seq"),
        mapping(
            "{sparkplug: {group: a/b, edge_node: c, device: d}, signals: {state: {at: s}}}",
            ".sparkplug.group: is not 1 to 128 characters without / + #"),
        mapping(
            "{sparkplug: {group: tai-po.other, edge_node: c, device: d}, signals: {state: {at:"
                + " s}}}",
            ".sparkplug.group: a group that begins with an estate is this platform's own"));
  }

  private static WrongPlace mapping(String mapping, String problem) {
    return spoil(
        "expected_from: 2026-01-01",
        "expected_from: 2026-01-01\n            mapping: " + mapping,
        MACHINE + ".mapping" + problem);
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("spoilt")
  void oneWrongPlaceGivesOneLineThatNamesIt(WrongPlace place) {
    place.assertRefused();
  }

  @Test
  void oneTopicAndOneDeviceAreOfOneMachineAndOneEdgeNodeOfOneLine() {
    String machine =
        "sample_period: PT10S\n            stale_after: PT60S\n            mapping: %s\n";
    String second = "      - id: line-2\n        calendar: three-shift\n        machines:\n";
    String device = "{sparkplug: {group: P, edge_node: E, device: %s}, signals: {state: {at: s}}}";
    String file =
        Yaml.file()
            .replace(
                "    calendars:\n".substring(4),
                (second
                        + "          - id: a\n            "
                        + machine.formatted("{topic: t/1, signals: {state: {at: /s}}}")
                        + "          - id: b\n            "
                        + machine.formatted("{topic: t/1, signals: {state: {at: /s}}}")
                        + "          - id: c\n            "
                        + machine.formatted(device.formatted("D"))
                        + "          - id: d\n            "
                        + machine.formatted(device.formatted("D"))
                        + second.replace("line-2", "line-3")
                        + "          - id: e\n            "
                        + machine.formatted(device.formatted("D2")))
                    + "calendars:\n");
    assertThatExceptionOfType(RegistryException.class)
        .isThrownBy(() -> RegistryYaml.parse(file, "f"))
        .satisfies(
            refused ->
                assertThat(refused.problems())
                    .anyMatch(p -> p.contains("[1].mapping.topic: topic \"t/1\" is already at"))
                    .anyMatch(p -> p.contains("[3].mapping.sparkplug: device \"D\" of this edge"))
                    .anyMatch(p -> p.contains("edge node \"P/E\" is of another line at tenants"))
                    .hasSize(3));
  }
}
