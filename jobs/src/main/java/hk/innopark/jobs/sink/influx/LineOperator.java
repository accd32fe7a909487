package hk.innopark.jobs.sink.influx;

import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Turns values into lines where they are made, so that only bytes travel to the sink. What was
 * written is handed on when time moves, and before a checkpoint: nothing needs to be kept here.
 */
final class LineOperator<T> extends AbstractStreamOperator<LineBlock>
    implements OneInputStreamOperator<T, LineBlock>, BoundedOneInput {
  private static final long serialVersionUID = 1L;

  private final PointEncoder<T> encoder;
  private transient LineBatches batches;

  LineOperator(PointEncoder<T> encoder) {
    this.encoder = encoder;
  }

  @Override
  public void open() throws Exception {
    super.open();
    batches = new LineBatches(block -> output.collect(new StreamRecord<>(block)));
  }

  @Override
  public void processElement(StreamRecord<T> element) {
    encoder.encode(element.getValue(), batches);
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    batches.flush();
    super.processWatermark(mark);
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    batches.flush();
  }

  @Override
  public void endInput() {
    batches.flush();
  }
}
