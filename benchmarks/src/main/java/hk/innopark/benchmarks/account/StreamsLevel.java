package hk.innopark.benchmarks.account;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;

/**
 * A level's input, and its end. Kafka Streams closes a window only when something later arrives, so
 * when all has arrived a clock ticks in every task of the level, by sums of nothing a minute apart,
 * until all periods are closed; what is summed is then sent to the next level, where nothing is
 * missing either.
 */
final class StreamsLevel {
  private static final Duration TICK = Duration.ofMinutes(1);

  /** For the day that is open, and for an hour and minutes that are closed after it. */
  private static final Duration DAY = Duration.ofHours(26);

  private static final Duration LOOK = Duration.ofMillis(20);

  private final StreamsLevel below;
  private final long endMillis;
  private final Duration grace;
  private final LongAdder sent = new LongAdder();
  private final LongAdder arrived = new LongAdder();
  private final AtomicInteger closedTasks = new AtomicInteger();

  /**
   * A level.
   *
   * @param below what sends to it; null for the first
   * @param endMillis when the clock begins, after the last message
   * @param grace for how long after its end a minute is open
   */
  StreamsLevel(StreamsLevel below, long endMillis, Duration grace) {
    this.below = below;
    this.endMillis = endMillis;
    this.grace = grace;
  }

  Duration grace() {
    return grace;
  }

  /** Says that so much is on its way here. */
  void send(long records) {
    sent.add(records);
  }

  /** Whether all of its periods have been reported. */
  boolean isClosed() {
    return closedTasks.get() == Workload.PARTITIONS;
  }

  private boolean hasAll() {
    return (below == null || below.isClosed()) && arrived.sum() >= sent.sum();
  }

  /** Passes on what arrives and drops heartbeats, then ticks. */
  FixedKeyProcessor<String, PlainSums, PlainSums> clock() {
    return new Clock();
  }

  private final class Clock extends ContextualFixedKeyProcessor<String, PlainSums, PlainSums> {
    private FixedKeyRecord<String, PlainSums> last;
    private boolean closed;

    @Override
    public void init(FixedKeyProcessorContext<String, PlainSums> context) {
      super.init(context);
      context.schedule(LOOK, PunctuationType.WALL_CLOCK_TIME, ignored -> tick());
    }

    @Override
    public void process(FixedKeyRecord<String, PlainSums> record) {
      arrived.increment();
      last = record;
      if (record.value() != null) {
        context().forward(record);
      }
    }

    private void tick() {
      if (closed || !hasAll()) {
        return;
      }
      closed = true;
      long until = endMillis + grace.plus(DAY).toMillis();
      for (long at = endMillis; last != null && at < until; at += TICK.toMillis()) {
        context().forward(last.withValue(new PlainSums()).withTimestamp(at));
      }
      closedTasks.incrementAndGet();
    }
  }
}
