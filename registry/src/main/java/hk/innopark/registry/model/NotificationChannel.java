package hk.innopark.registry.model;

import hk.innopark.events.AlertChange;
import hk.innopark.events.text.Language;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A way on which a tenant's people or programs are told of alerts. Secrets are not part of it.
 *
 * @param to addresses of an e-mail channel; empty for every other kind
 * @param url of a webhook; null for every other kind
 * @param language a BCP 47 tag of {@link #LANGUAGES}
 * @param changes which changes of an alert it is told; an escalation is a raised alert once more
 */
public record NotificationChannel(
    String tenant,
    String id,
    Kind kind,
    List<String> to,
    URI url,
    String language,
    List<AlertChange> changes) {
  /** Those in which texts exist; the first is the default. */
  public static final List<String> LANGUAGES =
      Stream.of(Language.values()).map(Language::tag).toList();

  /** How it is told. */
  public enum Kind {
    /** A mail to people, once when an alert is raised. */
    EMAIL(List.of(AlertChange.RAISED)),
    /** A signed POST to a program. */
    WEBHOOK(List.of(AlertChange.RAISED, AlertChange.CLEARED)),
    /** A retained message at the broker, for a light at the line. */
    MQTT(List.of(AlertChange.RAISED, AlertChange.CLEARED));

    @SuppressWarnings("ImmutableEnumChecker") // always List.of
    private final List<AlertChange> usualChanges;

    Kind(List<AlertChange> usualChanges) {
      this.usualChanges = usualChanges;
    }

    /** What it is told where the channel does not say. */
    public List<AlertChange> usualChanges() {
      return usualChanges;
    }

    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public NotificationChannel {
    to = List.copyOf(to);
    changes = List.copyOf(changes);
  }
}
