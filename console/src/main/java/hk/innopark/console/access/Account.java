package hk.innopark.console.access;

import java.util.List;
import java.util.UUID;

/**
 * Who can sign in.
 *
 * @param name what is typed at sign-in; lower case
 * @param grants every right, sorted
 */
public record Account(UUID id, String name, String fullName, boolean disabled, List<Grant> grants) {
  public Account {
    grants = List.copyOf(grants);
  }

  /** Whether the account may act by a right. */
  public boolean mayActAs(Grant wanted) {
    return !disabled && grants.stream().anyMatch(grant -> grant.covers(wanted));
  }
}
