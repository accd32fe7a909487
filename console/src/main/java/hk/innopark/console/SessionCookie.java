package hk.innopark.console;

import hk.innopark.console.access.SessionStore;
import io.javalin.http.Context;
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

  private final HostCookie cookie;

  SessionCookie(ConsoleConfig config) {
    this.cookie = new HostCookie("innopark", config);
  }

  /** The token; null where there is none. */
  String token(Context ctx) {
    String token = cookie.value(ctx);
    return token == null || token.isEmpty() || token.length() > 100 ? null : token;
  }

  void set(Context ctx, String token) {
    cookie.set(ctx, token, SessionStore.LONGEST);
  }

  void remove(Context ctx) {
    cookie.remove(ctx);
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
