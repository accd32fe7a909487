package hk.innopark.jobs.rollup;

import hk.innopark.jobs.reference.ReferenceData;
import hk.innopark.jobs.reference.ReferenceHistory;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Keeps a book for each key of its subtask: in memory while the job runs, and in the state backend
 * as bytes when a checkpoint asks for it, so that a message costs no access to state whatever the
 * backend. What is due at which arrival time is one queue for all keys, not a timer for each.
 *
 * @param <B> what is kept for a key
 */
public abstract class BookOperator<B extends BookOperator.Book>
    extends AbstractStreamOperator<PeriodTotal> {
  private static final long serialVersionUID = 1L;

  /** A long silence is gone through in steps, so that one is handed on before the next. */
  private static final long STEP_MILLIS = 3_600_000L;

  /** What is kept for one key. */
  public interface Book {
    /** When there is something to do next, by arrival time. */
    long nextDueMillis();

    /** Does all that is due. */
    void advanceTo(long arrivalMillis);

    /** Whether nothing needs to be kept any more. */
    boolean isOver();

    /** Writes what changed to its store, and lets go of parts that are quiet. */
    void store(long arrivalMillis) throws IOException;

    /** Does that, and writes all else to the output. */
    void write(long arrivalMillis, DataOutputSerializer out) throws IOException;

    void read(DataInputDeserializer in) throws IOException;
  }

  /** A book, and when it is due as the queue knows it. */
  private static final class Entry<B> implements Comparable<Entry<B>> {
    final String key;
    final B book;
    long queuedMillis = Long.MAX_VALUE;
    boolean isDirty;

    Entry(String key, B book) {
      this.key = key;
      this.book = book;
    }

    @Override
    public int compareTo(Entry<B> other) {
      int byTime = Long.compare(queuedMillis, other.queuedMillis);
      return byTime == 0 ? key.compareTo(other.key) : byTime;
    }
  }

  private final ReferenceData.Source references;

  private transient ReferenceHistory reference;
  private transient Map<String, Entry<B>> entries;
  private transient PriorityQueue<Entry<B>> queue;
  private transient ValueState<byte[]> books;
  private transient MapState<Long, byte[]> hours;
  private transient StreamRecord<PeriodTotal> record;

  /** The entry that was looked up last, and by which object. */
  private transient String lastKey;

  private transient Entry<B> lastEntry;
  private transient long arrivalMillis;

  protected BookOperator(ReferenceData.Source references) {
    this.references = references;
  }

  /** A new book for a key. */
  protected abstract B open(String key);

  /** Called when the watermark has moved, before what is due is done. */
  protected void beforeDue(long arrivalMillis) throws Exception {}

  /** Called when all is done that was due, before the watermark is handed on. */
  protected void afterDue(long arrivalMillis) throws Exception {}

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    reference = references.open();
    entries = new HashMap<>();
    queue = new PriorityQueue<>();
    record = new StreamRecord<>(null);
    arrivalMillis = Long.MIN_VALUE;
    books =
        context
            .getKeyedStateStore()
            .getState(new ValueStateDescriptor<>("book", BytePrimitiveArraySerializer.INSTANCE));
    hours =
        context
            .getKeyedStateStore()
            .getMapState(
                new MapStateDescriptor<>(
                    "hours", LongSerializer.INSTANCE, BytePrimitiveArraySerializer.INSTANCE));
    if (context.isRestored()) {
      restore();
    }
  }

  private void restore() throws Exception {
    KeyedStateBackend<String> backend = getKeyedStateBackend();
    List<String> keys;
    try (Stream<String> all = backend.getKeys("book", VoidNamespace.INSTANCE)) {
      keys = all.toList();
    }
    for (String key : keys) {
      use(key);
      Entry<B> entry = entry(key);
      entry.book.read(new DataInputDeserializer(books.value()));
      enqueue(entry);
    }
  }

  /** The registry by minute. */
  protected ReferenceHistory reference() {
    return reference;
  }

  /** The arrival time of now: nothing older is to come. */
  protected long arrivalMillis() {
    return arrivalMillis;
  }

  /** The book of a key, which does not change; null where there is none. */
  protected B find(String key) {
    Entry<B> entry = look(key);
    return entry == null ? null : entry.book;
  }

  /** The book of a key, which is going to change. */
  protected B change(String key) {
    Entry<B> entry = entry(key);
    entry.isDirty = true;
    return entry.book;
  }

  /** To be called when a book has changed. */
  protected void changed(String key) {
    enqueue(look(key));
  }

  /** To be called when a book has changed that will be visited within a second. */
  protected void queued(String key) {
    Entry<B> entry = look(key);
    if (entry.queuedMillis == Long.MAX_VALUE) {
      enqueue(entry);
    }
  }

  /** The book of a key outside of its own elements. */
  protected B visit(String key) {
    use(key);
    return change(key);
  }

  protected void emit(PeriodTotal total, long knownAtMillis) {
    output.collect(record.replace(total, knownAtMillis));
  }

  /** Where a book's quiet hours are; of the key that is in use. */
  protected HourBlocks.Store hourStore(String key) {
    return new KeyedHours(this, hours, key);
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    reference.refresh();
    for (long step = nextStep(); step < mark.getTimestamp(); step = nextStep()) {
      advanceTo(step);
      super.processWatermark(new Watermark(step));
    }
    advanceTo(mark.getTimestamp());
    super.processWatermark(mark);
  }

  /** The end of a step from now on, or from when something is due next. */
  private long nextStep() {
    long due = queue.isEmpty() ? Long.MAX_VALUE : queue.peek().queuedMillis;
    long from = Math.max(arrivalMillis, due);
    return from > Long.MAX_VALUE - STEP_MILLIS ? Long.MAX_VALUE : from + STEP_MILLIS;
  }

  private void advanceTo(long millis) throws Exception {
    boolean isNewStep =
        Math.floorDiv(arrivalMillis, STEP_MILLIS) != Math.floorDiv(millis, STEP_MILLIS);
    arrivalMillis = millis;
    beforeDue(arrivalMillis);
    while (!queue.isEmpty() && queue.peek().queuedMillis <= arrivalMillis) {
      Entry<B> entry = queue.poll();
      entry.queuedMillis = Long.MAX_VALUE;
      use(entry.key);
      entry.isDirty = true;
      entry.book.advanceTo(arrivalMillis);
      if (entry.book.isOver()) {
        entries.remove(entry.key);
        lastKey = null;
        lastEntry = null;
        books.clear();
        hours.clear();
      } else {
        enqueue(entry);
      }
    }
    afterDue(arrivalMillis);
    if (isNewStep) {
      store();
    }
  }

  /** Memory holds no more than the hours that still change, also where there are no checkpoints. */
  private void store() throws Exception {
    for (Entry<B> entry : entries.values()) {
      entry.isDirty = true;
      entry.book.store(arrivalMillis);
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    DataOutputSerializer out = new DataOutputSerializer(8192);
    for (Entry<B> entry : entries.values()) {
      if (entry.isDirty) {
        use(entry.key);
        out.clear();
        entry.book.write(arrivalMillis, out);
        books.update(out.getCopyOfBuffer());
        entry.isDirty = false;
      }
    }
    super.snapshotState(context);
  }

  @Override
  public void close() throws Exception {
    if (reference != null) {
      reference.close();
    }
    super.close();
  }

  private void use(String key) {
    setCurrentKey(key);
  }

  private Entry<B> entry(String key) {
    Entry<B> entry = look(key);
    if (entry == null) {
      entry = new Entry<>(key, open(key));
      entries.put(key, entry);
      lastEntry = entry;
    }
    return entry;
  }

  /** A message asks several times with one and the same object. */
  @SuppressWarnings("ReferenceEquality")
  private Entry<B> look(String key) {
    if (key != lastKey) {
      lastKey = key;
      lastEntry = entries.get(key);
    }
    return lastEntry;
  }

  /** Where it is due later than the queue knows, it is looked at in vain once. */
  private void enqueue(Entry<B> entry) {
    long due = entry.book.nextDueMillis();
    if (due < entry.queuedMillis) {
      if (entry.queuedMillis != Long.MAX_VALUE) {
        queue.remove(entry);
      }
      entry.queuedMillis = due;
      queue.add(entry);
    }
  }
}
