package hk.innopark.console.shopfloor;

/** The database of what machines did and said did not answer; the message is one line. */
public final class ShopFloorStoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ShopFloorStoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
