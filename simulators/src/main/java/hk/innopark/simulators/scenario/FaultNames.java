package hk.innopark.simulators.scenario;

import java.util.List;

/** The faults that a scenario may name. */
public final class FaultNames {
  public static final List<String> ALL =
      List.of(
          "clock_off",
          "compressed",
          "corrected",
          "drift",
          "duplicate",
          "epoch_seconds",
          "free_reason",
          "garbage",
          "gateway_clock",
          "local_time",
          "loss",
          "missing_signal",
          "null_value",
          "reordering",
          "reset",
          "restart",
          "restored",
          "rollover",
          "sentinel",
          "sequence_nanos",
          "sequence_restart",
          "spike",
          "store_and_forward",
          "stuck",
          "swapped_ct",
          "thousandfold");

  private FaultNames() {}
}
