package hk.innopark.console;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.time.Duration;

/** A cookie of this host alone, which no script can read. */
final class HostCookie {
  private final String name;
  private final boolean secure;

  HostCookie(String name, ConsoleConfig config) {
    this.secure = config.isSecure();
    // browsers take the prefix only from the host itself and over TLS
    this.name = secure ? "__Host-" + name : name;
  }

  /** Null where there is none. */
  String value(Context ctx) {
    return ctx.cookie(name);
  }

  void set(Context ctx, String value, Duration lasts) {
    Cookie cookie = new Cookie(name, value);
    cookie.setPath("/");
    cookie.setMaxAge((int) lasts.toSeconds());
    cookie.setHttpOnly(true);
    cookie.setSecure(secure);
    // not strict: a sign-in that comes back from an OpenID provider begins on another site
    cookie.setSameSite(SameSite.LAX);
    ctx.cookie(cookie);
  }

  void remove(Context ctx) {
    set(ctx, "", Duration.ZERO);
  }
}
