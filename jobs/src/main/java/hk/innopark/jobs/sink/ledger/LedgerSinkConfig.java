package hk.innopark.jobs.sink.ledger;

import hk.innopark.events.settings.SecretValue;
import hk.innopark.events.settings.Settings;
import java.io.Serializable;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Where the ledger is and how patiently it is written.
 *
 * @param jdbcUrl {@code jdbc:postgresql://host:port/database}, without a password
 * @param batchRows how many rows one round trip carries
 * @param maxOutage how long the sink waits for a PostgreSQL that cannot be reached, before it fails
 *     and leaves the rest to Flink's restart
 * @param statementTimeout how long one round trip may take before the connection counts as lost
 */
public record LedgerSinkConfig(
    String jdbcUrl,
    String user,
    SecretValue password,
    int batchRows,
    Duration maxOutage,
    Duration statementTimeout)
    implements Serializable {
  private static final int DEFAULT_BATCH_ROWS = 500;
  private static final Duration DEFAULT_MAX_OUTAGE = Duration.ofMinutes(5);
  private static final Duration DEFAULT_STATEMENT_TIMEOUT = Duration.ofSeconds(30);

  public LedgerSinkConfig {
    if (!jdbcUrl.startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException(
          "LEDGER_JDBC_URL is not of the form jdbc:postgresql://host:port/database");
    }
    if (jdbcUrl.toLowerCase(Locale.ROOT).contains("password=")) {
      throw new IllegalArgumentException(
          "LEDGER_JDBC_URL holds a password; give it as LEDGER_PASSWORD or LEDGER_PASSWORD_FILE");
    }
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(password, "password");
    if (batchRows < 1) {
      throw new IllegalArgumentException("LEDGER_BATCH_ROWS is below 1");
    }
    requirePositive("LEDGER_MAX_OUTAGE", maxOutage);
    requirePositive("LEDGER_STATEMENT_TIMEOUT", statementTimeout);
  }

  /** The defaults: 500 rows a batch, five minutes of patience, 30 seconds a statement. */
  public static LedgerSinkConfig of(String jdbcUrl, String user, SecretValue password) {
    return new LedgerSinkConfig(
        jdbcUrl, user, password, DEFAULT_BATCH_ROWS, DEFAULT_MAX_OUTAGE, DEFAULT_STATEMENT_TIMEOUT);
  }

  /**
   * Reads {@code LEDGER_JDBC_URL}, {@code LEDGER_USER}, {@code LEDGER_PASSWORD} or {@code
   * LEDGER_PASSWORD_FILE}, and optionally {@code LEDGER_BATCH_ROWS}, {@code LEDGER_MAX_OUTAGE} and
   * {@code LEDGER_STATEMENT_TIMEOUT}.
   */
  public static LedgerSinkConfig fromEnvironment(Map<String, String> environment) {
    Settings settings = new Settings(environment);
    return new LedgerSinkConfig(
        settings.required("LEDGER_JDBC_URL"),
        settings.required("LEDGER_USER"),
        settings
            .secret("LEDGER_PASSWORD")
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "neither LEDGER_PASSWORD nor LEDGER_PASSWORD_FILE is set")),
        settings.count("LEDGER_BATCH_ROWS", DEFAULT_BATCH_ROWS),
        settings.duration("LEDGER_MAX_OUTAGE", DEFAULT_MAX_OUTAGE),
        settings.duration("LEDGER_STATEMENT_TIMEOUT", DEFAULT_STATEMENT_TIMEOUT));
  }

  private static void requirePositive(String key, Duration duration) {
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException(key + " is not above zero");
    }
  }
}
