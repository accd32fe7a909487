package hk.innopark.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.OutputFields;
import hk.innopark.jobs.figures.Measurement;
import hk.innopark.registry.model.Commitment;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CommitmentsTest {
  private static final String TENANT = "promises-everything";

  /** The others are not in HKSTP's database: a panel of them would always be empty. */
  @Test
  void hkstpHasAPanelOfEveryCommitmentThatDoesNotDependOnItems() {
    Set<String> seen = new TreeSet<>();
    for (Measurement measurement : Measurement.values()) {
      measurement.fields().stream()
          .filter(field -> !OutputFields.contains(field))
          .forEach(seen::add);
    }

    Set<String> shown = new TreeSet<>();
    for (GrafanaDashboard dashboard : DashboardCatalogue.of(Audience.HKSTP, toEveryFigure())) {
      for (DashboardQuery query : DashboardQuery.ofPanels(dashboard)) {
        if (query.text().contains("'" + TENANT + "'")) {
          shown.addAll(QueryNames.fields(query.text()));
        }
      }
    }

    assertThat(shown).isEqualTo(seen);
  }

  /** A plant with a commitment about each figure. */
  static Plant toEveryFigure() {
    List<Commitment> commitments = new ArrayList<>();
    for (Measurement measurement : Measurement.values()) {
      measurement
          .fields()
          .forEach(field -> commitments.add(about(measurement.wireName() + '.' + field)));
    }
    return new Plant(null, Map.of(), commitments, null, false, null);
  }

  private static Commitment about(String metric) {
    return new Commitment(
        metric,
        TENANT,
        metric,
        BigDecimal.ONE,
        BigDecimal.TEN,
        LocalDate.of(2030, 1, 1),
        BigDecimal.ONE);
  }
}
