package hk.innopark.console;

import hk.innopark.events.text.Message;

/** A request that cannot be answered; the message is one sentence for the person who asked. */
final class RequestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient Message said;

  private RequestException(int status, String key, Object... arguments) {
    super(Message.of(key, arguments).toString());
    this.status = status;
    this.said = Message.of(key, arguments);
  }

  static RequestException badRequest(String key, Object... arguments) {
    return new RequestException(400, key, arguments);
  }

  static RequestException unauthorized(String key, Object... arguments) {
    return new RequestException(401, key, arguments);
  }

  static RequestException forbidden(String key, Object... arguments) {
    return new RequestException(403, key, arguments);
  }

  static RequestException conflict(String key, Object... arguments) {
    return new RequestException(409, key, arguments);
  }

  /** Asked too often; in how many seconds it may be tried again. */
  static RequestException tooMany(long seconds) {
    return new RequestException(429, "error.too_many", seconds);
  }

  /** Something that the console needs is not there. */
  static RequestException unavailable(String key, Object... arguments) {
    return new RequestException(503, key, arguments);
  }

  static RequestException notFound(String key, Object... arguments) {
    return new RequestException(404, key, arguments);
  }

  int status() {
    return status;
  }

  /** What is said, in the reader's language. */
  Message said() {
    return said;
  }
}
