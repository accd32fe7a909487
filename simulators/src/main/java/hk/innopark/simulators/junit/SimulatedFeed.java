package hk.innopark.simulators.junit;

import hk.innopark.events.RawMessage;
import hk.innopark.simulators.fault.FaultInjector;
import hk.innopark.simulators.fault.FaultLog;
import hk.innopark.simulators.plant.Fleet;
import hk.innopark.simulators.plant.GroundTruth;
import hk.innopark.simulators.plant.Plants;
import hk.innopark.simulators.scenario.Scenario;
import java.time.Instant;
import java.util.List;

/**
 * A simulated feed with all that is known about it.
 *
 * @param truth what truly happened at the plants
 * @param faults what was injected
 * @param plants which worked
 * @param registryYaml the registry file of its plants; null where they are the sample registry's
 */
public record SimulatedFeed(
    List<RawMessage> messages,
    GroundTruth truth,
    FaultLog faults,
    Plants plants,
    String registryYaml) {

  /** Lets a scenario's plants work; all of it is kept in memory. */
  public static SimulatedFeed of(Scenario scenario) {
    Fleet fleet =
        Fleet.startingAt(
            scenario.from(), scenario.plants(), scenario.run(), scenario.lasts().plusMinutes(1));
    FaultInjector injector = scenario.injector();
    List<RawMessage> messages =
        scenario.stage(injector).pass(fleet.advanceTo(scenario.to()), Instant.MAX);
    return new SimulatedFeed(
        List.copyOf(messages),
        fleet.truth(),
        injector.log(),
        scenario.plants(),
        scenario.registryYaml());
  }
}
