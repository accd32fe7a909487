package hk.innopark.embedded.server;

import io.questdb.cutlass.http.AnonymousHttpAuthenticator;
import io.questdb.cutlass.http.HttpRequestHeader;
import io.questdb.std.str.DirectUtf8Sequence;
import io.questdb.std.str.Utf8String;
import java.util.Set;

/**
 * Lets programs of this machine and the store's own page ask, and no page of another site that is
 * open in a browser: a query may change tables, and a browser sends it for any page.
 *
 * <p>A browser says from where it asks ({@code Sec-Fetch-Site}, {@code Origin}), which no page can
 * change; and under which name, which keeps out a name of a foreign site that points here.
 */
final class OwnPagesOnly extends AnonymousHttpAuthenticator {
  private static final Utf8String HOST = new Utf8String("Host");
  private static final Utf8String ORIGIN = new Utf8String("Origin");
  private static final Utf8String SITE = new Utf8String("Sec-Fetch-Site");
  private static final Set<String> NAMES = Set.of("127.0.0.1", "localhost", "[::1]");
  private static final Set<String> OWN = Set.of("none", "same-origin");

  @Override
  public boolean authenticate(HttpRequestHeader request) {
    return isAllowed(
        text(request.getHeader(HOST)),
        text(request.getHeader(ORIGIN)),
        text(request.getHeader(SITE)));
  }

  /**
   * @param host under which it is asked; null where the header is missing, as the others
   * @param origin of the page that asks
   * @param site how page and store relate
   */
  static boolean isAllowed(String host, String origin, String site) {
    if (host == null || !NAMES.contains(host.replaceFirst(":[0-9]{1,5}$", ""))) {
      return false;
    }
    boolean isOwnPage = origin == null || origin.equals("http://" + host);
    return isOwnPage && (site == null || OWN.contains(site));
  }

  private static String text(DirectUtf8Sequence header) {
    return header == null ? null : header.toString();
  }
}
