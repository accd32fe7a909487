package hk.innopark.simulators.plant;

import java.util.Map;

/**
 * Where a machine stands: what its timeline does not tell.
 *
 * @param nextMillis when the next message is due
 * @param registers exact contents, in 10⁻³ of the unit times milliseconds an hour, by signal
 * @param gauges present values in 10⁻⁶ of the unit, by signal
 */
record MachineSnapshot(
    String boot,
    long sequence,
    long positionMillis,
    long sentMillis,
    long nextMillis,
    long good,
    long reject,
    Map<String, Long> registers,
    Map<String, Long> sentRegisters,
    Map<String, Long> gauges) {}
