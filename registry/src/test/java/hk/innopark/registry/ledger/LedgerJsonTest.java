package hk.innopark.registry.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerJsonTest {
  private static final LedgerRow ROW = LedgerRows.chain("alpha", "real", 2).get(1);

  @Test
  void aLineHoldsTheColumnsOfTheContract() {
    LedgerRow row = LedgerRow.chain(LedgerRows.entry("alpha", "sim:a", 0), 1, LedgerRow.GENESIS);

    assertThat(LedgerJson.format(row))
        .isEqualTo(
            "{\"tenant\":\"alpha\",\"origin\":\"sim:a\",\"seq\":1,\"line\":null,"
                + "\"measurement\":\"energy\",\"grain\":\"hour\",\"period_start\":1763791200000,"
                + "\"period_end\":1763794800000,\"revision\":1,"
                + "\"elements\":{\"grid_kwh\":1000000000},"
                + "\"figures\":{\"active_kwh\": 1.0,  \"kwh_per_good\":null},\"coverage\":null,"
                + "\"code_version\":\"0.1.0\",\"registry_version\":\"9f61510fa5822639\","
                + "\"factor_ids\":\"electricity:clp:2:location:2025-01-01\",\"raw_messages\":360,"
                + "\"raw_digest\":\""
                + "ab".repeat(32)
                + "\",\"reason\":\"closed – 首次\",\"previous_hash\":\""
                + LedgerRow.GENESIS
                + "\",\"hash\":\""
                + row.hash()
                + "\"}");
  }

  @Test
  void aLineReadsBackToTheSameRowByteForByte() {
    for (LedgerRow row : LedgerRows.chain("alpha", "real", 30)) {
      LedgerRow again = LedgerJson.parse(LedgerJson.format(row));

      assertThat(again).isEqualTo(row);
      assertThat(again.isIntact()).isTrue();
    }
  }

  @Test
  void figuresOnSeveralLinesAreNoNdjson() {
    LedgerEntry entry = LedgerRows.entry("alpha", "real", 0);
    LedgerEntry broken =
        new LedgerEntry(
            entry.tenant(),
            entry.origin(),
            entry.line(),
            entry.measurement(),
            entry.grain(),
            entry.periodStartMillis(),
            entry.periodEndMillis(),
            entry.revision(),
            entry.elements(),
            "{\n}",
            entry.coverage(),
            entry.codeVersion(),
            entry.registryVersion(),
            entry.factorIds(),
            entry.rawMessages(),
            entry.rawDigest(),
            entry.reason());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> LedgerJson.format(LedgerRow.chain(broken, 1, LedgerRow.GENESIS)))
        .withMessageStartingWith("figures is not a JSON object on one line");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"seq\":2 | \"seq\":\"two\" | seq is not a whole number: two",
        "\"seq\":2 | \"seq\":null | seq is null",
        "\"revision\":1 | \"revision\":3000000000 | revision is too large: 3000000000",
        "\"tenant\":\"alpha\" | \"tenant\":[1] | tenant is a list",
        "\"tenant\":\"alpha\", | '' | no tenant",
        "\"tenant\": | \"tennant\": | unknown member \"tennant\"",
        "\"origin\":\"real\" | \"tenant\":\"real\" | is not JSON: Duplicate field 'tenant'",
      })
  void aWrongMemberIsNamed(String right, String wrong, String problem) {
    String line = LedgerJson.format(ROW);
    assertThat(line).contains(right);

    assertThatExceptionOfType(LedgerException.class)
        .isThrownBy(() -> LedgerJson.parse(line.replace(right, wrong)))
        .withMessage(problem);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "1", "{", "{}", "{} {}", "not json"})
  void whatIsNoRowIsRefused(String line) {
    assertThatExceptionOfType(LedgerException.class).isThrownBy(() -> LedgerJson.parse(line));
  }
}
