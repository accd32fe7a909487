package hk.innopark.jobs.sink.influx;

import java.time.Duration;
import java.util.Optional;

/** A write that the server did not confirm. */
final class WriteFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Where no answer came at all. */
  static final int NO_STATUS = 0;

  private final int status;
  private final Duration retryAfter;

  /**
   * @param status the HTTP status, or {@link #NO_STATUS}
   * @param message what the server said, or how the connection failed
   * @param retryAfter how long the server asks to be left alone; null where it does not
   */
  WriteFailedException(int status, String message, Duration retryAfter, Throwable cause) {
    super(message, cause);
    this.status = status;
    this.retryAfter = retryAfter;
  }

  int status() {
    return status;
  }

  Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
