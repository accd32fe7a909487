package hk.innopark.console.ledger;

/**
 * One tenant's and origin's chain.
 *
 * @param lastSeq equals {@code rows} where none is missing
 * @param lastRecordedAt epoch milliseconds; null where the database does not say
 */
public record Chain(
    String tenant,
    String origin,
    long rows,
    long lastSeq,
    long corrections,
    String lastHash,
    Long lastRecordedAt) {}
