package hk.innopark.jobs.rollup;

import hk.innopark.events.Grain;
import hk.innopark.events.Level;
import hk.innopark.jobs.element.Entity;
import hk.innopark.jobs.reference.ReferenceData;
import hk.innopark.jobs.reference.ReferenceHistory;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Optional;

/**
 * A period of a grain; epoch milliseconds, end exclusive.
 *
 * @param shift the shift's id at grain shift, else null
 */
record Period(Grain grain, String shift, long startMillis, long endMillis) {
  private static final long MINUTE = 60_000L;
  private static final int GRAIN_BITS = 3;
  private static final Grain[] GRAINS = Grain.values();

  /** Keys in the order in which they are settled: what others are made of comes first. */
  static final Comparator<Long> BY_LENGTH =
      Comparator.<Long, Grain>comparing(Period::grainOf).thenComparing(key -> key);

  /**
   * The period in which a minute lies; empty at grain shift outside shifts, and above the line,
   * whose lines may work different shifts.
   */
  static Optional<Period> around(
      long minuteMillis, Grain grain, Entity entity, ReferenceHistory reference) {
    return switch (grain) {
      case MINUTE -> Optional.of(fixed(grain, minuteMillis, MINUTE));
      case HALF_HOUR -> Optional.of(fixed(grain, minuteMillis, 30 * MINUTE));
      case HOUR -> Optional.of(fixed(grain, minuteMillis, 60 * MINUTE));
      case SHIFT ->
          entity.level() == Level.MACHINE || entity.level() == Level.LINE
              ? reference
                  .shift(entity, minuteMillis)
                  .map(
                      shift ->
                          new Period(grain, shift.id(), shift.startMillis(), shift.endMillis()))
              : Optional.empty();
      case DAY -> {
        LocalDate day = ReferenceData.localDay(minuteMillis);
        yield Optional.of(new Period(grain, null, midnight(day), midnight(day.plusDays(1))));
      }
      case MONTH -> {
        LocalDate first = ReferenceData.localDay(minuteMillis).withDayOfMonth(1);
        yield Optional.of(new Period(grain, null, midnight(first), midnight(first.plusMonths(1))));
      }
    };
  }

  /** Grain and start in one number; unique for an entity. */
  long key() {
    return key(grain, startMillis);
  }

  static long key(Grain grain, long startMillis) {
    return (startMillis / MINUTE) << GRAIN_BITS | grain.ordinal();
  }

  static Grain grainOf(long key) {
    return GRAINS[(int) (key & ((1 << GRAIN_BITS) - 1))];
  }

  static long startOf(long key) {
    return (key >> GRAIN_BITS) * MINUTE;
  }

  private static Period fixed(Grain grain, long minuteMillis, long lengthMillis) {
    long start = Math.floorDiv(minuteMillis, lengthMillis) * lengthMillis;
    return new Period(grain, null, start, start + lengthMillis);
  }

  /** When a local day begins, epoch milliseconds. */
  static long midnight(LocalDate day) {
    return day.atStartOfDay(ReferenceData.ZONE).toInstant().toEpochMilli();
  }
}
