package hk.innopark.console.figures;

/** The store did not answer, or answered what cannot be read; the message is one clear sentence. */
public final class FigureStoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public FigureStoreException(String message) {
    super(message);
  }

  public FigureStoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
