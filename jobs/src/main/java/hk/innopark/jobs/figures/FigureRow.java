package hk.innopark.jobs.figures;

import hk.innopark.events.Grain;
import hk.innopark.events.Level;

/**
 * The figures of one measurement, of one entity, in one period.
 *
 * @param tenant null at level estate
 * @param line null above level line
 * @param machine null above level machine
 * @param shift the shift's id at grain shift, else null
 * @param startMillis inclusive, epoch milliseconds
 * @param endMillis exclusive, epoch milliseconds
 * @param revision from 1
 * @param values one for each of {@link Measurement#fields()}; NaN where there is no value
 */
@SuppressWarnings("ArrayRecordComponent")
public record FigureRow(
    Measurement measurement,
    Level level,
    Grain grain,
    String estate,
    String tenant,
    String line,
    String machine,
    String shift,
    String origin,
    long startMillis,
    long endMillis,
    int revision,
    Status status,
    double[] values) {

  /** How settled the figures are. */
  public enum Status {
    /** More may come. */
    PROVISIONAL,
    /** Complete, or past the lateness horizon. */
    FINAL,
    /** Changed after it was final, or after it was closed in the ledger. */
    REVISED
  }
}
