package hk.innopark.jobs.reference;

import hk.innopark.registry.model.EnergySource;

/**
 * How a register is read.
 *
 * @param modulus at which it starts again at zero, in the signal's integer unit; 0 where it never
 *     does
 * @param multiplierNano by which a delta is multiplied, in 10⁻⁹
 * @param claimed whether generation counts as the tenant's own renewable energy
 */
public record MeterReference(
    EnergySource source, String utility, long modulus, long multiplierNano, boolean claimed) {}
