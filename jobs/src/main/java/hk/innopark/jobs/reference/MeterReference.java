package hk.innopark.jobs.reference;

import hk.innopark.registry.model.EnergySource;
import hk.innopark.registry.model.Meter.Counter;
import java.util.List;

/**
 * How a register is read.
 *
 * @param modulus at which it starts again at zero, in the signal's integer unit; 0 where it never
 *     does
 * @param multiplierNano by which a delta is multiplied, in 10⁻⁹
 * @param claimed whether generation counts as the tenant's own renewable energy
 * @param swaps every exchange of the register, the earliest first
 * @param counter when the register starts again by design
 * @param maxPerHour the most that it can count in an hour, in the signal's integer unit; 0 where
 *     nothing is said
 */
public record MeterReference(
    EnergySource source,
    String utility,
    long modulus,
    long multiplierNano,
    boolean claimed,
    List<RegisterSwap> swaps,
    Counter counter,
    long maxPerHour) {
  /** A lifetime counter of which nothing is said but how it is read. */
  public MeterReference(
      EnergySource source,
      String utility,
      long modulus,
      long multiplierNano,
      boolean claimed,
      List<RegisterSwap> swaps) {
    this(source, utility, modulus, multiplierNano, claimed, swaps, Counter.LIFETIME, 0);
  }

  /** A register that was never exchanged. */
  public MeterReference(
      EnergySource source, String utility, long modulus, long multiplierNano, boolean claimed) {
    this(source, utility, modulus, multiplierNano, claimed, List.of());
  }

  /** Exchanges after one reading and up to another, epoch milliseconds. */
  public List<RegisterSwap> swapsWithin(long afterMillis, long upToMillis) {
    return swaps.isEmpty()
        ? swaps
        : swaps.stream()
            .filter(swap -> swap.atMillis() > afterMillis && swap.atMillis() <= upToMillis)
            .toList();
  }

  /** By which a delta that ends then is multiplied, in 10⁻⁹. */
  public long multiplierNanoAt(long millis) {
    long multiplier = multiplierNano;
    for (RegisterSwap swap : swaps) {
      if (swap.atMillis() <= millis) {
        multiplier = swap.multiplierNano();
      }
    }
    return multiplier;
  }
}
