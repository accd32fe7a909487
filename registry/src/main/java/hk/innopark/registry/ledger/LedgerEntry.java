package hk.innopark.registry.ledger;

/**
 * What the ledger says of one closed period, before it is chained.
 *
 * @param origin "real", or {@code sim:{run}}
 * @param line null where the entry is about the whole tenant
 * @param grain hour, day or month
 * @param periodStartMillis inclusive, epoch milliseconds
 * @param periodEndMillis exclusive, epoch milliseconds
 * @param revision from 1
 * @param elements the summed elements, a JSON object with sorted names and integers
 * @param figures the figures, a JSON object in the order of the contract
 * @param coverage valid of expected sample intervals, 0 to 1; null where none was expected
 * @param codeVersion of the pipeline that computed it
 * @param registryVersion of the reference data it was computed with
 * @param factorIds the emission factors used, sorted, joined by commas
 * @param rawMessages how many messages it rests on
 * @param rawDigest their order-independent digest, 64 hex digits
 * @param reason why this revision exists
 */
public record LedgerEntry(
    String tenant,
    String origin,
    String line,
    String measurement,
    String grain,
    long periodStartMillis,
    long periodEndMillis,
    int revision,
    String elements,
    String figures,
    Double coverage,
    String codeVersion,
    String registryVersion,
    String factorIds,
    long rawMessages,
    String rawDigest,
    String reason) {
  private static final String COMMITMENT = "commitment.";

  /** What rows about a commitment have as their measurement; each commitment is one of its own. */
  public static String commitmentMeasurement(String commitment) {
    return COMMITMENT + commitment;
  }

  /** Whether it is a verdict on a commitment, and no figures. */
  public boolean isCommitment() {
    return measurement.startsWith(COMMITMENT);
  }

  /** The same of another revision. */
  public LedgerEntry restated(int otherRevision, String otherReason) {
    return new LedgerEntry(
        tenant,
        origin,
        line,
        measurement,
        grain,
        periodStartMillis,
        periodEndMillis,
        otherRevision,
        elements,
        figures,
        coverage,
        codeVersion,
        registryVersion,
        factorIds,
        rawMessages,
        rawDigest,
        otherReason);
  }
}
