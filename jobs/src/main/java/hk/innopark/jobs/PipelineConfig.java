package hk.innopark.jobs;

import hk.innopark.jobs.account.AccountConfig;
import hk.innopark.jobs.decode.DecodeConfig;
import hk.innopark.jobs.ledger.LedgerTakeover;
import hk.innopark.jobs.reference.ReferenceData;
import hk.innopark.jobs.rollup.RollupConfig;
import java.time.Instant;

/**
 * All that the pipeline is told.
 *
 * @param endOfInput the arrival time at which bounded input ends; {@link #LIVE} where it does not
 * @param takeover what another release has put into the ledger
 */
public record PipelineConfig(
    ReferenceData.Source references,
    DecodeConfig decode,
    AccountConfig account,
    RollupConfig rollup,
    Instant endOfInput,
    LedgerTakeover takeover) {
  /** Input without end. */
  public static final Instant LIVE = Instant.ofEpochMilli(Long.MAX_VALUE);

  public static PipelineConfig live(ReferenceData.Source references) {
    return new PipelineConfig(
        references,
        DecodeConfig.DEFAULT,
        AccountConfig.DEFAULT,
        RollupConfig.DEFAULT,
        LIVE,
        LedgerTakeover.NONE);
  }

  public PipelineConfig withRollup(RollupConfig other) {
    return new PipelineConfig(references, decode, account, other, endOfInput, takeover);
  }

  /** For input that ends: periods that have not ended by then stay provisional. */
  public PipelineConfig boundedBy(Instant end) {
    return new PipelineConfig(references, decode, account, rollup, end, takeover);
  }

  /** Goes on with another release's ledger. */
  public PipelineConfig takingOver(LedgerTakeover other) {
    return new PipelineConfig(references, decode, account, rollup, endOfInput, other);
  }
}
