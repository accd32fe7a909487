package hk.innopark.console.evidence;

/** What is declared contradicts what is kept. */
public final class EvidenceRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  EvidenceRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
