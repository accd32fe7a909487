package hk.innopark.registry.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import hk.innopark.events.MachineState;
import hk.innopark.events.RejectReason;
import hk.innopark.events.RejectedException;
import hk.innopark.events.Signal;
import hk.innopark.events.StampWindow;
import hk.innopark.registry.RegistryYaml;
import hk.innopark.registry.model.DeviceMapping;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What messages in makers' forms say. */
class MappedDecoderTest {
  private static final long NOW = Instant.parse("2026-11-28T02:00:00Z").toEpochMilli();
  private static final MappedDecoder DECODER =
      new MappedDecoder(new StampWindow(Duration.ofDays(400), Duration.ofMinutes(5)));

  private static DeviceMapping mapping(String yaml) {
    String file =
        """
        tenants:
          - id: t
            estate: tai-po
            lines:
              - id: l
                calendar: c
                machines:
                  - id: m
                    sample_period: PT10S
                    stale_after: PT60S
                    mapping: %s
        calendars:
          - {id: c, zone: Asia/Hong_Kong, shifts: [{id: s, days: [MON], start: "00:00", end: "24:00"}]}
        """
            .formatted(yaml);
    return RegistryYaml.parse(file, "f")
        .tenants()
        .get(0)
        .lines()
        .get(0)
        .machines()
        .get(0)
        .mapping();
  }

  private static MappedMessage read(String mapping, String json) {
    return DECODER.decode(mapping(mapping), json.getBytes(StandardCharsets.UTF_8), NOW);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{at: /t, unit: s}                   | 1795831200.5",
        "{at: /t}                            | 1795831200500",
        "{at: /t}                            | \"1795831200500\"",
        "{at: /t, unit: us}                  | 1795831200500000",
        "{at: /t, unit: ns}                  | 1795831200500000000",
        "{at: /t}                            | \"2026-11-28T02:00:00.5Z\"",
        "{at: /t}                            | \"2026-11-28 10:00:00.5+0800\"",
        "{at: /t, zone: Asia/Hong_Kong}      | \"2026-11-28T10:00:00.5\"",
      })
  void aStampIsReadAsDevicesWriteIt(String stamp, String written) {
    MappedMessage said =
        read(
            "{topic: a, stamp: " + stamp + ", signals: {state: {at: /s}}}",
            "{\"t\": " + written + "}");
    assertThat(said.timestampMillis()).isEqualTo(NOW + 500);
    assertThat(said.hasStamp()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                             | TYPE",
        "{\"t\": true}                  | TYPE",
        "{\"t\": \"2026-11-28T10:00:00\"} | TYPE",
        "{\"t\": 1795831200}            | TIME_UNIT",
        "{\"t\": 1e300}                 | TIME_UNIT",
        "{\"t\": 1795831999999}         | FUTURE",
        "{\"t\": NaN}                   | TYPE",
        "{\"t\": 1795831200000          | MALFORMED",
      })
  void aStampThatCannotBeReadRefusesTheMessage(String json, RejectReason reason) {
    assertThatExceptionOfType(RejectedException.class)
        .isThrownBy(() -> read("{topic: a, stamp: {at: /t}, signals: {state: {at: /s}}}", json))
        .satisfies(refused -> assertThat(refused.reason()).isEqualTo(reason));
  }

  @Test
  void withoutAStampTheReceiptCounts() {
    MappedMessage said = read("{topic: a, signals: {state: {at: .}}}", "\"RUNNING\"");
    assertThat(said.timestampMillis()).isEqualTo(NOW);
    assertThat(said.hasStamp()).isFalse();
    assertThat(said.state()).isEqualTo(MachineState.RUNNING);
  }

  @Test
  void aBadValueCostsThatValueAlone() {
    MappedMessage said =
        read(
            "{topic: a, signals: {state: {at: /s, words: {\"1\": RUNNING}}, good_count: {at: /g},"
                + " gas_m3: {at: /x, factor: 0.01}, water_m3: {at: /w}, humidity_pct: {at: /h}}}",
            "{\"s\": 9, \"g\": 1.5, \"x\": \"12.5\", \"w\": 1e999999999, \"h\": null}");
    assertThat(said.state()).isNull();
    assertThat(said.values().get(Signal.GAS_M3)).isEqualTo(125_000_000L);
    assertThat(said.values().has(Signal.HUMIDITY_PCT)).isFalse();
    assertThat(said.quarantined())
        .isEqualTo(
            1 << Signal.STATE.ordinal()
                | 1 << Signal.GOOD_COUNT.ordinal()
                | 1 << Signal.WATER_M3.ordinal());
  }

  @Test
  void anElementIsFoundByItsMembersAndABadQualityIsLeftOut() {
    String mapping =
        "{topic: a, sequence: {at: /n}, signals: {good_count: {at: /v/*/x, where: {id: \"a/1\", q:"
            + " \"true\"}}}}";
    MappedMessage said =
        read(
            mapping,
            "{\"n\": 7, \"v\": [{\"id\": \"a/1\", \"q\": false, \"x\": 1}, 3, {\"id\": \"a/1\","
                + " \"q\": true, \"x\": 2}]}");
    assertThat(said.values().get(Signal.GOOD_COUNT)).isEqualTo(2);
    assertThat(said.sequence()).hasValue(7);
    assertThat(read(mapping, "{\"n\": 8, \"v\": []}").values().present()).isZero();
    assertThatExceptionOfType(RejectedException.class)
        .isThrownBy(() -> read(mapping, "{\"n\": -1}"))
        .satisfies(refused -> assertThat(refused.reason()).isEqualTo(RejectReason.RANGE));
  }
}
