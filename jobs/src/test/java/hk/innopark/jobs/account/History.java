package hk.innopark.jobs.account;

import hk.innopark.events.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A machine's history made from a seed: samples every ten seconds, and one at each change of state.
 */
final class History {
  static final long START = 1_763_791_200_000L;

  private static final String[] STATES = {
    "RUNNING", "RUNNING", "RUNNING", "IDLE", "SETUP", "DOWN", "DOWN", "PLANNED_DOWN", "OFF"
  };

  private History() {}

  static List<Reading> of(long seed, int samples) {
    return of(seed, samples, 40);
  }

  /** With a restart once in so many samples; 0 for none. */
  static List<Reading> of(long seed, int samples, int samplesARestart) {
    Random random = new Random(seed);
    List<Reading> readings = new ArrayList<>();
    long millis = START + random.nextInt(60_000);
    long energyWh = random.nextInt(1000);
    long good = random.nextInt(1000);
    String state = "RUNNING";
    String boot = "b1";
    long sequence = 0;
    for (int index = 0; index < samples; index++) {
      boolean changes = random.nextInt(6) == 0;
      long step = changes ? 1 + random.nextInt(9_999) : 10_000;
      millis += step;
      energyWh += random.nextInt((int) (step / 40) + 1);
      good += random.nextInt((int) (step / 500) + 1);
      if (changes) {
        state = STATES[random.nextInt(STATES.length)];
      }
      if (samplesARestart > 0 && random.nextInt(samplesARestart) == 0) {
        boot = "b" + (Integer.parseInt(boot.substring(1)) + 1);
        sequence = 0;
      }
      readings.add(
          Readings.at(
              millis,
              boot,
              sequence++,
              "\"state\":\"%s\",\"good_count\":%d,\"active_energy_kwh\":%d.%03d"
                  .formatted(state, good, energyWh / 1000, energyWh % 1000)));
    }
    return readings;
  }

  /** The same, of a device that reports each signal now and then. */
  static List<Reading> sparse(long seed, int samples) {
    Random random = new Random(seed);
    List<Reading> readings = new ArrayList<>();
    for (Reading reading : of(seed, samples, 0)) {
      readings.add(Readings.keeping(reading, signal -> random.nextInt(5) < 2));
    }
    return readings;
  }
}
