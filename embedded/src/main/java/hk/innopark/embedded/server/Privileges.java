package hk.innopark.embedded.server;

import java.util.List;

/** PostgreSQL refuses to run as root. */
final class Privileges {
  private Privileges() {}

  /** What goes before a command so that it does not run as root; nothing where we are not. */
  static List<String> asNonRoot() {
    // in a user namespace of its own, root outside is nobody inside, yet owns its files
    return "root".equals(System.getProperty("user.name")) ? List.of("unshare", "-U") : List.of();
  }
}
