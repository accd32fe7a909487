package hk.innopark.console;

import io.javalin.http.Context;

/** Where requests come from. */
final class ClientAddress {
  private static final int LONGEST = 64;

  private final boolean behindProxy;

  /**
   * @param config says whether a proxy stands before the console: then the last address that it
   *     names is the caller's, since a caller can write any before it
   */
  ClientAddress(ConsoleConfig config) {
    this.behindProxy = config.behindProxy();
  }

  String of(Context ctx) {
    String forwarded = behindProxy ? ctx.header("X-Forwarded-For") : null;
    if (forwarded == null || forwarded.isBlank()) {
      return ctx.ip();
    }
    String last = forwarded.substring(forwarded.lastIndexOf(',') + 1).strip();
    return last.substring(0, Math.min(last.length(), LONGEST));
  }
}
