package hk.innopark.simulators.publish;

/** Hears how far the history has been caught up with. */
public interface RunnerProgress {
  /** Hears nothing. */
  RunnerProgress SILENT = (fraction, messages) -> {};

  /**
   * @param fraction of the history that was sent, from 0 to 1
   * @param messages sent so far
   */
  void historySent(double fraction, long messages);
}
