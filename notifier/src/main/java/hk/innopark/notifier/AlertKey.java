package hk.innopark.notifier;

import hk.innopark.events.Alert;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What makes two records tell of one alert, through restarts and replays. */
final class AlertKey {
  private static final int DIGITS = 32;

  private AlertKey() {}

  /** 32 hex digits of SHA-256 of origin, kind, what it is about, and when it was raised. */
  static String of(Alert alert) {
    String identity =
        String.join(
            "\n",
            alert.origin(),
            alert.kind().wireName(),
            alert.entity(),
            alert.signal() == null ? "" : alert.signal(),
            Long.toString(alert.raisedAtMillis()));
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java runtime has SHA-256", impossible);
    }
  }
}
