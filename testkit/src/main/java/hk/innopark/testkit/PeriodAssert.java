package hk.innopark.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.AbstractDoubleAssert;
import org.assertj.core.api.Assertions;

/** The figures of one place in one period, of every measurement. */
public final class PeriodAssert extends AbstractAssert<PeriodAssert, List<FigureRow>> {
  private static final Set<String> WARNINGS =
      Set.of(
          "late",
          "dead_letters",
          "sequence_gaps",
          "quarantined",
          "stuck_s",
          "doubtful_s",
          "clock_off");

  private final String name;

  PeriodAssert(String name, List<FigureRow> rows) {
    super(rows, PeriodAssert.class);
    this.name = name;
  }

  public AbstractDoubleAssert<?> good() {
    return figure("good");
  }

  public AbstractDoubleAssert<?> scrap() {
    return figure("scrap");
  }

  public AbstractDoubleAssert<?> produced() {
    return figure("produced");
  }

  public AbstractDoubleAssert<?> activeKwh() {
    return figure("active_kwh");
  }

  public AbstractDoubleAssert<?> gridKwh() {
    return figure("grid_kwh");
  }

  public AbstractDoubleAssert<?> waterM3() {
    return figure("water_m3");
  }

  public AbstractDoubleAssert<?> productionSeconds() {
    return figure("production_s");
  }

  public AbstractDoubleAssert<?> delaySeconds() {
    return figure("delay_s");
  }

  public AbstractDoubleAssert<?> unknownSeconds() {
    return figure("unknown_s");
  }

  public AbstractDoubleAssert<?> failures() {
    return figure("failures");
  }

  public AbstractDoubleAssert<?> availability() {
    return figure("availability");
  }

  public AbstractDoubleAssert<?> oee() {
    return figure("oee");
  }

  public AbstractDoubleAssert<?> scope2LocationKg() {
    return figure("scope2_location_kg");
  }

  public AbstractDoubleAssert<?> coverage() {
    return figure("coverage");
  }

  /** Any field by the contract's name, such as {@code kwh_per_good}. */
  public AbstractDoubleAssert<?> figure(String field) {
    return Assertions.assertThat(value(field)).as("%s of %s", field, name);
  }

  /** Whether a field has no value, such as a ratio over nothing. */
  public PeriodAssert hasNo(String field) {
    if (value(field) != null) {
      throw failure("%s of %s should have no value but is %s", field, name, value(field));
    }
    return this;
  }

  /** Whether every measurement's row is settled: complete, or past the lateness horizon. */
  public PeriodAssert isFinal() {
    for (FigureRow row : actual) {
      if (row.status().equals("provisional")) {
        throw failure("%s of %s is provisional", row.measurement(), name);
      }
    }
    return this;
  }

  /** Whether the period's quality figures warn of anything: the opposite of a clean period. */
  public PeriodAssert isFlagged() {
    if (warnings(actual).isEmpty()) {
      throw failure("the quality figures of %s should warn, and do not", name);
    }
    return this;
  }

  /** Whether nothing is missing, late, refused or doubtful. */
  public PeriodAssert isClean() {
    List<String> warnings = warnings(actual);
    if (!warnings.isEmpty()) {
      throw failure("%s should be clean, but %s", name, warnings);
    }
    return this;
  }

  /**
   * What a reader has to mind: what the quality figures say, and time without a known state.
   * Nothing where the data is whole.
   */
  static List<String> warnings(List<FigureRow> rows) {
    List<String> warnings = new ArrayList<>();
    for (FigureRow row : rows) {
      Double unknown = row.values().get("unknown_s");
      if (unknown != null && unknown > 0) {
        warnings.add("unknown_s is " + unknown);
      }
      if (!row.measurement().equals("quality_of_data")) {
        continue;
      }
      for (Map.Entry<String, Double> field : row.values().entrySet()) {
        double value = field.getValue() == null ? Double.NaN : field.getValue();
        boolean isShare =
            field.getKey().equals("coverage") || field.getKey().equals("measured_share");
        if (isShare ? value < 1 : WARNINGS.contains(field.getKey()) && value > 0) {
          warnings.add(field.getKey() + " is " + field.getValue());
        }
      }
    }
    return warnings;
  }

  private Double value(String field) {
    for (FigureRow row : actual) {
      if (row.values().containsKey(field)) {
        return row.values().get(field);
      }
    }
    throw failure("%s has no figure \"%s\"", name, field);
  }
}
