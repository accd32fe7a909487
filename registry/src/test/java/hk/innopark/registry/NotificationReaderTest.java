package hk.innopark.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import hk.innopark.events.AlertChange;
import hk.innopark.events.AlertKind;
import hk.innopark.events.AlertKind.Severity;
import hk.innopark.registry.model.NotificationChannel;
import hk.innopark.registry.model.NotificationRule;
import hk.innopark.registry.model.Registry;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotificationReaderTest {
  private static final String CHANNELS =
      """
      channels:
        - {tenant: golden-noodle, id: lead, kind: email, to: [lead@example.com], language: zh-HK}
        - {tenant: golden-noodle, id: mes, kind: webhook, url: "https://mes.example/alerts"}
        - {tenant: golden-noodle, id: light, kind: mqtt}
      notifications:
        - {tenant: golden-noodle, id: stops, kinds: [line_stopped], severity: critical, lines: [line-1], shifts: [early], channels: [lead, light], quiet: {from: "22:00", to: "06:30", passes: critical}, escalate: {after: PT15M, to: [mes]}}
      """;

  @Test
  void channelsAndRulesAreRead() {
    Registry registry = RegistryYaml.parse(Yaml.file() + CHANNELS, "plant.yaml");

    assertThat(registry.channels())
        .extracting(NotificationChannel::id)
        .containsExactly("lead", "light", "mes");
    NotificationChannel lead = registry.channels().get(0);
    assertThat(lead.language()).isEqualTo("zh-HK");
    assertThat(lead.changes()).containsExactly(AlertChange.RAISED);
    assertThat(registry.channels().get(1).changes())
        .containsExactly(AlertChange.RAISED, AlertChange.CLEARED);
    NotificationRule rule = registry.notifications().get(0);
    assertThat(rule.kinds()).containsExactly(AlertKind.LINE_STOPPED);
    assertThat(rule.quiet())
        .isEqualTo(
            new NotificationRule.Quiet(
                LocalTime.of(22, 0),
                LocalTime.of(6, 30),
                ZoneId.of("Asia/Hong_Kong"),
                Severity.CRITICAL));
    assertThat(rule.escalation())
        .isEqualTo(new NotificationRule.Escalation(Duration.ofMinutes(15), List.of("mes")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "id: mes, kind|id: lead, kind|channels[1]: channel \"lead\" of the tenant is already at",
        "tenant: golden-noodle, id: mes|tenant: x, id: mes|channels[1].tenant: no tenant \"x\"",
        "kind: mqtt|kind: pager|channels[2].kind: \"pager\" is none of email, webhook, mqtt",
        "kind: mqtt|kind: mqtt, to: [a@b.c]|channels[2]: unknown key \"to\"",
        "to: [lead@example.com], |-|channels[0]: no to",
        "lead@example.com|lead|channels[0].to[0]: \"lead\" is not an address",
        "lead@example.com|\"a@b.c, d@e.f\"|channels[0].to[0]: \"a@b.c, d@e.f\" is not an address",
        "language: zh-HK|language: de|channels[0].language: \"de\" is none of en, zh-HK",
        "https://mes|https://user:word@mes|channels[1].url: is not https://host/path",
        "https://mes|file:///mes|channels[1].url: is not https://host/path",
        "channels: [lead, light]|channels: [pager]|notifications[0].channels[0]: no channel",
        "channels: [lead, light]|channels: []|notifications[0].channels: is empty",
        "lines: [line-1]|lines: [line-9]|notifications[0].lines[0]: no line \"line-9\"",
        "kinds: [line_stopped]|kinds: [late]|notifications[0].kinds[0]: \"late\" is none of",
        "to: \"06:30\"|to: \"22:00\"|notifications[0].quiet: from and to are the same time",
        "passes: critical|zone: Mars/Base|notifications[0].quiet.zone: unknown time zone"
            + " \"Mars/Base\"",
        "PT15M|PT15S|notifications[0].escalate.after: is not PT1M to P7D",
        "to: [mes]}|to: [boss]}|notifications[0].escalate.to[0]: no channel \"boss\"",
      })
  void aMistakeIsRefusedWithItsPlace(String right, String wrong, String message) {
    String text = CHANNELS.replace(right, wrong.equals("-") ? "" : wrong);
    assertThat(text).isNotEqualTo(CHANNELS);

    assertThatExceptionOfType(RegistryException.class)
        .isThrownBy(() -> RegistryYaml.parse(Yaml.file() + text, "plant.yaml"))
        .withMessageContaining(message);
  }
}
