package hk.innopark.embedded.stack;

import java.time.Duration;

/** Hears nothing. */
final class SilentListener implements StackListener {
  @Override
  public void started(String part, Duration took) {}

  @Override
  public void history(double fraction, long messages) {}

  @Override
  public void stopped(String part, Duration took) {}

  @Override
  public void failedToStop(String part, Exception cause) {}
}
