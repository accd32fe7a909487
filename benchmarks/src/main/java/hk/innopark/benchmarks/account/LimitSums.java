package hk.innopark.benchmarks.account;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Elements of every machine, line, tenant and estate by minute, hour and day, in plain arrays. */
final class LimitSums {
  static final int MESSAGES = 0;
  static final int GOOD = 1;
  static final int SCRAP = 2;
  static final int GRID = 3;
  static final int REACTIVE = 4;

  /** Energy by state, five of them. */
  static final int ENERGY = 5;

  /** Planned time by state, five of them. */
  static final int TIME = 10;

  static final int COUNT = 15;

  private static final long MINUTE_MILLIS = 60_000;

  private final Workload workload;
  private final int minutes;
  private final int hours;
  private final int days;
  private final int[] lineOf;
  private final boolean[] planned;

  /** Of machine, line, tenant, estate; in each by minute, hour, day. */
  private final long[][][] sums = new long[4][3][];

  /** What a machine's open minute has gathered. */
  private final long[] open;

  private final int[] openMinute;
  private final boolean[] speaks;
  private final long[] stamp;
  private final long[] good;
  private final long[] reject;
  private final long[] active;
  private final long[] reactive;
  private final int[] state;

  LimitSums(Workload workload) {
    this.workload = workload;
    int machines = workload.machines();
    minutes = (int) ((workload.endMillis() - Workload.START_MILLIS) / MINUTE_MILLIS) + 2;
    hours = minutes / 60 + 2;
    days = minutes / 1440 + 3;
    lineOf = new int[machines];
    Map<String, Integer> lines = new HashMap<>();
    for (int i = 0; i < machines; i++) {
      String line = workload.tenantOf(i) + "/" + workload.lineOf(i);
      lineOf[i] = lines.computeIfAbsent(line, unseen -> lines.size());
    }
    int[] places = {machines, lines.size(), workload.tenants(), workload.estates()};
    int[] periods = {minutes, hours, days};
    for (int level = 0; level < places.length; level++) {
      for (int grain = 0; grain < periods.length; grain++) {
        sums[level][grain] = new long[Math.multiplyExact(places[level] * periods[grain], COUNT)];
      }
    }
    planned = new boolean[minutes + 1];
    for (int i = 0; i < planned.length; i++) {
      planned[i] = Plan.isPlanned(Workload.START_MILLIS + i * MINUTE_MILLIS);
    }
    open = new long[machines * COUNT];
    openMinute = new int[machines];
    speaks = new boolean[machines];
    stamp = new long[machines];
    good = new long[machines];
    reject = new long[machines];
    active = new long[machines];
    reactive = new long[machines];
    state = new int[machines];
  }

  void add(int machine, MessageScan message) {
    if (speaks[machine]) {
      stretch(machine, message);
    }
    enter(machine, minuteOf(message.stampMillis));
    open[machine * COUNT + MESSAGES]++;
    speaks[machine] = true;
    stamp[machine] = message.stampMillis;
    good[machine] = message.good;
    reject[machine] = message.reject;
    active[machine] = message.activeNanoKwh;
    reactive[machine] = message.reactiveNanoKvarh;
    state[machine] = message.state;
  }

  /** What lies between the last sample and this one, split where minutes begin. */
  private void stretch(int machine, MessageScan message) {
    long from = stamp[machine];
    long length = message.stampMillis - from;
    long items = message.good - good[machine];
    long scrap = message.reject - reject[machine];
    long energy = message.activeNanoKwh - active[machine];
    long kvarh = message.reactiveNanoKvarh - reactive[machine];
    int at = machine * COUNT;
    int held = state[machine];
    long start = from;
    while (start < message.stampMillis) {
      int minute = minuteOf(start);
      enter(machine, minute);
      long end =
          Math.min(message.stampMillis, Workload.START_MILLIS + (minute + 1) * MINUTE_MILLIS);
      long part = energy;
      if (end - start == length) {
        open[at + GOOD] += items;
        open[at + SCRAP] += scrap;
        open[at + REACTIVE] += kvarh;
      } else {
        open[at + GOOD] += share(items, start - from, end - from, length);
        open[at + SCRAP] += share(scrap, start - from, end - from, length);
        open[at + REACTIVE] += share(kvarh, start - from, end - from, length);
        part = share(energy, start - from, end - from, length);
      }
      open[at + GRID] += part;
      open[at + ENERGY + held] += part;
      if (planned[minute]) {
        open[at + TIME + held] += end - start;
      }
      start = end;
    }
  }

  private static long share(long amount, long from, long until, long length) {
    return amount * until / length - amount * from / length;
  }

  private static int minuteOf(long millis) {
    return (int) ((millis - Workload.START_MILLIS) / MINUTE_MILLIS);
  }

  private void enter(int machine, int minute) {
    if (minute != openMinute[machine]) {
      close(machine);
      openMinute[machine] = minute;
    }
  }

  void closeAll() {
    for (int machine = 0; machine < openMinute.length; machine++) {
      close(machine);
    }
  }

  private void close(int machine) {
    int minute = openMinute[machine];
    int hour = minute / 60;
    int day = (minute + Plan.START_MINUTE) / 1440;
    int tenant = workload.tenantOf(machine);
    add(machine, sums[0], machine, minute, hour, day);
    add(machine, sums[1], lineOf[machine], minute, hour, day);
    add(machine, sums[2], tenant, minute, hour, day);
    add(machine, sums[3], workload.estateOf(tenant), minute, hour, day);
    Arrays.fill(open, machine * COUNT, (machine + 1) * COUNT, 0);
  }

  private void add(int machine, long[][] level, int place, int minute, int hour, int day) {
    add(machine, level[0], (place * minutes + minute) * COUNT);
    add(machine, level[1], (place * hours + hour) * COUNT);
    add(machine, level[2], (place * days + day) * COUNT);
  }

  private void add(int machine, long[] to, int at) {
    int from = machine * COUNT;
    for (int element = 0; element < COUNT; element++) {
      to[at + element] += open[from + element];
    }
  }

  Checksums checksums() {
    long[] total = new long[COUNT];
    long[] estateHours = sums[3][1];
    for (int i = 0; i < estateHours.length; i++) {
      total[i % COUNT] += estateHours[i];
    }
    return new Checksums(total[MESSAGES], total[GOOD], total[GRID], total[ENERGY], total[TIME]);
  }
}
