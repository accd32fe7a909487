package hk.innopark.registry.ledger;

/** The ledger cannot be read, or a text is no ledger row; the message is one complete line. */
public final class LedgerException extends RuntimeException {
  LedgerException(String message) {
    super(message);
  }

  LedgerException(String message, Throwable cause) {
    super(message, cause);
  }
}
