package hk.innopark.jobs.sink.influx;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Consumer;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.SinkWriter;

/**
 * Gathers points into a batch a bucket and writes a batch when it is full, when it has waited long
 * enough, and when Flink takes a checkpoint. All in the task's thread; nothing is in flight when a
 * method returns.
 */
abstract class PointSinkWriter<T> implements SinkWriter<T> {
  /** Keeps a request well below the limits of servers and proxies. */
  private static final int MAX_BATCH_BYTES = 4 * 1024 * 1024;

  /** Keeps the batches of many tenants together from filling the heap. */
  private static final int MAX_PENDING_BYTES = 32 * 1024 * 1024;

  private static final int MAX_SPARE_BATCHES = 16;

  private final LineWriter writer;
  private final RejectedLines.Receiver rejected;
  private final BatchSender sender;
  private final int batchLines;

  private final ProcessingTimeService clock;
  private final Duration linger;
  private ScheduledFuture<?> timer;

  private final Map<String, LineBatch> pending = new LinkedHashMap<>();
  private final Deque<LineBatch> spare = new ArrayDeque<>();
  private int pendingBytes;

  PointSinkWriter(
      InfluxSinkConfig config,
      LineWriter writer,
      RejectedLines.Receiver rejected,
      BatchSender sender,
      ProcessingTimeService clock) {
    this.writer = writer;
    this.rejected = rejected;
    this.sender = sender;
    this.batchLines = config.batchLines();
    this.clock = clock;
    this.linger = config.linger();
  }

  /** Adds one line to the batch of a bucket, and writes what is due. */
  final void add(String bucket, Consumer<LineBatch> line) throws IOException, InterruptedException {
    LineBatch batch = batchOf(bucket);
    int sizeBefore = batch.size();
    line.accept(batch);
    pendingBytes += batch.size() - sizeBefore;
    writeWhatIsDue(bucket, batch);
  }

  private LineBatch batchOf(String bucket) {
    LineBatch batch = pending.get(bucket);
    if (batch == null) {
      batch = spare.isEmpty() ? new LineBatch() : spare.pop();
      pending.put(bucket, batch);
    }
    return batch;
  }

  private void writeWhatIsDue(String bucket, LineBatch batch)
      throws IOException, InterruptedException {
    if (batch.lines() >= batchLines || batch.size() >= MAX_BATCH_BYTES) {
      sender.send(bucket, batch);
      pending.remove(bucket);
      pendingBytes -= batch.size();
      recycle(batch);
    } else if (pendingBytes >= MAX_PENDING_BYTES) {
      flush(false);
    } else if (timer == null) {
      timer =
          clock.registerTimer(clock.getCurrentProcessingTime() + linger.toMillis(), this::lingered);
    }
  }

  private void lingered(long timeMillis) throws IOException, InterruptedException {
    timer = null;
    flush(false);
  }

  private void recycle(LineBatch batch) {
    if (spare.size() < MAX_SPARE_BATCHES) {
      batch.clear();
      spare.push(batch);
    }
  }

  @Override
  public void flush(boolean endOfInput) throws IOException, InterruptedException {
    for (Map.Entry<String, LineBatch> entry : pending.entrySet()) {
      sender.send(entry.getKey(), entry.getValue());
      recycle(entry.getValue());
    }
    pending.clear();
    pendingBytes = 0;
    rejected.flush();
  }

  @Override
  public void close() {
    if (timer != null) {
      timer.cancel(false);
    }
    try {
      rejected.close();
    } finally {
      writer.close();
    }
  }
}
