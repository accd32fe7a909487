package hk.innopark.jobs.decode;

import hk.innopark.events.MachineId;
import hk.innopark.events.RawMessage;

/** A message in a maker's own form, and the machine whose topic it came on. */
public record MappedInput(MachineId machine, RawMessage raw) {}
