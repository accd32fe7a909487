package hk.innopark.simulators.fault;

import hk.innopark.events.MachineId;
import java.time.Duration;
import java.util.List;

/** Faults that go together. */
public final class FaultPlan {
  private static final double DUPLICATE_SHARE = 0.001;
  private static final double GARBAGE_SHARE = 0.0003;
  private static final MachineId BAD_UPLINK =
      new MachineId("tai-po", "harbour-pharma", "tablet-1", "coater-1");

  private FaultPlan() {}

  /**
   * What happens on any good day, and what the figures must not mind: duplicates, unreadable
   * messages beside the real ones, and one machine whose uplink is down for 40 minutes every day
   * (10:10 to 10:50 in Hong Kong) and then delivers in order. Keeps no state and loses nothing.
   */
  public static FaultInjector demo(long seed) {
    return new FaultInjector(
        List.of(
            Faults.storeAndForward(
                FaultScope.machine(BAD_UPLINK),
                FaultWindow.daily(Duration.ofHours(2).plusMinutes(10), Duration.ofMinutes(40)),
                Backlog.FIRST),
            Faults.duplicates(seed, DUPLICATE_SHARE, Duration.ofSeconds(2)),
            Faults.garbage(seed, FaultScope.everywhere(), GARBAGE_SHARE)));
  }

  /** Nothing at all. */
  public static FaultInjector none() {
    return new FaultInjector(List.of());
  }
}
