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

  /** A figure whose panels have texts of their own. */
  private static final String NAMELESS = "mean_kw";

  /** The others are not in HKSTP's database: a panel of them would always be empty. */
  @Test
  void hkstpHasAPanelOfEveryCommitmentThatDoesNotDependOnItems() {
    List<Commitment> commitments = new ArrayList<>();
    Set<String> seen = new TreeSet<>();
    for (Measurement measurement : Measurement.values()) {
      for (String field : measurement.fields()) {
        if (field.equals(NAMELESS)) {
          continue;
        }
        commitments.add(about(measurement.wireName() + '.' + field));
        if (!OutputFields.contains(field)) {
          seen.add(field);
        }
      }
    }
    Plant plant = new Plant(null, Map.of(), commitments, null, false, null);

    Set<String> shown = new TreeSet<>();
    for (GrafanaDashboard dashboard : DashboardCatalogue.of(Audience.HKSTP, plant)) {
      for (DashboardQuery query : DashboardQuery.ofPanels(dashboard)) {
        if (query.text().contains("'" + TENANT + "'")) {
          shown.addAll(QueryNames.fields(query.text()));
        }
      }
    }

    assertThat(shown).isEqualTo(seen);
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
