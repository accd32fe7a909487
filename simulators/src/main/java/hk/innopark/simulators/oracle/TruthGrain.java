package hk.innopark.simulators.oracle;

import hk.innopark.events.MachineId;
import hk.innopark.simulators.plant.Plants;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;

/** Which period a moment of a machine belongs to. Local time is Hong Kong's. */
@FunctionalInterface
public interface TruthGrain {
  /** Hong Kong has no daylight saving time. */
  ZoneOffset HONG_KONG = ZoneOffset.ofHours(8);

  /**
   * A period, in epoch milliseconds.
   *
   * @param end exclusive
   */
  record Span(long start, long end) {}

  /** Nothing where the moment is in no such period. */
  Optional<Span> of(MachineId machine, long millis);

  /** Periods of a length that divides a day, or days; they begin at midnight. */
  static TruthGrain every(Duration length) {
    long millis = length.toMillis();
    long offset = HONG_KONG.getTotalSeconds() * 1000L;
    return (machine, moment) -> {
      long start = moment - Math.floorMod(moment + offset, millis);
      return Optional.of(new Span(start, start + millis));
    };
  }

  static TruthGrain month() {
    return (machine, moment) -> {
      YearMonth month = YearMonth.from(Instant.ofEpochMilli(moment).atOffset(HONG_KONG));
      return Optional.of(new Span(begin(month), begin(month.plusMonths(1))));
    };
  }

  /** The shifts of each machine's line, breaks included. */
  static TruthGrain shifts(Plants plants) {
    return (machine, moment) ->
        plants.shiftAt(machine, moment).map(shift -> new Span(shift[0], shift[1]));
  }

  private static long begin(YearMonth month) {
    return month.atDay(1).atStartOfDay().toInstant(HONG_KONG).toEpochMilli();
  }
}
