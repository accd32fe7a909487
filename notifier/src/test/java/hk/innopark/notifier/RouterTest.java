package hk.innopark.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.Alert;
import hk.innopark.notifier.Planned.Change;
import hk.innopark.notifier.Router.Told;
import hk.innopark.registry.model.Registry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouterTest {
  private static final Instant NOON = Instant.parse("2026-11-27T12:00:00+08:00");
  private static final Instant MIDNIGHT = Instant.parse("2026-11-28T00:00:00+08:00");
  private static final String CHANNELS =
      """
      channels:
        - {tenant: golden-noodle, id: lead, kind: email, to: [lead@example.com]}
        - {tenant: golden-noodle, id: boss, kind: email, to: [boss@example.com], changes: [raised, cleared]}
        - {tenant: golden-noodle, id: light, kind: mqtt}
        - {tenant: golden-noodle, id: ends, kind: mqtt, changes: [cleared]}
      notifications:
      """;

  private static Registry rules(String... rules) {
    StringBuilder text = new StringBuilder(CHANNELS);
    for (String rule : rules) {
      text.append("  - {tenant: golden-noodle, ").append(rule).append("}\n");
    }
    return Sample.registry(text.toString());
  }

  private static List<String> told(Registry registry, Alert alert, Instant now) {
    return Router.raised(registry, alert, now).stream().map(Planned::channel).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "severity: warning|true|true|true",
        "severity: critical|true|false|false",
        "kinds: [sensor_silent]|false|true|false",
        "lines: [line-1]|true|true|false",
        "lines: [line-2]|false|false|false",
        "shifts: [day]|true|true|true",
        "shifts: [night]|false|false|false",
      })
  void aRuleTellsWhatItIsAbout(String rule, boolean stopped, boolean silent, boolean peak) {
    Registry registry = rules("id: r, channels: [lead], " + rule);
    long noon = NOON.toEpochMilli();

    assertThat(told(registry, Sample.stopped("line-1", noon), NOON).isEmpty()).isEqualTo(!stopped);
    assertThat(told(registry, Sample.silent(noon), NOON).isEmpty()).isEqualTo(!silent);
    assertThat(told(registry, Sample.peak(noon), NOON).isEmpty()).isEqualTo(!peak);
  }

  @Test
  void theShiftIsThatOfTheAlertAndNotOfNow() {
    Registry registry = rules("id: r, channels: [lead], shifts: [night]");

    assertThat(told(registry, Sample.stopped("line-1", MIDNIGHT.toEpochMilli()), NOON))
        .containsExactly("lead");
  }

  @Test
  void quietHoursHoldWhatIsNotSevereEnough() {
    Registry registry =
        rules("id: r, channels: [lead], quiet: {from: \"22:00\", to: \"06:30\", passes: critical}");
    Planned silent =
        Router.raised(registry, Sample.silent(MIDNIGHT.toEpochMilli()), MIDNIGHT).get(0);
    Planned stopped =
        Router.raised(registry, Sample.stopped("line-1", MIDNIGHT.toEpochMilli()), MIDNIGHT).get(0);

    assertThat(silent.held()).isTrue();
    assertThat(silent.due()).isEqualTo(Instant.parse("2026-11-28T06:30:00+08:00"));
    assertThat(stopped.held()).isFalse();
    assertThat(stopped.due()).isEqualTo(MIDNIGHT);
  }

  @Test
  void anEscalationIsDueAfterThoseWhoAreToldFirst() {
    Registry registry =
        rules(
            "id: r, channels: [lead], quiet: {from: \"22:00\", to: \"06:30\"},"
                + " escalate: {after: PT15M, to: [boss]}");
    List<Planned> planned =
        Router.raised(registry, Sample.silent(MIDNIGHT.toEpochMilli()), MIDNIGHT);

    assertThat(planned)
        .extracting(Planned::change)
        .containsExactly(Change.RAISED, Change.ESCALATED);
    assertThat(planned.get(1).channel()).isEqualTo("boss");
    assertThat(Duration.between(planned.get(0).due(), planned.get(1).due()))
        .isEqualTo(Duration.ofMinutes(15));
  }

  @Test
  void aChannelThatTwoRulesNameIsToldOnceAndAtTheEarlierTime() {
    Registry registry =
        rules(
            "id: a, channels: [lead], quiet: {from: \"22:00\", to: \"06:30\"}",
            "id: b, channels: [lead, light]");
    List<Planned> planned =
        Router.raised(registry, Sample.silent(MIDNIGHT.toEpochMilli()), MIDNIGHT);

    assertThat(planned).extracting(Planned::channel).containsExactly("lead", "light");
    assertThat(planned).allSatisfy(one -> assertThat(one.due()).isEqualTo(MIDNIGHT));
  }

  @Test
  void theEndIsToldToThoseWhoWereToldAndWantIt() {
    Registry registry =
        rules(
            "id: r, channels: [lead, boss, light, ends], quiet: {from: \"22:00\", to: \"06:30\"}");
    Alert over = Sample.cleared(Sample.silent(NOON.toEpochMilli()), MIDNIGHT.toEpochMilli());
    List<Planned> planned =
        Router.cleared(
            registry,
            over,
            List.of(new Told("lead", "r"), new Told("boss", "r"), new Told("light", "r")),
            MIDNIGHT);

    assertThat(told(registry, Sample.silent(NOON.toEpochMilli()), NOON))
        .as("who wants ends alone is not told of beginnings")
        .doesNotContain("ends");
    assertThat(planned).extracting(Planned::channel).containsExactly("boss", "light");
    assertThat(planned.get(0).held()).as("people sleep").isTrue();
    assertThat(planned.get(1).due()).as("a light goes out at once").isEqualTo(MIDNIGHT);
  }

  @Test
  void nobodyIsToldOfAnotherTenantsAlerts() {
    Registry registry = rules("id: r, channels: [lead]");
    Alert own = Sample.silent(NOON.toEpochMilli());
    Alert foreign =
        new Alert(
            own.kind(),
            own.estate(),
            "medivance",
            own.line(),
            own.machine(),
            null,
            "real",
            own.sinceMillis(),
            own.raisedAtMillis(),
            null,
            1,
            1);

    assertThat(told(registry, foreign, NOON)).isEmpty();
  }
}
