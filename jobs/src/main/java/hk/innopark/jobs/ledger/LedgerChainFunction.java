package hk.innopark.jobs.ledger;

import hk.innopark.registry.ledger.LedgerEntry;
import hk.innopark.registry.ledger.LedgerRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Puts the entries of one tenant and origin into one order and chains them. Entries that became
 * known at the same arrival time are sorted, so the chain does not depend on parallelism or speed.
 *
 * <p>A chain that another release has begun is continued after its last row, as a {@link
 * LedgerTakeover} says. What that knows goes into the state, so it is needed at the first start
 * alone.
 */
public final class LedgerChainFunction
    extends KeyedProcessFunction<String, LedgerEntry, LedgerRow> {
  private static final long serialVersionUID = 1L;

  private static final Comparator<LedgerEntry> ORDER =
      Comparator.comparingLong(LedgerEntry::periodEndMillis)
          .thenComparingLong(LedgerEntry::periodStartMillis)
          .thenComparing(entry -> entry.line() == null ? "" : entry.line())
          .thenComparing(LedgerEntry::measurement)
          .thenComparingInt(LedgerEntry::revision);

  private final LedgerTakeover takeover;
  private transient MapState<Long, List<LedgerEntry>> waiting;
  private transient ValueState<Long> sequence;
  private transient ValueState<String> previousHash;
  private transient TakenOverEntries takenOver;

  public LedgerChainFunction(LedgerTakeover takeover) {
    this.takeover = takeover;
  }

  /** The key of a chain. */
  public static String chainOf(LedgerEntry entry) {
    return entry.tenant() + '|' + entry.origin();
  }

  @Override
  public void open(OpenContext context) {
    waiting =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>(
                    "waiting", Types.LONG, Types.LIST(TypeInformation.of(LedgerEntry.class))));
    sequence = getRuntimeContext().getState(new ValueStateDescriptor<>("sequence", Types.LONG));
    previousHash =
        getRuntimeContext().getState(new ValueStateDescriptor<>("previous-hash", Types.STRING));
    takenOver = new TakenOverEntries(getRuntimeContext());
  }

  @Override
  public void processElement(LedgerEntry entry, Context context, Collector<LedgerRow> out)
      throws Exception {
    long knownAt = context.timestamp();
    List<LedgerEntry> entries = waiting.get(knownAt);
    if (entries == null) {
      entries = new ArrayList<>();
      context.timerService().registerEventTimeTimer(knownAt);
    }
    entries.add(entry);
    waiting.put(knownAt, entries);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<LedgerRow> out)
      throws Exception {
    List<LedgerEntry> entries = new ArrayList<>(waiting.get(timestamp));
    waiting.remove(timestamp);
    entries.sort(ORDER);
    if (sequence.value() == null) {
      begin(context.getCurrentKey());
    }
    long seq = sequence.value();
    String hash = previousHash.value();
    for (LedgerEntry entry : entries) {
      Optional<LedgerEntry> news = takenOver.news(entry, timestamp);
      if (news.isPresent()) {
        LedgerRow row = LedgerRow.chain(news.get(), ++seq, hash);
        hash = row.hash();
        out.collect(row);
      }
    }
    sequence.update(seq);
    previousHash.update(hash);
  }

  private void begin(String chain) throws Exception {
    LedgerTakeover.End end = takeover.chains().get(chain);
    sequence.update(end == null ? 0L : end.seq());
    previousHash.update(end == null ? LedgerRow.GENESIS : end.hash());
    if (!takeover.isNone()) {
      takenOver.begin(takeover, end);
    }
  }
}
