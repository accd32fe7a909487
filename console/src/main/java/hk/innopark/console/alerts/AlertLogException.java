package hk.innopark.console.alerts;

/** The alerts' database does not answer. */
public final class AlertLogException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  AlertLogException(Throwable cause) {
    super("the alerts cannot be read: " + cause.getMessage(), cause);
  }
}
