package hk.innopark.jobs.reference;

/** What an account must know of its machine, by time. */
public interface MachineHistory {
  /**
   * The machine as the version in force at a time has it. Where that one does not have it, the last
   * before it that does, else the first after it.
   *
   * @param millis event time, epoch milliseconds
   */
  MachineReference at(long millis);

  /** Whether the version in force has the machine, so that it is expected to report. */
  boolean isRegistered(long millis);

  /** A machine that never changes. */
  static MachineHistory of(MachineReference machine) {
    return new MachineHistory() {
      @Override
      public MachineReference at(long millis) {
        return machine;
      }

      @Override
      public boolean isRegistered(long millis) {
        return true;
      }
    };
  }
}
