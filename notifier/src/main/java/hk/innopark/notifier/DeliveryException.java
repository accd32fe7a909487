package hk.innopark.notifier;

/** Something could not be told; the message is one line without any secret. */
final class DeliveryException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean retryable;

  private DeliveryException(String message, Throwable cause, boolean retryable) {
    super(message, cause);
    this.retryable = retryable;
  }

  /** It may go better later. */
  static DeliveryException retryable(String message, Throwable cause) {
    return new DeliveryException(message, cause, true);
  }

  /** The same will be refused again. */
  static DeliveryException refused(String message) {
    return new DeliveryException(message, null, false);
  }

  boolean isRetryable() {
    return retryable;
  }
}
