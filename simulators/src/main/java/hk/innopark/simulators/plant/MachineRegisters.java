package hk.innopark.simulators.plant;

import hk.innopark.events.MachineState;
import hk.innopark.events.Nano;
import hk.innopark.events.Signal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A machine's meters. They count exactly, in 10⁻³ of the unit times milliseconds an hour (for
 * energy: watts times milliseconds), and show 10⁻⁹ of the unit, rounded down.
 */
final class MachineRegisters {
  /** 10⁻³ × 1 ms an hour = 10⁻⁹ × 10⁶ / 3.6 × 10⁶ = 10⁻⁹ × 5 / 18. */
  private static final long NANO_NUMERATOR = 5;

  private static final long NANO_DENOMINATOR = 18;
  private static final int DECIMALS = 9;

  private final List<Register> registers = new ArrayList<>();
  private final boolean[] isConsumption;

  private static final class Register {
    final Signal signal;
    final TruthElement element;
    final long flow;
    final long modulus;
    long content;
    long sent;

    Register(Signal signal, TruthElement element, long flow, long modulus) {
      this.signal = signal;
      this.element = element;
      this.flow = flow;
      this.modulus = modulus;
    }
  }

  /** Takes what was metered since the last message. */
  interface Settlement {
    void add(TruthElement element, long nano);
  }

  MachineRegisters(PlantMachine machine) {
    add(machine, Signal.ACTIVE_ENERGY_KWH, TruthElement.GRID, 0);
    add(machine, Signal.REACTIVE_ENERGY_KVARH, TruthElement.REACTIVE, 0);
    if (machine.pvWatts() > 0) {
      add(machine, Signal.PV_ENERGY_KWH, TruthElement.PV, 0);
    }
    // in the catalogue's order; the map's own differs from JVM to JVM
    for (Signal signal : Signal.values()) {
      Long flow = machine.flows().get(signal);
      if (flow != null) {
        TruthElement element =
            signal == Signal.WATER_M3
                ? TruthElement.WATER
                : signal == Signal.TOWNGAS_MJ ? TruthElement.TOWNGAS : null;
        add(machine, signal, element, flow);
      }
    }
    isConsumption = new boolean[registers.size()];
    for (int i = 0; i < isConsumption.length; i++) {
      TruthElement element = registers.get(i).element;
      isConsumption[i] = element == TruthElement.GRID || element == TruthElement.PV;
    }
  }

  private void add(PlantMachine machine, Signal signal, TruthElement element, long flow) {
    Long modulus = machine.moduli().get(signal);
    if (modulus == null) {
      throw new IllegalArgumentException("registers: no modulus for " + signal.wireName());
    }
    registers.add(new Register(signal, element, flow, modulus));
  }

  void startAt(History past) {
    for (Register register : registers) {
      long units = past.units(register.signal, register.flow) % register.modulus;
      register.content = units * Nano.PER_UNIT / NANO_NUMERATOR * NANO_DENOMINATOR;
      register.sent = register.content;
    }
  }

  void run(MachinePower.Rates rates, MachineState state, long millis) {
    for (Register register : registers) {
      long rate =
          switch (register.signal) {
            case ACTIVE_ENERGY_KWH -> rates.gridWatts();
            case REACTIVE_ENERGY_KVARH -> rates.reactiveVars();
            case PV_ENERGY_KWH -> rates.pvWatts();
            default -> state == MachineState.RUNNING ? register.flow : 0;
          };
      register.content = Math.addExact(register.content, rate * millis);
    }
  }

  /** Hands over what was shown since the last message, energy by the state as well. */
  void settle(MachineState state, Settlement settlement) {
    long consumed = 0;
    for (int i = 0; i < isConsumption.length; i++) {
      Register register = registers.get(i);
      long delta = nano(register.content) - nano(register.sent);
      register.sent = register.content;
      if (register.element != null) {
        settlement.add(register.element, delta);
      }
      consumed += isConsumption[i] ? delta : 0;
    }
    settlement.add(
        switch (state) {
          case RUNNING -> TruthElement.RUNNING_ENERGY;
          case IDLE -> TruthElement.IDLE_ENERGY;
          case SETUP -> TruthElement.SETUP_ENERGY;
          case DOWN, PLANNED_DOWN -> TruthElement.DOWN_ENERGY;
          case OFF -> TruthElement.OFF_ENERGY;
        },
        consumed);
  }

  void write(PayloadWriter payload) {
    for (Register register : registers) {
      long shown = nano(register.content) % (register.modulus * Nano.PER_UNIT);
      payload.decimal(register.signal.wireName(), shown, DECIMALS);
    }
  }

  Map<String, Long> contents() {
    Map<String, Long> contents = new LinkedHashMap<>();
    registers.forEach(register -> contents.put(register.signal.wireName(), register.content));
    return contents;
  }

  Map<String, Long> sentContents() {
    Map<String, Long> contents = new LinkedHashMap<>();
    registers.forEach(register -> contents.put(register.signal.wireName(), register.sent));
    return contents;
  }

  void restore(Map<String, Long> contents, Map<String, Long> sentContents) {
    for (Register register : registers) {
      Long content = contents.get(register.signal.wireName());
      Long sent = sentContents.get(register.signal.wireName());
      if (content == null || sent == null) {
        throw new IllegalArgumentException("no register " + register.signal.wireName());
      }
      register.content = content;
      register.sent = sent;
    }
  }

  private static long nano(long content) {
    return Math.multiplyExact(content, NANO_NUMERATOR) / NANO_DENOMINATOR;
  }
}
