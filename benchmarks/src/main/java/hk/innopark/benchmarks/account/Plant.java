package hk.innopark.benchmarks.account;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.SplittableRandom;

/**
 * The machines' counters and states, the same in every run: seven signals in some 250 bytes, states
 * that last minutes, meters with six decimals.
 */
final class Plant {
  private static final String[] STATES = {"RUNNING", "IDLE", "SETUP", "DOWN", "OFF"};
  private static final String[] REASONS = {"breakdown", "material", "starved", "cleaning"};
  private static final int RUNNING = 0;
  private static final int DOWN = 3;
  private static final int OFF = 4;

  /** Energies are counted in millionths. */
  private static final int METER_DECIMALS = 6;

  private static final int GAUGE_DECIMALS = 3;

  private final Workload workload;
  private final long laterMillis;
  private final SplittableRandom random = new SplittableRandom(42);
  private final long[] good;
  private final long[] reject;
  private final long[] activeMicroKwh;
  private final long[] reactiveMicroKvarh;
  private final int[] state;
  private final int[] reason;
  private final int[] ticksLeft;
  private final StringBuilder json = new StringBuilder(400);

  Plant(Workload workload) {
    this(workload, 0);
  }

  /**
   * A plant whose stamps are later than the workload's.
   *
   * @param laterMillis by how much
   */
  Plant(Workload workload, long laterMillis) {
    this.workload = workload;
    this.laterMillis = laterMillis;
    int machines = workload.machines();
    good = new long[machines];
    reject = new long[machines];
    activeMicroKwh = new long[machines];
    reactiveMicroKvarh = new long[machines];
    state = new int[machines];
    reason = new int[machines];
    ticksLeft = new int[machines];
    for (int i = 0; i < machines; i++) {
      good[i] = random.nextInt(60_000_000);
      reject[i] = random.nextInt(1_000_000);
      activeMicroKwh[i] = random.nextLong(400_000_000_000L);
      reactiveMicroKvarh[i] = random.nextLong(100_000_000_000L);
      ticksLeft[i] = random.nextInt(60);
    }
  }

  /** A machine's next message; to be asked tick by tick. */
  byte[] payload(long tick, int machine) {
    if (tick > 0) {
      work(machine);
    }
    if (--ticksLeft[machine] <= 0) {
      state[machine] = state[machine] == RUNNING ? 1 + random.nextInt(3) : RUNNING;
      ticksLeft[machine] =
          state[machine] == RUNNING ? 60 + random.nextInt(180) : 6 + random.nextInt(30);
      reason[machine] = random.nextInt(REASONS.length);
    }
    if (tick == workload.ticks() - 1) {
      // so that what a state holds beyond the last message is the same for all who count
      state[machine] = OFF;
    }
    json.setLength(0);
    json.append("{\"ts\":").append(laterMillis + workload.stampMillis(tick, machine));
    json.append(",\"boot\":\"b1\",\"seq\":").append(tick);
    json.append(",\"signals\":{\"state\":\"").append(STATES[state[machine]]);
    json.append("\",\"good_count\":").append(good[machine]);
    json.append(",\"reject_count\":").append(reject[machine]);
    json.append(",\"active_energy_kwh\":");
    decimal(activeMicroKwh[machine], METER_DECIMALS);
    json.append(",\"reactive_energy_kvarh\":");
    decimal(reactiveMicroKvarh[machine], METER_DECIMALS);
    json.append(",\"active_power_kw\":");
    decimal(1_000 + random.nextInt(39_000), GAUGE_DECIMALS);
    json.append(",\"temperature_c\":");
    decimal(18_000 + random.nextInt(9_000), GAUGE_DECIMALS);
    json.append('}');
    if (state[machine] == RUNNING) {
      json.append(",\"product\":\"board-r2\"");
    } else if (state[machine] == DOWN) {
      json.append(",\"reason\":\"").append(REASONS[reason[machine]]).append('"');
    }
    return json.append('}').toString().getBytes(US_ASCII);
  }

  /** What ten seconds add to the counters. */
  private void work(int machine) {
    int watts =
        switch (state[machine]) {
          case RUNNING -> 20_000 + random.nextInt(20_000);
          case DOWN -> 1_000 + random.nextInt(500);
          default -> 4_000 + random.nextInt(3_000);
        };
    activeMicroKwh[machine] += watts * 10L * 1_000 / 3_600;
    reactiveMicroKvarh[machine] += watts * 10L * 330 / 3_600;
    if (state[machine] == RUNNING) {
      good[machine] += 2 + random.nextInt(3);
      if (random.nextInt(20) == 0) {
        reject[machine]++;
      }
    }
  }

  private void decimal(long units, int decimals) {
    long unit = 1;
    for (int i = 0; i < decimals; i++) {
      unit *= 10;
    }
    json.append(units / unit);
    long rest = units % unit;
    if (rest != 0) {
      json.append('.');
      while (rest != 0) {
        unit /= 10;
        json.append((char) ('0' + rest / unit));
        rest %= unit;
      }
    }
  }
}
