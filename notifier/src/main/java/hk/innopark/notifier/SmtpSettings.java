package hk.innopark.notifier;

import hk.innopark.events.settings.PemTls;
import hk.innopark.events.settings.SecretValue;
import hk.innopark.events.settings.Settings;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The mail server that takes mails.
 *
 * @param from the address that mails come from
 * @param authority certificates that are trusted besides the JVM's
 */
record SmtpSettings(
    String host,
    int port,
    Security security,
    Optional<String> user,
    Optional<SecretValue> password,
    InternetAddress from,
    Optional<PemTls> authority) {
  private static final int SUBMISSION = 587;
  private static final int SUBMISSIONS = 465;

  /** How the way to it is kept. */
  enum Security {
    /** Plain at first, then TLS or nothing. */
    STARTTLS,
    /** TLS from the first byte. */
    TLS,
    /** Not at all: for a server on the same machine. */
    NONE
  }

  /** Empty where no server is named. */
  static Optional<SmtpSettings> read(Settings settings) {
    if (settings.text("SMTP_HOST").isEmpty()) {
      return Optional.empty();
    }
    Security security = security(settings);
    Optional<String> user = settings.text("SMTP_USER");
    // without a user, a file of the password may be there and empty
    Optional<SecretValue> password =
        user.isEmpty() ? Optional.empty() : settings.secret("SMTP_PASSWORD");
    if (password.isPresent() != user.isPresent()) {
      throw new IllegalArgumentException("SMTP_USER is set without SMTP_PASSWORD(_FILE)");
    }
    if (security == Security.NONE && password.isPresent()) {
      throw new IllegalArgumentException(
          "SMTP_PASSWORD would travel in the clear: set SMTP_SECURITY to starttls or tls");
    }
    return Optional.of(
        new SmtpSettings(
            settings.required("SMTP_HOST", "mail.example.com"),
            settings.port("SMTP_PORT", security == Security.TLS ? SUBMISSIONS : SUBMISSION),
            security,
            user,
            password,
            from(settings),
            settings
                .file("SMTP_CA_FILE")
                .map(
                    file ->
                        new PemTls(
                            "SMTP", Optional.of(file), Optional.empty(), Optional.empty()))));
  }

  private static Security security(Settings settings) {
    String text = settings.text("SMTP_SECURITY").orElse("starttls");
    return Arrays.stream(Security.values())
        .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "SMTP_SECURITY is \"%s\", but must be one of %s"
                        .formatted(
                            text,
                            Arrays.stream(Security.values())
                                .map(one -> one.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", ")))));
  }

  private static InternetAddress from(Settings settings) {
    String text = settings.required("SMTP_FROM", "alerts@example.com");
    try {
      InternetAddress address = new InternetAddress(text, true);
      if (address.getAddress().indexOf('@') > 0) {
        return address;
      }
    } catch (AddressException malformed) {
      // told below
    }
    throw new IllegalArgumentException("SMTP_FROM is \"" + text + "\", which is no address");
  }
}
