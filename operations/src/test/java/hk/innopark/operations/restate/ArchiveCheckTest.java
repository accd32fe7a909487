package hk.innopark.operations.restate;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hk.innopark.events.RefusedException;
import hk.innopark.registry.ledger.LedgerEntry;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArchiveCheckTest {
  private static final Days DAY =
      new Days(LocalDate.parse("2026-01-30"), LocalDate.parse("2026-01-30"));

  @Test
  void anArchiveWithFewerMessagesThanTheLedgerRestsOnIsRefused() {
    assertThatThrownBy(() -> check(false, entry("v1", 12), entry("v1", 11)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("the archive holds 11 of the 12 messages");
    assertThatCode(() -> check(false, entry("v1", 12), entry("v1", 13))).doesNotThrowAnyException();
  }

  @Test
  void aCorrectionIsNotTakenBackUnasked() {
    assertThatThrownBy(() -> check(false, entry("corrected", 12), entry("in-force", 12)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("choose by --registry-version");
    assertThatCode(() -> check(true, entry("corrected", 12), entry("in-force", 12)))
        .doesNotThrowAnyException();
  }

  private static void check(boolean versionIsNamed, LedgerEntry before, LedgerEntry after)
      throws RefusedException {
    new ArchiveCheck(DAY, versionIsNamed)
        .check(Map.of(PeriodKey.of(before), before), Map.of(PeriodKey.of(after), after));
  }

  private static LedgerEntry entry(String version, long messages) {
    return new LedgerEntry(
        "noodle",
        "real",
        null,
        "energy",
        "day",
        DAY.startMillis(),
        DAY.endMillis(),
        1,
        "{}",
        "{}",
        1.0,
        "code",
        version,
        "",
        messages,
        "0".repeat(64),
        "period closed");
  }
}
