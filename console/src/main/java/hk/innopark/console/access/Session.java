package hk.innopark.console.access;

import java.time.Instant;
import java.util.UUID;

/**
 * A signed-in browser.
 *
 * @param grant the right by which it reads now
 */
public record Session(UUID account, String name, String fullName, Grant grant, Instant expiresAt) {}
