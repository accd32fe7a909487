package hk.innopark.benchmarks.account;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Locale;

/**
 * Which machines speak, and how much; every name follows from a machine's number.
 *
 * @param messages of all machines together; as many of each
 * @param machines each sends a message every {@link #PERIOD_MILLIS}
 * @param tenants over which the machines are spread, neighbours together
 * @param estates over which the tenants are spread in turns
 * @param machinesPerLine the last line of a tenant may have fewer
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Workload(long messages, int machines, int tenants, int estates, int machinesPerLine) {
  /** Of the first message: 2026-11-02, 08:00 in Hong Kong, in the calendar's early shift. */
  static final long START_MILLIS = 1_793_577_600_000L;

  /** Between two messages of a machine. */
  static final int PERIOD_MILLIS = 10_000;

  /** Of the topic. */
  static final int PARTITIONS = 4;

  private static final List<String> ESTATES = List.of("tai-po", "yuen-long", "tseung-kwan-o");
  private static final long TAIL_MILLIS = 60_000;

  Workload {
    if (messages < 1 || machines < 1 || tenants < 1 || estates < 1 || machinesPerLine < 1) {
      throw new IllegalArgumentException("each number of the workload must be at least 1");
    }
    if (messages % machines != 0) {
      throw new IllegalArgumentException("the messages are no multiple of the machines");
    }
    if (estates > ESTATES.size()) {
      throw new IllegalArgumentException("there are three estates");
    }
    if (tenants > machines) {
      throw new IllegalArgumentException("there are more tenants than machines");
    }
  }

  int tenantOf(int machine) {
    return (int) ((long) machine * tenants / machines);
  }

  int lineOf(int machine) {
    return placeInTenant(machine) / machinesPerLine;
  }

  private int placeInTenant(int machine) {
    long tenant = tenantOf(machine);
    return machine - (int) ((tenant * machines + tenants - 1) / tenants);
  }

  int estateOf(int tenant) {
    return tenant % estates;
  }

  String estate(int tenant) {
    return ESTATES.get(estateOf(tenant));
  }

  String tenant(int tenant) {
    return String.format(Locale.ROOT, "tenant-%05d", tenant);
  }

  String line(int machine) {
    return String.format(Locale.ROOT, "line-%04d", lineOf(machine));
  }

  String machine(int machine) {
    return "machine-" + placeInTenant(machine) % machinesPerLine;
  }

  /** Key of the machine's records: {@code estate/tenant/line/machine}. */
  String key(int machine) {
    int tenant = tenantOf(machine);
    return String.join("/", estate(tenant), tenant(tenant), line(machine), machine(machine));
  }

  /** Of a machine's sample, epoch milliseconds. */
  long stampMillis(long tick, int machine) {
    return START_MILLIS + tick * PERIOD_MILLIS + (long) machine * PERIOD_MILLIS / machines;
  }

  /** How often each machine speaks. */
  long ticks() {
    return messages / machines;
  }

  long endMillis() {
    return START_MILLIS + (ticks() + 1) * PERIOD_MILLIS;
  }

  /** The arrival time of the last heartbeat, by when all has been reported that is open. */
  long lastHeartbeatMillis() {
    return endMillis() + TAIL_MILLIS;
  }
}
