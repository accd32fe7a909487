package hk.innopark.operations.restate;

import hk.innopark.jobs.reference.ReferenceData;
import java.time.LocalDate;

/** Local days, both included. */
public record Days(LocalDate first, LocalDate last) {
  public Days {
    if (last.isBefore(first)) {
      throw new IllegalArgumentException("--to " + last + " lies before --from " + first);
    }
  }

  /** Their first millisecond. */
  public long startMillis() {
    return midnight(first);
  }

  /** The first millisecond after them. */
  public long endMillis() {
    return midnight(last.plusDays(1));
  }

  boolean holds(long startMillis, long endMillis) {
    return startMillis >= startMillis() && endMillis <= endMillis();
  }

  @Override
  public String toString() {
    return first.equals(last) ? first.toString() : first + " to " + last;
  }

  private static long midnight(LocalDate day) {
    return day.atStartOfDay(ReferenceData.ZONE).toInstant().toEpochMilli();
  }
}
