package hk.innopark.registry;

import hk.innopark.registry.model.MeterSwap;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads the exchanges of a meter's register. */
final class SwapReader {
  private SwapReader() {}

  /**
   * The exchanges, the earliest first.
   *
   * @param modulus of the register, which no reading reaches; null where it has none
   */
  static List<MeterSwap> read(Entry entry, BigDecimal modulus) {
    Distinct moments = new Distinct();
    List<MeterSwap> swaps = new ArrayList<>();
    for (Entry item : entry.items()) {
      Mapping swap = item.mapping();
      Entry atEntry = swap.required("at");
      Instant at = atEntry.instant();
      String serial = swap.required("serial").text();
      BigDecimal finalReading = reading(swap.required("final"), modulus);
      BigDecimal firstReading = reading(swap.required("first"), modulus);
      BigDecimal multiplier = swap.optional("multiplier").positive();
      swap.end();
      if (at != null) {
        moments.add(at, "a swap at " + at, atEntry);
        swaps.add(new MeterSwap(at, serial, finalReading, firstReading, multiplier));
      }
    }
    return swaps.stream().sorted(Comparator.comparing(MeterSwap::at)).toList();
  }

  private static BigDecimal reading(Entry entry, BigDecimal modulus) {
    BigDecimal reading = entry.notNegative();
    if (reading != null && modulus != null && reading.compareTo(modulus) >= 0) {
      entry.refuse("is not below the modulus " + modulus.toPlainString());
    }
    return reading;
  }
}
