package hk.innopark.simulators.fault;

import hk.innopark.events.MachineId;
import hk.innopark.events.RawMessage;
import java.util.function.Predicate;

/** The machines that a fault meets. */
public record FaultScope(Predicate<MachineId> machines) {
  public static FaultScope everywhere() {
    return new FaultScope(machine -> true);
  }

  public static FaultScope machine(MachineId id) {
    return new FaultScope(id::equals);
  }

  public static FaultScope tenant(String tenant) {
    return new FaultScope(machine -> machine.tenant().equals(tenant));
  }

  boolean covers(RawMessage message) {
    return MachineId.ofTopic(message.topic()).filter(machines).isPresent();
  }
}
