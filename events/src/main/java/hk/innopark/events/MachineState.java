package hk.innopark.events;

import java.util.Optional;

/** What a machine says it is doing. */
public enum MachineState {
  RUNNING,
  IDLE,
  SETUP,
  DOWN,
  PLANNED_DOWN,
  OFF;

  private static final MachineState[] VALUES = values();

  public static Optional<MachineState> byName(String name) {
    for (MachineState state : VALUES) {
      if (state.name().equals(name)) {
        return Optional.of(state);
      }
    }
    return Optional.empty();
  }
}
