package hk.innopark.operations.restate;

import java.util.Optional;

/**
 * What is to be restated, and why.
 *
 * @param tenant empty for every tenant
 * @param registryVersion computed by instead of the versions that were in force
 * @param actor who asks for it
 */
public record RestatementRequest(
    Days days,
    Optional<String> tenant,
    Optional<String> registryVersion,
    String reason,
    String actor) {
  public RestatementRequest {
    if (reason.isBlank() || reason.lines().count() > 1) {
      throw new IllegalArgumentException("--reason is not one line of text");
    }
  }

  /** As the ledger has it. */
  String ledgerReason() {
    return "restated by " + actor + ": " + reason.strip();
  }
}
