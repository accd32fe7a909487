package hk.innopark.benchmarks.account;

/** Messages of the workload without a Kafka. */
public final class Payloads {
  /** A time at which all of them may be received. */
  public static final long AT_MILLIS = Workload.START_MILLIS;

  private static final int MACHINES = 100;

  private Payloads() {}

  public static byte[][] of(int count) {
    Workload workload = new Workload(count, MACHINES, 1, 1, 5);
    Plant plant = new Plant(workload);
    byte[][] payloads = new byte[count][];
    for (int i = 0; i < count; i++) {
      payloads[i] = plant.payload(i / MACHINES, i % MACHINES);
    }
    return payloads;
  }
}
