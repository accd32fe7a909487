package hk.innopark.console;

import hk.innopark.console.access.Grant;
import hk.innopark.console.access.Scope;
import hk.innopark.registry.action.Action;
import io.javalin.http.Context;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Who asks, and by which right.
 *
 * @param scopes of the token that was shown; empty for a browser's session
 * @param address where the request came from
 */
record Viewer(
    UUID account,
    String name,
    String fullName,
    Grant grant,
    Optional<Set<Scope>> scopes,
    String address) {
  private static final String ATTRIBUTE = "viewer";

  /** Who asks for what is behind a rule other than {@link Rule#PUBLIC}. */
  static Viewer of(Context ctx) {
    Viewer viewer = ctx.attribute(ATTRIBUTE);
    if (viewer == null) {
      throw new IllegalStateException("nobody was let in to " + ctx.path());
    }
    return viewer;
  }

  void letIn(Context ctx) {
    ctx.attribute(ATTRIBUTE, this);
  }

  Audience audience() {
    return Audience.of(grant);
  }

  /** Whether somebody may by a page: a token may not, whatever it is for. */
  boolean mayByPage(Rule rule) {
    return scopes.isEmpty() && rule.allows(grant.role());
  }

  /** Something that this viewer does, to be recorded. */
  Action action(String action, String tenant, String subject, String reason) {
    return new Action(
        name,
        grant.role().wireName(),
        tenant == null ? "" : tenant,
        address,
        action,
        subject,
        reason);
  }
}
