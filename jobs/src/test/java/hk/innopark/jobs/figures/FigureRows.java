package hk.innopark.jobs.figures;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.jobs.rollup.PeriodTotal;

/** What a test asks of the rows of a total. */
final class FigureRows {
  private FigureRows() {}

  /** The row of a measurement. */
  static FigureRow of(PeriodTotal total, Measurement measurement) {
    return FigureCalculator.rows(total).stream()
        .filter(row -> row.measurement() == measurement)
        .findFirst()
        .orElseThrow();
  }

  static double value(FigureRow row, String field) {
    int index = row.measurement().fields().indexOf(field);
    assertThat(index).as("a field named %s", field).isNotNegative();
    return row.values()[index];
  }
}
