package hk.innopark.console;

import static hk.innopark.console.access.Role.AUDITOR;
import static hk.innopark.console.access.Role.LINE_OPERATOR;
import static hk.innopark.console.access.Role.PLATFORM_ENGINEER;
import static hk.innopark.console.access.Role.TENANT_ENGINEER;
import static hk.innopark.console.access.Role.TENANT_VIEWER;

import hk.innopark.console.access.Role;
import hk.innopark.console.access.Scope;
import io.javalin.security.RouteRole;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Who may call a route. Every route has exactly one; where its address has a {@code {tenant}}, that
 * must be one that the caller sees.
 */
enum Rule implements RouteRole {
  /** Everybody, signed in or not. It shows nothing of any tenant. */
  PUBLIC(EnumSet.allOf(Role.class), null),
  /** Every signed-in person, about nothing but themselves. */
  OWN_ACCOUNT(EnumSet.allOf(Role.class), null),
  /** Figures of what the caller sees. */
  FIGURES(EnumSet.allOf(Role.class), Scope.FIGURES),
  /** Figures of lines and machines. */
  LINES(
      EnumSet.of(TENANT_VIEWER, TENANT_ENGINEER, LINE_OPERATOR, PLATFORM_ENGINEER), Scope.FIGURES),
  /** Saying that one knows of an alert. */
  ACKNOWLEDGE(EnumSet.of(TENANT_ENGINEER, LINE_OPERATOR, PLATFORM_ENGINEER), null),
  /** Saying why machines stood. */
  STOPS(EnumSet.of(TENANT_ENGINEER, LINE_OPERATOR, PLATFORM_ENGINEER), null),
  /** Connecting devices, and the registry's history. */
  CONNECT(EnumSet.of(TENANT_ENGINEER, PLATFORM_ENGINEER), null),
  /** Running the platform. */
  PLATFORM(EnumSet.of(PLATFORM_ENGINEER), null),
  /** Rows of the ledger, and their verification. */
  LEDGER(EnumSet.of(TENANT_VIEWER, TENANT_ENGINEER, AUDITOR, PLATFORM_ENGINEER), Scope.LEDGER),
  /** Every tenant's commitments at once. */
  PORTFOLIO(EnumSet.of(AUDITOR, PLATFORM_ENGINEER), Scope.LEDGER),
  /** Declaring for a tenant, with documents. */
  DECLARE(EnumSet.of(TENANT_ENGINEER), null),
  /** Taking evidence out of the console. */
  EXPORT(EnumSet.of(TENANT_ENGINEER, PLATFORM_ENGINEER), null),
  /** What people did. */
  ACTIONS(EnumSet.of(TENANT_ENGINEER, AUDITOR, PLATFORM_ENGINEER), null),
  /** Keeping accounts. */
  ACCOUNTS(EnumSet.of(PLATFORM_ENGINEER), null);

  @SuppressWarnings("ImmutableEnumChecker") // always Set.copyOf
  private final Set<Role> roles;

  private final Scope scope;

  Rule(Set<Role> roles, Scope scope) {
    this.roles = Set.copyOf(roles);
    this.scope = scope;
  }

  /** By which scope a token may call it; empty where none may. */
  Optional<Scope> scope() {
    return Optional.ofNullable(scope);
  }

  boolean allows(Role role) {
    return roles.contains(role);
  }

  /** Whether a token of these scopes may call it; a token never does what has no scope. */
  boolean allows(Set<Scope> scopes) {
    return scope != null && scopes.contains(scope);
  }
}
