package hk.innopark.console.ledger;

/**
 * What a recomputation of a chain's hashes found.
 *
 * @param rows how many were read
 * @param brokenSeq the first row that is wrong; null where none is
 * @param finding one sentence
 */
public record Verification(boolean intact, long rows, Long brokenSeq, String finding) {}
