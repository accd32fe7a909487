package hk.innopark.jobs.rollup;

import hk.innopark.events.Grain;
import hk.innopark.jobs.element.Entity;

/**
 * The elements of a period, as known at a time.
 *
 * @param shift the shift's id at grain shift, else null
 * @param startMillis inclusive, epoch milliseconds
 * @param endMillis exclusive, epoch milliseconds
 * @param asOfMillis the arrival time up to which it is known
 * @param revision from 1
 * @param stage how settled it is
 * @param elements packed
 * @param peakDemandKva greatest mean apparent power of its half hours, kVA; NaN where it has none
 * @param cumulative energy and output since a baseline began; of days and months that have one
 * @param isReclassification whether what is new since the revision before is only for which reasons
 *     machines stood
 * @param bill of a month; {@link MonthBill#NONE} of other periods
 * @param before what earlier reports of the period had
 */
@SuppressWarnings("ArrayRecordComponent")
public record PeriodTotal(
    Entity entity,
    Grain grain,
    String shift,
    long startMillis,
    long endMillis,
    long asOfMillis,
    int revision,
    Stage stage,
    byte[] elements,
    double peakDemandKva,
    MonthBill bill,
    Cumulative cumulative,
    boolean isReclassification,
    Said before) {

  /**
   * What was reported of a period before, as masks of {@link hk.innopark.jobs.element.Subject}.
   * What was said is said again when it has become nothing, or else it would stand.
   *
   * @param subjects in any report
   * @param closed when it closed, or in a revision: what the ledger has
   */
  public record Said(int subjects, int closed) {
    public static final Said NOTHING = new Said(0, 0);
  }

  /** Of a period that is no month and has no baseline. */
  public PeriodTotal(
      Entity entity,
      Grain grain,
      String shift,
      long startMillis,
      long endMillis,
      long asOfMillis,
      int revision,
      Stage stage,
      byte[] elements,
      double peakDemandKva) {
    this(
        entity,
        grain,
        shift,
        startMillis,
        endMillis,
        asOfMillis,
        revision,
        stage,
        elements,
        peakDemandKva,
        MonthBill.NONE,
        Cumulative.NONE,
        false,
        Said.NOTHING);
  }

  /** How settled a period is. */
  public enum Stage {
    /** Not yet closed. */
    OPEN,
    /** Just closed, or closed anew by late data: a line of the ledger. */
    CLOSED,
    /** Past the lateness horizon; unchanged since it was closed. */
    EXPIRED
  }
}
