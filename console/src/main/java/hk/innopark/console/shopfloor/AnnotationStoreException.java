package hk.innopark.console.shopfloor;

/** The database of what people said did not answer, or refused; the message is one line. */
public final class AnnotationStoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  AnnotationStoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
