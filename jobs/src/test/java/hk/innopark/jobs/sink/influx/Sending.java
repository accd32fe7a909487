package hk.innopark.jobs.sink.influx;

import hk.innopark.jobs.figures.FigureRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Writes, queues and sends as the job does, and ends like it. */
final class Sending implements AutoCloseable {
  private final FigureLines lines;
  private final LineQueue queue;
  private final LineSender sender;
  private final List<LineBlock> blocks = new ArrayList<>();
  private final LineBatches batches = new LineBatches(blocks::add);

  Sending(
      InfluxSinkConfig config,
      RejectedLines.Receiver receiver,
      InfluxSinkMetrics metrics,
      BatchSender.Pause pause) {
    lines = new FigureLines(config.routing(), config.bucket());
    queue = new LineQueue(config.batchLines(), config.linger(), config.bufferBytes());
    ClientLineWriter client = new ClientLineWriter(config);
    BatchSender batchSender =
        new BatchSender(
            client,
            receiver,
            metrics,
            new Backoff(Duration.ofMillis(200), Duration.ofSeconds(15)),
            config.maxRetryTime(),
            pause,
            new SplittableRandom(42));
    sender = new LineSender(queue, batchSender, client, receiver);
  }

  void write(FigureRow row) throws Exception {
    lines.encode(row, batches);
    batches.flush();
    for (LineBlock block : blocks) {
      queue.put(block);
    }
    blocks.clear();
  }

  LineQueue queue() {
    return queue;
  }

  void drain() throws Exception {
    queue.drain();
  }

  @Override
  public void close() {
    sender.close();
  }
}
