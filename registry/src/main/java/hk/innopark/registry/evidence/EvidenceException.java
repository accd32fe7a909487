package hk.innopark.registry.evidence;

/** A key, a note, an anchor or a pack does not hold; the message is one complete line. */
public final class EvidenceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public EvidenceException(String message) {
    super(message);
  }

  public EvidenceException(String message, Throwable cause) {
    super(message, cause);
  }
}
