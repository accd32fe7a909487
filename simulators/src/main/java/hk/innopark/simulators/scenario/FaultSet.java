package hk.innopark.simulators.scenario;

import hk.innopark.simulators.fault.Fault;
import hk.innopark.simulators.fault.FaultInjector;
import hk.innopark.simulators.fault.MessageStage;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The faults of a scenario, in their order.
 *
 * @param devices what happens to devices and on their way to the broker
 * @param wire what happens to messages in the order and language in which the broker sees them
 */
public record FaultSet(List<Supplier<Fault>> devices, List<UnaryOperator<MessageStage>> wire) {
  public static final FaultSet NONE = new FaultSet(List.of(), List.of());

  FaultInjector injector() {
    return new FaultInjector(devices.stream().map(Supplier::get).toList());
  }

  MessageStage onTheWire(MessageStage stage) {
    MessageStage wrapped = stage;
    for (UnaryOperator<MessageStage> fault : wire) {
      wrapped = fault.apply(wrapped);
    }
    return wrapped;
  }
}
