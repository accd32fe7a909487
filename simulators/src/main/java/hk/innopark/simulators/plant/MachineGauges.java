package hk.innopark.simulators.plant;

import hk.innopark.events.MachineState;
import hk.innopark.events.Signal;
import java.util.LinkedHashMap;
import java.util.Map;

/** A machine's momentary values: each drifts towards its state's target and trembles a little. */
final class MachineGauges {
  private static final int DECIMALS = 3;
  private static final long MICRO_A_MILLI = 1000;

  private final long seed;
  private final PlantMachine machine;
  private final long[] micro;

  MachineGauges(long seed, PlantMachine machine) {
    this.seed = seed;
    this.machine = machine;
    this.micro = new long[machine.gauges().size()];
  }

  void startIn(MachineState state) {
    for (int i = 0; i < micro.length; i++) {
      micro[i] = machine.gauges().get(i).target(state) * MICRO_A_MILLI;
    }
  }

  void drift(MachineState state, long millis) {
    for (int i = 0; i < micro.length; i++) {
      PlantMachine.Gauge gauge = machine.gauges().get(i);
      double share = (double) millis / (millis + gauge.lag().toMillis());
      micro[i] += (long) ((gauge.target(state) * MICRO_A_MILLI - micro[i]) * share);
    }
  }

  void write(long now, PayloadWriter payload) {
    for (int i = 0; i < micro.length; i++) {
      PlantMachine.Gauge gauge = machine.gauges().get(i);
      Signal signal = gauge.signal();
      double swing =
          2 * Draw.fraction(Draw.hash(seed, machine.id().key() + signal.wireName(), now)) - 1;
      long milli = micro[i] / MICRO_A_MILLI + (long) (gauge.noise() * swing);
      long least = (long) (signal.minimum() * 1000);
      payload.decimal(signal.wireName(), Math.max(milli, least), DECIMALS);
    }
  }

  Map<String, Long> values() {
    Map<String, Long> values = new LinkedHashMap<>();
    for (int i = 0; i < micro.length; i++) {
      values.put(machine.gauges().get(i).signal().wireName(), micro[i]);
    }
    return values;
  }

  void restore(Map<String, Long> values) {
    for (int i = 0; i < micro.length; i++) {
      String signal = machine.gauges().get(i).signal().wireName();
      Long value = values.get(signal);
      if (value == null) {
        throw new IllegalArgumentException("no gauge " + signal);
      }
      micro[i] = value;
    }
  }
}
