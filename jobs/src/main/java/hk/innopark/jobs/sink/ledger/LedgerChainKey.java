package hk.innopark.jobs.sink.ledger;

import hk.innopark.registry.ledger.LedgerRow;
import org.apache.flink.api.java.functions.KeySelector;

/** The hash chain that a row belongs to: its tenant and origin. */
public final class LedgerChainKey implements KeySelector<LedgerRow, String> {
  private static final long serialVersionUID = 1L;

  @Override
  public String getKey(LedgerRow row) {
    // a tenant's id holds no slash, so two chains never share a key
    return row.entry().tenant() + '/' + row.entry().origin();
  }
}
