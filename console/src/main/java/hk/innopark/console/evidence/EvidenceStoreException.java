package hk.innopark.console.evidence;

/** The database of declarations did not answer. */
public final class EvidenceStoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  EvidenceStoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
