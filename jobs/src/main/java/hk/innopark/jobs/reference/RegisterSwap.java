package hk.innopark.jobs.reference;

/**
 * An exchange of a register, in the signal's integer unit.
 *
 * @param atMillis from when readings are of the new register
 * @param finalReading the last of the old one
 * @param firstReading the first of the new one
 * @param multiplierNano of readings from then on, in 10⁻⁹
 */
public record RegisterSwap(
    long atMillis, long finalReading, long firstReading, long multiplierNano) {}
