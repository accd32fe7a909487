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

  static RequestException unauthorized(String message) {
    return new RequestException(401, message);
  }

  static RequestException forbidden(String message) {
    return new RequestException(403, message);
  }

  static RequestException conflict(String message) {
    return new RequestException(409, message);
  }

  /** Asked too often; in how many seconds it may be tried again. */
  static RequestException tooMany(long seconds) {
    return new RequestException(429, "Too many tries. Try again in " + seconds + " s.");
  }

  /** Something that the console needs is not there. */
  static RequestException unavailable(String message) {
    return new RequestException(503, message);
  }

  static RequestException notFound(String message) {
    return new RequestException(404, message);
  }

  int status() {
    return status;
  }
}
