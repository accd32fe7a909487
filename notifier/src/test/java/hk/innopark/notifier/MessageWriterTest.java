package hk.innopark.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.Alert;
import hk.innopark.events.AlertKind;
import hk.innopark.notifier.Planned.Change;
import hk.innopark.registry.model.NotificationChannel;
import hk.innopark.registry.model.NotificationChannel.Kind;
import hk.innopark.registry.model.Registry;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MessageWriterTest {
  private static final Instant RAISED = Instant.parse("2026-11-27T04:00:00Z");
  private static final Registry REGISTRY = Sample.registry("");

  @Test
  void everyKindAndChangeCanBeSaidInEveryLanguage() {
    for (String language : NotificationChannel.LANGUAGES) {
      for (AlertKind kind : AlertKind.values()) {
        for (Change change : Change.values()) {
          Message message = message(alert(kind), change, language);
          assertThat(message.subject()).doesNotContain("null", "{");
          assertThat(message.text()).doesNotContain("null", "{").contains("Golden Noodle");
        }
      }
    }
  }

  @Test
  void aMailNamesThingsAsTheRegistryDoesAndTimesAsThePlantHasThem() {
    Message english = message(Sample.silent(RAISED.toEpochMilli()), Change.RAISED, "en");
    Message chinese = message(Sample.silent(RAISED.toEpochMilli()), Change.RAISED, "zh-HK");

    assertThat(english.subject())
        .isEqualTo("Warning: Golden Noodle. Big oven has sent nothing for 3 min.");
    assertThat(english.text())
        .startsWith("Big oven has sent nothing for 3 min.\n")
        .contains("Where: Golden Noodle, Steamed noodles, Big oven\n")
        .contains("Since: 2026-11-27 11:57 (Asia/Hong_Kong)\n")
        .contains(
            "https://console.example/alerts/" + AlertKey.of(Sample.silent(RAISED.toEpochMilli())));
    assertThat(chinese.subject()).isEqualTo("警告：Golden Noodle。Big oven 已 3 分鐘沒有發送數據。");
    assertThat(chinese.text()).startsWith("Big oven 已 3 分鐘沒有發送數據。\n");
  }

  private static Message message(Alert alert, Change change, String language) {
    Alert told =
        change == Change.CLEARED
            ? Sample.cleared(alert, alert.raisedAtMillis() + Sample.MINUTE)
            : alert;
    Delivery delivery =
        new Delivery(
            1,
            "golden-noodle",
            "lead",
            change,
            1,
            false,
            RAISED,
            AlertKey.of(alert),
            told,
            change == Change.CLEARED ? RAISED.plusSeconds(60) : null);
    NotificationChannel channel =
        new NotificationChannel(
            "golden-noodle", "lead", Kind.EMAIL, List.of("a@b.c"), null, language, List.of());
    return new MessageWriter(Optional.of(URI.create("https://console.example")))
        .write(delivery, channel, REGISTRY);
  }

  private static Alert alert(AlertKind kind) {
    long raisedAt = RAISED.toEpochMilli();
    boolean ofLine = kind != AlertKind.DEMAND_PEAK;
    boolean ofMachine = kind == AlertKind.SENSOR_SILENT || kind == AlertKind.SENSOR_STUCK;
    return new Alert(
        kind,
        "tai-po",
        "golden-noodle",
        ofLine ? "line-1" : null,
        ofMachine ? "oven-1" : null,
        kind == AlertKind.SENSOR_STUCK ? "vibration_mm_s" : null,
        "sim:demo",
        raisedAt - Sample.MINUTE,
        raisedAt,
        null,
        0.45,
        0.5);
  }
}
