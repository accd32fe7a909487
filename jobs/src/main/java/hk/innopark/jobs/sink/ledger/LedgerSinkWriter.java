package hk.innopark.jobs.sink.ledger;

import hk.innopark.registry.ledger.LedgerRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;

/** Gathers the rows of a checkpoint. */
final class LedgerSinkWriter implements CommittingSinkWriter<LedgerRow, LedgerBatch> {
  private final int batchRows;
  private List<LedgerBatch> batches = new ArrayList<>();
  private List<LedgerRow> rows = new ArrayList<>();

  LedgerSinkWriter(int batchRows) {
    this.batchRows = batchRows;
  }

  @Override
  public void write(LedgerRow row, Context context) {
    rows.add(row);
    if (rows.size() >= batchRows) {
      endBatch();
    }
  }

  @Override
  public void flush(boolean endOfInput) {
    // rows become visible with the checkpoint
  }

  @Override
  public Collection<LedgerBatch> prepareCommit() {
    endBatch();
    List<LedgerBatch> prepared = batches;
    batches = new ArrayList<>();
    return prepared;
  }

  @Override
  public void close() {
    // nothing is open
  }

  private void endBatch() {
    if (!rows.isEmpty()) {
      batches.add(new LedgerBatch(rows));
      rows = new ArrayList<>();
    }
  }
}
