package hk.innopark.benchmarks.account;

import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.state.KeyValueStore;

/** What each message adds to the one before; null for a heartbeat. */
final class StreamsDifferences
    extends ContextualFixedKeyProcessor<String, PlainMessage, PlainSums> {
  /** The store of messages, by machine. */
  static final String LAST = "last";

  private KeyValueStore<String, PlainMessage> last;

  @Override
  public void init(FixedKeyProcessorContext<String, PlainSums> context) {
    super.init(context);
    last = context.getStateStore(LAST);
  }

  @Override
  public void process(FixedKeyRecord<String, PlainMessage> record) {
    PlainMessage message = record.value();
    PlainSums sums = null;
    if (message != null) {
      Progress.MESSAGES.increment();
      message.machine = record.key();
      sums = PlainSums.between(last.get(record.key()), message);
      last.put(record.key(), message);
    }
    context().forward(record.withValue(sums));
  }
}
