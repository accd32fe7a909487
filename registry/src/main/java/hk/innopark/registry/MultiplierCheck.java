package hk.innopark.registry;

import hk.innopark.registry.model.Meter;
import hk.innopark.registry.model.MeterSwap;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;

/** Warns of multipliers that change without an exchange of the meter, or by an unlikely factor. */
final class MultiplierCheck {
  private static final BigDecimal UNLIKELY = BigDecimal.valueOf(1000);

  /** Of a meter's days. */
  private static final ZoneId ZONE = ZoneId.of("Asia/Hong_Kong");

  private final Problems problems;

  MultiplierCheck(Problems problems) {
    this.problems = problems;
  }

  /** Looks at the entry of a meter that takes over from another on its first day. */
  void check(Entry entry, Meter before, Meter after) {
    BigDecimal one = multiplierAtTheEndOf(before, after);
    BigDecimal other = after.multiplier();
    if (one.compareTo(other) == 0) {
      return;
    }
    String change = change(after, one, other) + " on " + after.validFrom();
    if (isUnlikely(one, other)) {
      problems.warn(entry.path(), change + unlikely());
    } else if (after.swaps().stream().noneMatch(swap -> isOn(swap.at(), after))) {
      problems.warn(
          entry.path(),
          change
              + " without an exchange on that day; if the meter was exchanged, say under swaps what"
              + " the old one showed last and the new one first");
    }
  }

  /** Looks at the exchanges of a meter. */
  void checkSwaps(Entry entry, Meter meter) {
    BigDecimal before = meter.multiplier();
    for (MeterSwap swap : meter.swaps()) {
      BigDecimal after = swap.multiplier() == null ? before : swap.multiplier();
      if (isUnlikely(before, after)) {
        problems.warn(
            entry.path() + ".swaps",
            change(meter, before, after) + " at " + swap.at() + unlikely());
      }
      before = after;
    }
  }

  /** Whether one multiplier is a thousand times another or more. */
  static boolean isUnlikely(BigDecimal one, BigDecimal other) {
    return one.max(other).compareTo(one.min(other).multiply(UNLIKELY)) >= 0;
  }

  static String unlikely() {
    return ", by a factor of 1,000 or more; check the unit (Wh or kWh, l or m³)";
  }

  static String change(Meter meter, BigDecimal before, BigDecimal after) {
    return "the multiplier of "
        + meter.signal().wireName()
        + " goes from "
        + before.toPlainString()
        + " to "
        + after.toPlainString();
  }

  private static BigDecimal multiplierAtTheEndOf(Meter before, Meter after) {
    Instant end = after.validFrom().atStartOfDay(ZONE).toInstant();
    BigDecimal multiplier = before.multiplier();
    for (MeterSwap swap : before.swaps()) {
      if (swap.multiplier() != null && swap.at().isBefore(end)) {
        multiplier = swap.multiplier();
      }
    }
    return multiplier;
  }

  private static boolean isOn(Instant moment, Meter meter) {
    return moment.atZone(ZONE).toLocalDate().equals(meter.validFrom());
  }
}
