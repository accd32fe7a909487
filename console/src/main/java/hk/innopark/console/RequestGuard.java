package hk.innopark.console;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.util.Locale;

/** Lets only reading requests for a host of ours pass, and puts the headers on every answer. */
final class RequestGuard implements Handler {
  private final ConsoleConfig config;

  RequestGuard(ConsoleConfig config) {
    this.config = config;
  }

  @Override
  public void handle(Context ctx) {
    SecurityHeaders.ALL.forEach(ctx::header);
    if (ctx.method() != HandlerType.GET && ctx.method() != HandlerType.HEAD) {
      ctx.header("Allow", "GET, HEAD");
      refuse(ctx, 405, "The console only reads: GET.");
    } else if (!isOurHost(ctx.header("Host"))) {
      refuse(ctx, 421, "The console is not served under this host name.");
    }
  }

  private static void refuse(Context ctx, int status, String sentence) {
    ctx.status(status).contentType("application/json").result(Answers.error(sentence));
    ctx.skipRemainingHandlers();
  }

  private boolean isOurHost(String host) {
    if (host == null) {
      return false;
    }
    int colon = host.lastIndexOf(':');
    boolean hasPort = colon > host.lastIndexOf(']');
    String name = hasPort && colon > 0 ? host.substring(0, colon) : host;
    return config.hosts().contains(name.toLowerCase(Locale.ROOT));
  }
}
