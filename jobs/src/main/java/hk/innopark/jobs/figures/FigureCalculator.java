package hk.innopark.jobs.figures;

import hk.innopark.events.Grain;
import hk.innopark.jobs.element.Elements;
import hk.innopark.jobs.element.Subject;
import hk.innopark.jobs.rollup.PeriodTotal;
import java.util.ArrayList;
import java.util.List;

/**
 * From a period's summed elements to its rows, one for each measurement that it has, or had when it
 * was reported before.
 */
final class FigureCalculator {
  private FigureCalculator() {}

  static List<FigureRow> rows(PeriodTotal total) {
    return rows(total, Elements.unpack(total.elements()), Expectation.NONE, Inventory.NONE);
  }

  /**
   * The rows of a period.
   *
   * @param elements the period's own, unpacked
   */
  static List<FigureRow> rows(
      PeriodTotal total, Elements elements, Expectation expectation, Inventory inventory) {
    FigureRow.Status status = status(total, elements);
    int before = total.before().subjects();
    List<FigureRow> rows = new ArrayList<>(Measurement.values().length);
    if (Subject.THROUGHPUT.isIn(elements) || Subject.THROUGHPUT.isIn(before)) {
      rows.add(row(Measurement.THROUGHPUT, total, status, ThroughputFigures.of(elements)));
    }
    if (Subject.ENERGY.isIn(elements) || Subject.ENERGY.isIn(before)) {
      long duration =
          Math.min(total.endMillis(), Math.max(total.asOfMillis(), total.startMillis()))
              - total.startMillis();
      rows.add(
          row(
              Measurement.ENERGY,
              total,
              status,
              EnergyFigures.of(
                  elements, duration, total.peakDemandKva(), total.bill(), expectation)));
    }
    if (isPassing(total)) {
      return rows; // the rest is said when the minute closes
    }
    if (SustainabilityFigures.isPresent(elements, inventory)
        || Subject.SUSTAINABILITY.isIn(before)) {
      rows.add(
          row(
              Measurement.SUSTAINABILITY,
              total,
              status,
              SustainabilityFigures.of(elements, inventory)));
    }
    if (Subject.QUALITY_OF_DATA.isIn(elements) || Subject.QUALITY_OF_DATA.isIn(before)) {
      rows.add(row(Measurement.QUALITY_OF_DATA, total, status, DataQualityFigures.of(elements)));
    }
    return rows;
  }

  /** Of a minute that is not over, people look at what the machine does and takes. */
  static boolean isPassing(PeriodTotal total) {
    return total.stage() == PeriodTotal.Stage.OPEN
        && total.grain() == Grain.MINUTE
        && total.asOfMillis() < total.endMillis();
  }

  private static FigureRow.Status status(PeriodTotal total, Elements elements) {
    if (total.revision() > 1) {
      return FigureRow.Status.REVISED;
    }
    return switch (total.stage()) {
      case OPEN -> FigureRow.Status.PROVISIONAL;
      case CLOSED ->
          DataQualityFigures.isComplete(elements)
              ? FigureRow.Status.FINAL
              : FigureRow.Status.PROVISIONAL;
      case EXPIRED -> FigureRow.Status.FINAL;
    };
  }

  private static FigureRow row(
      Measurement measurement, PeriodTotal total, FigureRow.Status status, double[] values) {
    return new FigureRow(
        measurement,
        total.entity().level(),
        total.grain(),
        total.entity().estate(),
        total.entity().tenant(),
        total.entity().line(),
        total.entity().machine(),
        total.shift(),
        total.entity().origin(),
        total.startMillis(),
        total.endMillis(),
        total.revision(),
        status,
        values);
  }
}
