package hk.innopark.console.access;

/** The database of accounts did not answer, or refused; the message is one line. */
public final class AccessException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public AccessException(String message, Throwable cause) {
    super(message, cause);
  }
}
