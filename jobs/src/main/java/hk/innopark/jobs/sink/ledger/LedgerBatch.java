package hk.innopark.jobs.sink.ledger;

import hk.innopark.registry.ledger.LedgerJson;
import hk.innopark.registry.ledger.LedgerRow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Rows that become visible together, in their order. */
public record LedgerBatch(List<LedgerRow> rows) {
  public LedgerBatch {
    rows = List.copyOf(rows);
  }

  /** As the lines of a ledger file. */
  static final class Serializer implements SimpleVersionedSerializer<LedgerBatch> {
    static final Serializer INSTANCE = new Serializer();
    private static final int VERSION = 1;

    @Override
    public int getVersion() {
      return VERSION;
    }

    @Override
    public byte[] serialize(LedgerBatch batch) {
      StringBuilder lines = new StringBuilder();
      batch.rows().forEach(row -> lines.append(LedgerJson.format(row)).append('\n'));
      return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public LedgerBatch deserialize(int version, byte[] bytes) throws IOException {
      if (version != VERSION) {
        throw new IOException("ledger rows of unknown version " + version);
      }
      return new LedgerBatch(
          new String(bytes, StandardCharsets.UTF_8).lines().map(LedgerJson::parse).toList());
    }
  }
}
