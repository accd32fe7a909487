package hk.innopark.jobs.rollup;

import hk.innopark.events.Level;
import hk.innopark.jobs.element.ElementDelta;
import hk.innopark.jobs.element.Elements;
import hk.innopark.jobs.element.Entity;
import hk.innopark.jobs.reference.ReferenceData;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * Keeps the periods of lines, tenants or estates: deltas of one level in, its period totals out,
 * and beside them the sums for the level above.
 */
public final class PlaceOperator extends BookOperator<PlaceOperator.PlaceBook>
    implements OneInputStreamOperator<ElementDelta, PeriodTotal> {
  /** What the level above is to add up. */
  public static final OutputTag<ElementDelta> ABOVE =
      new OutputTag<>("above", TypeInformation.of(ElementDelta.class));

  /** Name of a counter: deltas that were left out, as a sum would exceed 64 bits. */
  public static final String OVERFLOWS = "overflows";

  private static final long serialVersionUID = 1L;
  private static final long FLUSH_MILLIS = 1_000;

  private final RollupConfig periodConfig;
  private final long untilMillis;

  /** The level above; null above estates. */
  private final Level above;

  private transient DeltaSums sums;
  private transient long flushedSecond;
  private transient Counter overflows;

  /**
   * @param above which level is to add up what comes; null where there is none
   * @param untilMillis the arrival time at which bounded input ends; {@link Long#MAX_VALUE} for
   *     live input
   */
  public PlaceOperator(
      ReferenceData.Source references, RollupConfig config, Level above, long untilMillis) {
    super(references);
    this.periodConfig = config;
    this.above = above;
    this.untilMillis = untilMillis;
  }

  @Override
  public void open() throws Exception {
    super.open();
    sums = new DeltaSums();
    flushedSecond = Long.MIN_VALUE;
    overflows = getMetricGroup().counter(OVERFLOWS);
  }

  @Override
  public void processElement(StreamRecord<ElementDelta> element) throws Exception {
    ElementDelta delta = element.getValue();
    String key = (String) getCurrentKey();
    Elements elements = Elements.unpack(delta.elements());
    PlaceBook book = change(key);
    PeriodBook periods = book.periods;
    periods.add(delta.minuteMillis(), delta.slotMillis(), arrivalMillis(), elements);
    overflows.inc(periods.takeOverflows());
    if (above != null) {
      sums.add(book.above, delta.minuteMillis(), delta.slotMillis(), elements);
      if (sums.isFull()) {
        flush();
      }
    }
    changed(key);
  }

  @Override
  protected void afterDue(long arrivalMillis) {
    long second = Math.floorDiv(arrivalMillis, FLUSH_MILLIS);
    if (second != flushedSecond) {
      flushedSecond = second;
      flush();
    }
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    flush();
  }

  private void flush() {
    sums.flush(delta -> output.collect(ABOVE, new StreamRecord<>(delta, delta.slotMillis())));
  }

  @Override
  protected PlaceBook open(String key) {
    Entity entity = Entity.ofKey(key);
    return new PlaceBook(
        above == null ? null : entity.at(above).key().intern(),
        new PeriodBook(entity, periodConfig, reference(), untilMillis, hourStore(key)));
  }

  /** The periods of one line, tenant or estate. */
  final class PlaceBook implements BookOperator.Book {
    /** The key of the entity that is above this one; null where nothing is. */
    private final String above;

    private final PeriodBook periods;

    private PlaceBook(String above, PeriodBook periods) {
      this.above = above;
      this.periods = periods;
    }

    @Override
    public long nextDueMillis() {
      return periods.nextDueMillis();
    }

    @Override
    public void advanceTo(long arrivalMillis) {
      periods.advanceTo(arrivalMillis, PlaceOperator.this::emit);
    }

    @Override
    public boolean isOver() {
      return periods.isEmpty();
    }

    @Override
    public void store(long arrivalMillis) throws IOException {
      periods.store(arrivalMillis);
    }

    @Override
    public void write(long arrivalMillis, DataOutputSerializer out) throws IOException {
      store(arrivalMillis);
      periods.write(out);
    }

    @Override
    public void read(DataInputDeserializer in) throws IOException {
      periods.read(in);
    }
  }
}
