package hk.innopark.registry.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.registry.model.Commitment;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommitmentVerdictTest {
  @ParameterizedTest
  @CsvSource({
    // lower is better: 0.020 to 0.017 by the end of 2027
    "0.020, 0.017, 0.0165, 0.99, 2028-01-01, MET",
    "0.020, 0.017, 0.017, 0.95, 2028-01-01, MET",
    "0.020, 0.017, 0.0171, 0.99, 2028-01-01, NOT_MET",
    "0.020, 0.017, 0.0165, 0.94, 2028-01-01, INSUFFICIENT_EVIDENCE",
    "0.020, 0.017, , 0.99, 2028-01-01, INSUFFICIENT_EVIDENCE",
    "0.020, 0.017, 0.0165, , 2028-01-01, INSUFFICIENT_EVIDENCE",
    // the month before: even what is reached is not due
    "0.020, 0.017, 0.0165, 0.99, 2027-12-01, NOT_YET_DUE",
    "0.020, 0.017, , , 2027-12-01, NOT_YET_DUE",
    // the last day itself has not passed
    "0.020, 0.017, 0.0165, 0.99, 2027-12-31, NOT_YET_DUE",
    // higher is better
    "0.60, 0.70, 0.70, 1, 2028-01-01, MET",
    "0.60, 0.70, 0.69, 1, 2028-01-01, NOT_MET"
  })
  void aVerdictIsGivenOnAClosedPeriodThatIsDue(
      String baseline,
      String target,
      Double value,
      Double coverage,
      LocalDate end,
      String verdict) {
    Commitment commitment =
        new Commitment(
            "c",
            "t",
            "energy.kwh_per_good",
            new BigDecimal(baseline),
            new BigDecimal(target),
            LocalDate.of(2027, 12, 31),
            new BigDecimal("0.95"));
    assertThat(CommitmentVerdict.of(commitment, value, coverage, end))
        .isEqualTo(CommitmentVerdict.valueOf(verdict));
  }
}
