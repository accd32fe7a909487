package hk.innopark.benchmarks.account;

/** Sums of one place and period, energies as doubles. */
public class PlainSums {
  public String key;
  public long startMillis;
  public long messages;
  public long good;
  public long scrap;
  public long runningMillis;
  public long idleMillis;
  public long setupMillis;
  public long downMillis;
  public double gridKwh;
  public double reactiveKvarh;
  public double runningKwh;
  public double idleKwh;
  public double setupKwh;
  public double downKwh;

  public PlainSums() {}

  /** What a message adds to the one before it. */
  static PlainSums between(PlainMessage before, PlainMessage message) {
    PlainSums sums = new PlainSums();
    sums.key = message.machine;
    sums.messages = 1;
    if (before != null && message.ts >= before.ts) {
      sums.good = message.signals.good_count - before.signals.good_count;
      sums.scrap = message.signals.reject_count - before.signals.reject_count;
      sums.gridKwh = message.signals.active_energy_kwh - before.signals.active_energy_kwh;
      sums.reactiveKvarh =
          message.signals.reactive_energy_kvarh - before.signals.reactive_energy_kvarh;
      long planned = Plan.plannedMillis(before.ts, message.ts);
      switch (before.signals.state) {
        case "RUNNING" -> {
          sums.runningKwh = sums.gridKwh;
          sums.runningMillis = planned;
        }
        case "IDLE" -> {
          sums.idleKwh = sums.gridKwh;
          sums.idleMillis = planned;
        }
        case "SETUP" -> {
          sums.setupKwh = sums.gridKwh;
          sums.setupMillis = planned;
        }
        default -> {
          sums.downKwh = sums.gridKwh;
          sums.downMillis = planned;
        }
      }
    }
    return sums;
  }

  /** The first parts of a key. */
  static String prefix(String key, int parts) {
    int end = -1;
    for (int i = 0; i < parts; i++) {
      end = key.indexOf('/', end + 1);
      if (end < 0) {
        return key;
      }
    }
    return key.substring(0, end);
  }

  void add(PlainSums other) {
    messages += other.messages;
    good += other.good;
    scrap += other.scrap;
    runningMillis += other.runningMillis;
    idleMillis += other.idleMillis;
    setupMillis += other.setupMillis;
    downMillis += other.downMillis;
    gridKwh += other.gridKwh;
    reactiveKvarh += other.reactiveKvarh;
    runningKwh += other.runningKwh;
    idleKwh += other.idleKwh;
    setupKwh += other.setupKwh;
    downKwh += other.downKwh;
  }
}
