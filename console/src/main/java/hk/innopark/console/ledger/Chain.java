package hk.innopark.console.ledger;

import hk.innopark.registry.ledger.VerificationStore;

/**
 * One tenant's and origin's chain.
 *
 * @param lastSeq equals {@code rows} where none is missing
 * @param lastRecordedAt epoch milliseconds; null where the database does not say
 * @param verified what its last verification found; null where there was none
 */
public record Chain(
    String tenant,
    String origin,
    long rows,
    long lastSeq,
    long corrections,
    String lastHash,
    Long lastRecordedAt,
    LastVerification verified) {

  /**
   * What a night's verification found.
   *
   * @param at epoch milliseconds
   * @param anchors how many anchors it was held against
   * @param brokenSeq the first row that is wrong; null where none is
   * @param fault what is wrong with it, a kind of fault; null where nothing is
   */
  public record LastVerification(
      long at, boolean intact, long rows, int anchors, Long brokenSeq, String fault) {
    static LastVerification of(VerificationStore.Kept kept) {
      return new LastVerification(
          kept.at().toEpochMilli(),
          kept.holds(),
          kept.rows(),
          kept.anchors(),
          kept.faultSeq(),
          kept.faultKind());
    }
  }
}
