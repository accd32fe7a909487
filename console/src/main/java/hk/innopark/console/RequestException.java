package hk.innopark.console;

/** A request that cannot be answered; the message is one sentence for the person who asked. */
final class RequestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  private RequestException(int status, String message) {
    super(message);
    this.status = status;
  }

  static RequestException badRequest(String message) {
    return new RequestException(400, message);
  }

  static RequestException notFound(String message) {
    return new RequestException(404, message);
  }

  int status() {
    return status;
  }
}
