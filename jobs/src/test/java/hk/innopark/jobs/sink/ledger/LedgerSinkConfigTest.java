package hk.innopark.jobs.sink.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hk.innopark.events.settings.SecretValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LedgerSinkConfigTest {
  private static final Map<String, String> COMPLETE =
      Map.of(
          "LEDGER_JDBC_URL", "jdbc:postgresql://db:5432/innopark",
          "LEDGER_USER", "writer",
          "LEDGER_PASSWORD", "s3cret");

  @Test
  void defaultsApplyWhereNothingElseIsSet() {
    assertThat(LedgerSinkConfig.fromEnvironment(COMPLETE))
        .isEqualTo(
            LedgerSinkConfig.of(
                "jdbc:postgresql://db:5432/innopark", "writer", SecretValue.of("s3cret")));
  }

  @Test
  void everyValueCanBeSet() {
    LedgerSinkConfig config =
        LedgerSinkConfig.fromEnvironment(
            with(
                Map.of(
                    "LEDGER_BATCH_ROWS", "7",
                    "LEDGER_MAX_OUTAGE", "PT9M",
                    "LEDGER_STATEMENT_TIMEOUT", "PT4S")));

    assertThat(config.batchRows()).isEqualTo(7);
    assertThat(config.maxOutage()).isEqualTo(Duration.ofMinutes(9));
    assertThat(config.statementTimeout()).isEqualTo(Duration.ofSeconds(4));
  }

  @Test
  void thePasswordMayStandInAFile(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("password"), "from-file\n");
    Map<String, String> environment = with(Map.of("LEDGER_PASSWORD_FILE", file.toString()));
    environment.remove("LEDGER_PASSWORD");

    assertThat(LedgerSinkConfig.fromEnvironment(environment).password().reveal())
        .isEqualTo("from-file");
  }

  @Test
  void aPasswordBesideItsFileIsRefused(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("password"), "s3cret");

    assertThatThrownBy(
            () ->
                LedgerSinkConfig.fromEnvironment(
                    with(Map.of("LEDGER_PASSWORD_FILE", file.toString()))))
        .hasMessage("LEDGER_PASSWORD and LEDGER_PASSWORD_FILE are both set: set one");
  }

  @Test
  void thePasswordOfAFileIsReadAgain(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("password"), "before");
    Map<String, String> environment = with(Map.of("LEDGER_PASSWORD_FILE", file.toString()));
    environment.remove("LEDGER_PASSWORD");
    LedgerSinkConfig config = LedgerSinkConfig.fromEnvironment(environment);

    Files.writeString(file, "after");

    assertThat(config.password().mayChange()).isTrue();
    assertThat(config.password().reveal()).isEqualTo("after");
    assertThat(LedgerSinkConfig.fromEnvironment(COMPLETE).password().mayChange()).isFalse();
  }

  @Test
  void thePasswordIsNotShown() {
    assertThat(LedgerSinkConfig.fromEnvironment(COMPLETE).toString()).doesNotContain("s3cret");
  }

  @ParameterizedTest
  @CsvSource({
    "LEDGER_JDBC_URL, jdbc:mysql://db/x",
    "LEDGER_JDBC_URL, jdbc:postgresql://db/x?password=s3cret",
    "LEDGER_JDBC_URL, ''",
    "LEDGER_USER, ''",
    "LEDGER_PASSWORD, ''",
    "LEDGER_PASSWORD_FILE, /nowhere/at/all",
    "LEDGER_BATCH_ROWS, 0",
    "LEDGER_BATCH_ROWS, many",
    "LEDGER_MAX_OUTAGE, PT0S",
    "LEDGER_MAX_OUTAGE, 5 minutes",
    "LEDGER_STATEMENT_TIMEOUT, -PT1S"
  })
  void anInvalidValueIsRefusedNamingItsKey(String key, String value) {
    assertThatThrownBy(() -> LedgerSinkConfig.fromEnvironment(with(Map.of(key, value))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(key)
        .hasMessageNotContaining("s3cret");
  }

  private static Map<String, String> with(Map<String, String> changes) {
    Map<String, String> environment = new HashMap<>(COMPLETE);
    environment.putAll(changes);
    return environment;
  }
}
