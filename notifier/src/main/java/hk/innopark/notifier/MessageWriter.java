package hk.innopark.notifier;

import hk.innopark.events.Alert;
import hk.innopark.events.text.Language;
import hk.innopark.events.text.Texts;
import hk.innopark.notifier.Planned.Change;
import hk.innopark.registry.lookup.AlertNames;
import hk.innopark.registry.model.NotificationChannel;
import hk.innopark.registry.model.Registry;
import java.net.URI;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts what is to be told into words, with names as the registry has them. */
final class MessageWriter {
  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
  private static final String REAL = "real";

  private final Optional<URI> console;

  MessageWriter(Optional<URI> console) {
    this.console = console;
  }

  Message write(Delivery delivery, NotificationChannel channel, Registry registry) {
    Texts texts = Texts.of(Language.byTag(channel.language()).orElse(Language.ENGLISH));
    Alert alert = delivery.alert();
    AlertNames names = AlertNames.of(registry, alert);
    String sentence = names.in(alert).text(texts);
    String link = link(delivery);
    return new Message(
        channel,
        delivery.messageId(),
        delivery.alertKey() + '.' + Change.RAISED.wireName(),
        alert.estate(),
        subject(delivery, sentence, names, texts),
        body(delivery, sentence, names, texts, link),
        members(delivery, sentence, channel, link));
  }

  private static String subject(Delivery delivery, String sentence, AlertNames names, Texts texts) {
    String severity = texts.get("severity." + delivery.alert().kind().severity().wireName());
    String subject =
        texts.get(
            "notify_subject." + delivery.change().wireName(), severity, names.tenant(), sentence);
    return delivery.alert().origin().equals(REAL)
        ? subject
        : texts.get("notify.simulated_subject", subject);
  }

  private static String body(
      Delivery delivery, String sentence, AlertNames names, Texts texts, String link) {
    Alert alert = delivery.alert();
    String zone = names.zone().getId();
    List<String> lines = new ArrayList<>(List.of(sentence, ""));
    if (delivery.change() == Change.ESCALATED) {
      lines.add(texts.get("notify.not_acknowledged", at(names, alert.raisedAtMillis()), zone));
    }
    if (delivery.change() != Change.CLEARED && delivery.overAt() != null) {
      lines.add(
          texts.get("notify.over_meanwhile", at(names, delivery.overAt().toEpochMilli()), zone));
    }
    lines.add(texts.get("notify.where", where(names, texts)));
    lines.add(texts.get("notify.since", at(names, alert.sinceMillis()), zone));
    if (!alert.isActive()) {
      lines.add(texts.get("notify.cleared", at(names, alert.clearedAtMillis()), zone));
    }
    if (!alert.origin().equals(REAL)) {
      lines.add(texts.get("notify.simulated"));
    }
    lines.add("");
    if (link != null) {
      lines.add(texts.get("notify.acknowledge", link));
    }
    lines.add(texts.get("notify.id", delivery.alertKey()));
    return String.join("\n", lines) + '\n';
  }

  private static String at(AlertNames names, long millis) {
    return MINUTE.format(Instant.ofEpochMilli(millis).atZone(names.zone()));
  }

  private static String where(AlertNames names, Texts texts) {
    return Stream.of(names.tenant(), names.line(), names.machine())
        .filter(Objects::nonNull)
        .collect(Collectors.joining(texts.get("list.separator")));
  }

  private String link(Delivery delivery) {
    return console
        .map(url -> url.resolve("/alerts/" + delivery.alertKey()).toString())
        .orElse(null);
  }

  /** As the record in Kafka names them, with what the notification adds. */
  private static Map<String, Object> members(
      Delivery delivery, String sentence, NotificationChannel channel, String link) {
    Alert alert = delivery.alert();
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("id", delivery.messageId());
    members.put("alert", delivery.alertKey());
    members.put("change", delivery.change().wireName());
    members.putAll(alert.members());
    members.put("cleared_at", delivery.overAt() == null ? null : delivery.overAt().toEpochMilli());
    members.put("text", sentence);
    members.put("language", channel.language());
    members.put("url", link);
    return members;
  }
}
