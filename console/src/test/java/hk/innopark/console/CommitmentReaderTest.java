package hk.innopark.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import hk.innopark.console.Plant.CommitmentRow;
import hk.innopark.registry.model.Commitment;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommitmentReaderTest {
  private static Commitment promise(String metric, String baseline, String target) {
    return new Commitment(
        "c1",
        "golden-noodle",
        metric,
        new BigDecimal(baseline),
        new BigDecimal(target),
        LocalDate.of(2027, 12, 31),
        new BigDecimal("0.95"));
  }

  @Test
  void less_is_met_where_the_target_is_below_the_baseline() {
    Commitment carbon = promise("sustainability.scope2_location_kg_per_good", "0.020", "0.016");
    CommitmentRow row =
        CommitmentReader.row(
            carbon, Map.of("scope2_location_kg_per_good", 0.0155, "coverage", 0.97), null);
    assertThat(row.standing()).isEqualTo("met");
    assertThat(row.progress()).isCloseTo(1.125, within(1e-9));
  }

  @Test
  void more_is_met_where_the_target_is_above_the_baseline() {
    Commitment oee = promise("throughput.oee", "0.60", "0.70");
    assertThat(CommitmentReader.row(oee, Map.of("oee", 0.65, "coverage", 0.99), null).standing())
        .isEqualTo("not_met");
    assertThat(CommitmentReader.row(oee, Map.of("oee", 0.70, "coverage", 0.99), null).standing())
        .isEqualTo("met");
  }

  @Test
  void too_little_coverage_is_insufficient_evidence_whatever_the_figure() {
    Commitment oee = promise("throughput.oee", "0.60", "0.70");
    assertThat(CommitmentReader.row(oee, Map.of("oee", 0.99, "coverage", 0.9499), null).standing())
        .isEqualTo("insufficient_evidence");
    assertThat(CommitmentReader.row(oee, Map.of("oee", 0.99), null).standing())
        .isEqualTo("insufficient_evidence");
  }

  @Test
  void a_figure_without_a_value_is_insufficient_evidence_and_has_no_progress() {
    CommitmentRow row =
        CommitmentReader.row(
            promise("throughput.oee", "0.60", "0.70"), Map.of("coverage", 1.0), null);
    assertThat(row.standing()).isEqualTo("insufficient_evidence");
    assertThat(row.now()).isNull();
    assertThat(row.progress()).isNull();
  }
}
