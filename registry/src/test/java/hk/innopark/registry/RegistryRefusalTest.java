package hk.innopark.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryRefusalTest {
  private static final String MACHINE = "tenants[0].lines[0].machines[0]";
  private static final String SHIFTS = "calendars[0].shifts";

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

  @Test
  void theFileThatTheseTestsSpoilIsRight() {
    assertThat(RegistryYaml.parse(Yaml.file(), "plant.yaml").tenants()).hasSize(1);
  }

  static Stream<Arguments> spoilt() {
    return Stream.of(
        // keys and kinds of values
        spoil("name: Golden Noodle", "nam: Golden Noodle", "tenants[0]: unknown key \"nam\""),
        spoil("declarations:", "declaration:", "unknown key \"declaration\"; known: tenants, "),
        spoil("rated_kw: 120", "rated_kw: lots", MACHINE + ".rated_kw: is not a number"),
        spoil("rated_kw: 120", "rated_kw: \"120\"", MACHINE + ".rated_kw: is not a number"),
        spoil("rated_kw: 120", "rated_kw: .nan", MACHINE + ".rated_kw: is not a number"),
        spoil(
            "rated_kw: 120",
            "rated_kw: 010",
            MACHINE + ".rated_kw: is not a number: write \"010\" as"),
        spoil(
            "rated_kw: 120",
            "rated_kw: 0x1F",
            MACHINE + ".rated_kw: is not a number: write \"0x1F\" as"),
        spoil(
            "rated_kw: 120",
            "rated_kw: no",
            MACHINE + ".rated_kw: is not a number: write \"no\" as"),
        spoil(
            "default: PT0.5S",
            "default: 1.5",
            MACHINE + ".ideal_cycle.default: \"1.5\" is not a duration such as PT30S (line 13)"),
        spoil(
            "utility: clp, modulus",
            "utility: cpl, modulus",
            MACHINE
                + ".meters[0].utility: no tariff and no factor is of utility \"cpl\"; there are"
                + " clp"),
        spoil("rated_kw: 120", "rated_kw: 1e900000000", MACHINE + ".rated_kw: has more than 18"),
        spoil("rated_kw: 120", "rated_kw: 1e-19", MACHINE + ".rated_kw: has more than 18"),
        spoil("rated_kw: 120", "rated_kw: -1", MACHINE + ".rated_kw: is not above zero"),
        spoil("rated_kw: 120", "rated_kw:", MACHINE + ".rated_kw: is empty"),
        spoil("name: Golden Noodle", "name: \" \"", "tenants[0].name: is empty"),
        spoil("name: Golden Noodle", "name: [a]", "tenants[0].name: is not text"),
        spoil("name: Golden Noodle", "name: \"a\\nb\"", "tenants[0].name: holds a control"),
        spoil("name: Golden Noodle", "name: \"\\u202Eabc\"", "tenants[0].name: holds a control"),
        // exchanges of meters, and short stops
        swap(
            "{at: 2026-03-01, serial: s, final: 1, first: 0}",
            ".at: \"2026-03-01\" is not a moment"),
        swap(
            "{at: 2026-03-01T00:00:00.0001Z, serial: s, final: 1, first: 0}", ".at: is finer than"),
        swap("{at: 2026-03-01T00:00:00Z, serial: s, first: 0}", ": no final"),
        swap("{at: 2026-03-01T00:00:00Z, serial: s, final: -1, first: 0}", ".final: is negative"),
        swap(
            "{at: 2026-03-01T00:00:00Z, serial: s, final: 1000000, first: 0}",
            ".final: is not below the modulus"),
        spoil(
            "PT60S",
            "PT60S\n            micro_stop: 30s",
            MACHINE + ".micro_stop: \"30s\" is not a dur"),
        // devices that speak otherwise
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
            ".sparkplug.group: a group that begins with an estate is this platform's own"),
        // ids and places
        spoil("id: c1,", "id: c 1,", "commitments[0].id: bad id \"c 1\""),
        spoil("id: oven-1", "id: oven/1", MACHINE + ".id: bad id \"oven/1\""),
        spoil("id: oven-1", "id: " + "x".repeat(65), MACHINE + ".id: bad id"),
        spoil("id: oven-1", "name: oven-1", MACHINE + ": no id"),
        spoil(
            "estate: tai-po",
            "estate: sha-tin",
            "tenants[0].estate: \"sha-tin\" is none of tai-po"),
        spoil(
            "calendar: three-shift",
            "calendar: x",
            "tenants[0].lines[0].calendar: no calendar \"x\""),
        // alerts
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
            "alerts[1]: the same rule"),
        // times of a machine
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
        // calendars
        spoil("Asia/Hong_Kong", "Asia/Nowhere", "calendars[0].zone: unknown time zone"),
        spoil("start: \"06:00\"", "start: \"6:00\"", SHIFTS + "[0].start: is not a quoted time"),
        spoil("start: \"06:00\"", "start: \"06:60\"", SHIFTS + "[0].start: is not a quoted time"),
        spoil("start: \"06:00\"", "start: \"24:00\"", SHIFTS + "[0]: starts at \"24:00\""),
        spoil("end: \"14:00\"", "end: \"24:01\"", SHIFTS + "[0].end: is not a quoted time"),
        spoil("end: \"14:00\"", "end: \"06:00\"", SHIFTS + "[0]: start and end are equal"),
        spoil(
            "end: \"14:00\"",
            "end: \"22:30\"",
            SHIFTS + ": shift \"early\" overlaps shift \"night\" on MON"),
        spoil(
            "end: \"06:00\", b",
            "end: \"06:10\", b",
            SHIFTS + ": shift \"early\" overlaps shift \"night\" on TUE"),
        spoil(
            "id: night, days: [MON, TUE]",
            "id: night, days: [MON, MON]",
            SHIFTS + "[1].days[1]: MON stands twice"),
        spoil(
            "id: night, days: [MON, TUE]",
            "id: night, days: [MON, XYZ]",
            SHIFTS + "[1].days[1]: \"XYZ\" is none of MON"),
        spoil("id: night, days: [MON, TUE]", "id: night, days: []", SHIFTS + "[1].days: is empty"),
        spoil(
            "id: night, days",
            "id: early, days",
            SHIFTS + "[1].id: shift \"early\" is already at " + SHIFTS + "[0].id"),
        spoil(
            "start: \"10:00\"",
            "start: \"05:50\"",
            SHIFTS + "[0].breaks[0]: is not inside its shift"),
        spoil(
            "end: \"10:20\"", "end: \"14:20\"", SHIFTS + "[0].breaks[0]: is not inside its shift"),
        spoil("end: \"10:20\"", "end: \"10:00\"", SHIFTS + "[0].breaks[0]: has no length"),
        spoil(
            "end: \"10:20\"}]",
            "end: \"10:20\"}, {start: \"10:10\", end: \"10:30\"}]",
            SHIFTS + "[0].breaks[1]: overlaps another"),
        spoil(
            "[2026-01-01]",
            "[2026-01-01, 2026-01-01]",
            "calendars[0].holidays[1]: 2026-01-01 stands twice"),
        spoil(
            "[2026-01-01]",
            "[2026-02-16]",
            "calendars[0].exceptions[0].date: 2026-02-16 is a holiday too"),
        spoil(
            "id: short, start",
            "id: short, days: [MON], start",
            "calendars[0].exceptions[0].shifts[0]: unknown key \"days\""),
        spoil(
            "start: \"07:00\", end: \"12:00\"",
            "start: \"20:00\", end: \"08:00\"",
            SHIFTS + ": shift \"short\" overlaps shift \"early\" on 2026-02-16"),
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
            "factors[1]: factor electricity:clp:2:location:2024-01-01 is already at factors[0]"),
        // commitments and declarations
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

  private static Arguments mapping(String mapping, String problem) {
    return spoil(
        "expected_from: 2026-01-01",
        "expected_from: 2026-01-01\n            mapping: " + mapping,
        MACHINE + ".mapping" + problem);
  }

  private static Arguments swap(String swap, String problem) {
    return spoil(
        "multiplier: 1}",
        "multiplier: 1, swaps: [" + swap + "]}",
        MACHINE + ".meters[0].swaps[0]" + problem);
  }

  private static String certificates(String tenant) {
    String one =
        "{id: r1, " + tenant + ", account: a, kwh: 5, year: 2025, period: 2026, source: s}";
    return "certificates: [" + one + ", " + one + "]\ndeclarations:";
  }

  private static Arguments spoil(String right, String wrong, String problem) {
    return Arguments.of(right, wrong, problem);
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("spoilt")
  void oneWrongPlaceGivesOneLineThatNamesIt(String right, String wrong, String problem) {
    assertThat(Yaml.file()).as("what is to be spoilt").containsOnlyOnce(right);

    assertThatExceptionOfType(RegistryException.class)
        .isThrownBy(() -> RegistryYaml.parse(Yaml.file().replace(right, wrong), "plant.yaml"))
        .satisfies(e -> assertThat(e.problems()).hasSize(1))
        .withMessageStartingWith("plant.yaml: " + problem);
  }

  @ParameterizedTest
  @CsvSource({
    "tenants, '    estate: tai-po', tenant",
    "calendars, '    zone: Asia/Hong_Kong', calendar",
    "tariffs, '    utility: clp', tariff"
  })
  void anIdThatStandsTwiceIsRefused(String list, String from, String what) {
    // the list's whole block once more, under the same key
    List<String> lines = Yaml.file().lines().toList();
    StringBuilder twice = new StringBuilder();
    StringBuilder block = new StringBuilder();
    boolean inside = false;
    for (String line : lines) {
      boolean isKey = !line.startsWith(" ");
      if (isKey && inside) {
        twice.append(block);
      }
      inside = isKey ? line.equals(list + ":") : inside;
      if (inside && !isKey) {
        block.append(line).append('\n');
      }
      twice.append(line).append('\n');
    }
    assertThat(block.toString()).contains(from);

    assertThatExceptionOfType(RegistryException.class)
        .isThrownBy(() -> RegistryYaml.parse(twice.toString(), "plant.yaml"))
        .withMessageContaining("plant.yaml: " + list + "[1]")
        .withMessageContaining(what + " \"")
        .withMessageContaining("is already at " + list + "[0]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "# nothing",
        "~",
        "a: [",
        "a: 1\na: 2",
        "a: &x 1\nb: *x",
        "a: 1\n---\nb: 2",
        "- 1",
        "text",
        "{{{{",
        "? [a]\n: 1",
        "\t",
        "%"
      })
  void whatIsNoRegistryAtAllGivesOneLine(String yaml) {
    assertThatExceptionOfType(RegistryException.class)
        .isThrownBy(() -> RegistryYaml.parse(yaml, "plant.yaml"))
        .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1))
        .withMessageStartingWith("plant.yaml: ");
  }

  @Test
  void aKeyWithALineBreakCannotForgeALineOfTheMessage() {
    String yaml = Yaml.file().replace("name: Golden", "\"x\\nplant.yaml: fine\": Golden");

    assertThatExceptionOfType(RegistryException.class)
        .isThrownBy(() -> RegistryYaml.parse(yaml, "plant.yaml"))
        .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
  }

  @Test
  void aDeeplyNestedFileIsRefusedNotACrash() {
    assertThatExceptionOfType(RegistryException.class)
        .isThrownBy(() -> RegistryYaml.parse("[".repeat(20_000), "plant.yaml"))
        .withMessageStartingWith("plant.yaml: ");
  }
}
