package hk.innopark.simulators.junit;

import hk.innopark.events.RawMessage;
import hk.innopark.simulators.fault.FaultLog;
import hk.innopark.simulators.plant.GroundTruth;
import java.util.List;

/**
 * A simulated feed with all that is known about it.
 *
 * @param truth what truly happened at the plants
 * @param faults what was injected
 */
public record SimulatedFeed(List<RawMessage> messages, GroundTruth truth, FaultLog faults) {}
