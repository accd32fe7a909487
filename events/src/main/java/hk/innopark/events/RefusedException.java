package hk.innopark.events;

/** What was asked for cannot be done; the message is one line that says what is in the way. */
public class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  public RefusedException(String message) {
    super(message);
  }

  public RefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
