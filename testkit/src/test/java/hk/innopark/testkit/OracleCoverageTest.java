package hk.innopark.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.jobs.figures.Measurement;
import hk.innopark.simulators.oracle.Oracle;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No figure is left out of the comparison with the truth by forgetting it. */
class OracleCoverageTest {
  private static Set<String> covered() {
    Set<String> covered = new TreeSet<>(Oracle.everyField());
    covered.addAll(Oracle.fieldsOfRates());
    covered.addAll(Oracle.fieldsOfCleanFeeds());
    return covered;
  }

  @ParameterizedTest
  @EnumSource(Measurement.class)
  void theOracleKnowsEveryFieldOrSaysWhyNot(Measurement measurement) {
    Set<String> forgotten = new TreeSet<>(measurement.fields());
    forgotten.removeAll(covered());
    forgotten.removeAll(Oracle.undetermined().keySet());
    assertThat(forgotten).as("neither covered nor listed with a reason").isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Measurement.class)
  void whatIsListedAsUndeterminedIsNotCovered(Measurement measurement) {
    Set<String> both = new TreeSet<>(measurement.fields());
    both.retainAll(covered());
    both.retainAll(Oracle.undetermined().keySet());
    assertThat(both).isEmpty();
  }

  @Test
  void everyCoveredFieldAndEveryReasonIsOfAFieldThatThereIs() {
    Set<String> fields = new TreeSet<>();
    for (Measurement each : Measurement.values()) {
      fields.addAll(each.fields());
    }
    assertThat(fields).containsAll(Oracle.undetermined().keySet()).containsAll(covered());
  }
}
