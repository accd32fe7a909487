package hk.innopark.console.access;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * A token for programs, without its secret.
 *
 * @param usedAt null where it never was
 * @param revoked whether it was taken back
 */
public record ApiToken(
    UUID id,
    UUID account,
    String name,
    String fullName,
    String label,
    Grant grant,
    Set<Scope> scopes,
    Instant expiresAt,
    Instant usedAt,
    boolean revoked) {}
