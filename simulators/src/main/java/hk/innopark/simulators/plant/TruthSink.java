package hk.innopark.simulators.plant;

import hk.innopark.events.DowntimeReason;
import hk.innopark.events.MachineId;
import hk.innopark.events.MachineState;

/** Takes the truth as it becomes complete, so that nobody has to keep all of it. */
public interface TruthSink {
  /** A machine's hour is over. */
  void hour(TruthRow hour);

  /** A machine's state is over, or the simulation is. */
  void state(StateInterval interval);

  /** A machine is done with an order, or the simulation is. */
  void order(OrderResult result);

  /**
   * A time in which nothing visible changed.
   *
   * @param endMillis exclusive
   * @param reason null where there is none
   * @param product null outside the shifts; {@code order} likewise
   * @param isPlanned whether it lies inside the shift calendar
   */
  record StateInterval(
      MachineId machine,
      long startMillis,
      long endMillis,
      MachineState state,
      DowntimeReason reason,
      String product,
      String order,
      boolean isPlanned) {}

  /**
   * What a machine did for an order.
   *
   * @param nanoKwh consumed, 10⁻⁹ kWh
   */
  record OrderResult(
      MachineId machine,
      String order,
      String product,
      long beginMillis,
      long endMillis,
      long good,
      long reject,
      long nanoKwh) {}

  /** Of plants whose truth nobody asks for: memory does not grow. */
  static TruthSink forgetting() {
    return new TruthSink() {
      @Override
      public void hour(TruthRow hour) {}

      @Override
      public void state(StateInterval interval) {}

      @Override
      public void order(OrderResult result) {}
    };
  }
}
