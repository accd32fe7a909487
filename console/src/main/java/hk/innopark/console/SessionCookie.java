package hk.innopark.console;

import hk.innopark.console.access.SessionStore;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The session's token in a browser: no script can read it, and no other site's form or script sends
 * it with a change. What changes something must show the session's second token besides, which only
 * a page of ours can read.
 */
final class SessionCookie {
  static final String CHANGE_HEADER = "X-Change-Token";

  private final boolean secure;
  private final String name;

  SessionCookie(ConsoleConfig config) {
    this.secure = config.isSecure();
    // browsers take the prefix only from the host itself and over TLS
    this.name = secure ? "__Host-innopark" : "innopark";
  }

  /** The token; null where there is none. */
  String token(Context ctx) {
    String token = ctx.cookie(name);
    return token == null || token.isEmpty() || token.length() > 100 ? null : token;
  }

  void set(Context ctx, String token) {
    ctx.cookie(cookie(token, (int) SessionStore.LONGEST.toSeconds()));
  }

  void remove(Context ctx) {
    ctx.cookie(cookie("", 0));
  }

  private Cookie cookie(String value, int maxAgeSeconds) {
    Cookie cookie = new Cookie(name, value);
    cookie.setPath("/");
    cookie.setMaxAge(maxAgeSeconds);
    cookie.setHttpOnly(true);
    cookie.setSecure(secure);
    // not strict: a sign-in that comes back from an OpenID provider begins on another site
    cookie.setSameSite(SameSite.LAX);
    return cookie;
  }

  /** What a change must show besides the cookie. */
  static String changeToken(String sessionToken) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(sessionToken.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal("change".getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java runtime has HmacSHA256", impossible);
    }
  }

  /** Whether a request shows it. */
  static boolean showsChangeToken(Context ctx, String sessionToken) {
    String shown = ctx.header(CHANGE_HEADER);
    return shown != null
        && MessageDigest.isEqual(
            shown.getBytes(StandardCharsets.UTF_8),
            changeToken(sessionToken).getBytes(StandardCharsets.UTF_8));
  }
}
