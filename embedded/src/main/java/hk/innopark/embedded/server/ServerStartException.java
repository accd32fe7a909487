package hk.innopark.embedded.server;

import hk.innopark.events.process.LoopbackPorts;

/** A server did not start; the message is one line that names it, and says why. */
public final class ServerStartException extends Exception {
  private static final long serialVersionUID = 1L;

  ServerStartException(String server, String reason) {
    super(server + " did not start: " + reason);
  }

  ServerStartException(String server, Throwable cause) {
    super(server + " did not start: " + firstLine(cause), cause);
  }

  /** Refuses a port on which somebody listens. */
  static void requireFree(String server, int port) throws ServerStartException {
    if (!LoopbackPorts.isFree(port)) {
      throw new ServerStartException(server, "port " + port + " is taken");
    }
  }

  private static String firstLine(Throwable cause) {
    String message = cause.getMessage();
    if (message == null || message.isBlank()) {
      return cause.getClass().getSimpleName();
    }
    return message.strip().lines().findFirst().orElseThrow();
  }
}
