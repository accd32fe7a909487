package hk.innopark.console.ledger;

/** The ledger's database did not answer, or answered what cannot be read. */
public final class LedgerStoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LedgerStoreException(String message, Throwable cause) {
    super(message, cause);
  }

  static LedgerStoreException unreadable(Exception cause) {
    return new LedgerStoreException("The ledger cannot be read: " + cause.getMessage(), cause);
  }
}
