package hk.innopark.console.access;

/** What was asked for is not allowed or not possible; the message is for the person who asked. */
public final class AccessRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public AccessRefusedException(String message) {
    super(message);
  }
}
