package hk.innopark.embedded.stack;

import java.time.Duration;

/** Hears how the stack comes and goes; called by several threads. */
public interface StackListener {
  void started(String part, Duration took);

  /**
   * @param fraction of the history that the plants have caught up with, from 0 to 1
   * @param messages so far
   */
  void history(double fraction, long messages);

  void stopped(String part, Duration took);

  void failedToStop(String part, Exception cause);
}
