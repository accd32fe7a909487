package hk.innopark.jobs.sink.influx;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a batch until the server has taken every line that it will ever take: waits and repeats
 * where that may help, halves a refused batch until the line at fault stands alone and hands that
 * line on, and throws where nothing helps.
 */
final class BatchSender {
  private static final Logger LOG = LoggerFactory.getLogger(BatchSender.class);
  private static final int LOGGED_CHARACTERS = 500;
  private static final Duration TOKEN_PAUSE = Duration.ofSeconds(2);

  /** Every so many attempts the log says what is waited for. */
  private static final int TOKEN_COMPLAINTS = 30;

  /** Waits; a test need not. */
  interface Pause {
    void sleep(Duration duration) throws InterruptedException;
  }

  private final LineWriter writer;
  private final RejectedLines.Receiver rejected;
  private final InfluxSinkMetrics metrics;
  private final Backoff backoff;
  private final Duration maxRetryTime;
  private final Pause pause;
  private final RandomGenerator random;
  private int rejectedInBatch;

  BatchSender(
      LineWriter writer,
      RejectedLines.Receiver rejected,
      InfluxSinkMetrics metrics,
      Duration maxRetryTime) {
    this(
        writer,
        rejected,
        metrics,
        Backoff.DEFAULT,
        maxRetryTime,
        duration -> Thread.sleep(duration.toMillis()),
        new SplittableRandom());
  }

  BatchSender(
      LineWriter writer,
      RejectedLines.Receiver rejected,
      InfluxSinkMetrics metrics,
      Backoff backoff,
      Duration maxRetryTime,
      Pause pause,
      RandomGenerator random) {
    this.writer = writer;
    this.rejected = rejected;
    this.metrics = metrics;
    this.backoff = backoff;
    this.maxRetryTime = maxRetryTime;
    this.pause = pause;
    this.random = random;
  }

  /** Returns when each line is either confirmed by the server or handed on as refused. */
  void send(String bucket, LineBatch batch) throws IOException, InterruptedException {
    rejectedInBatch = 0;
    send(bucket, batch, 0, batch.lines());
    if (rejectedInBatch > 1) {
      LOG.error("bucket {} refuses {} of {} points", bucket, rejectedInBatch, batch.lines());
    }
  }

  private void send(String bucket, LineBatch batch, int from, int to)
      throws IOException, InterruptedException {
    String lines = batch.text(from, to);
    Duration waited = Duration.ZERO;
    for (int failures = 1; ; failures++) {
      long startNanos = System.nanoTime();
      try {
        writer.write(bucket, lines);
        metrics.written(to - from, batch.size(from, to));
        return;
      } catch (WriteFailedException failure) {
        switch (FailureClassifier.verdict(failure)) {
          case RETRY -> {
            waited = waited.plusNanos(System.nanoTime() - startNanos);
            waited = waited.plus(waitAfter(failure, failures, waited, bucket, to - from));
          }
          case SPLIT -> {
            split(bucket, batch, from, to, failure);
            return;
          }
          case TOO_OLD -> {
            rejectOldest(bucket, batch, from, to, failure);
            return;
          }
          case AWAIT_TOKEN -> awaitToken(failure, failures, bucket, to - from);
          case REFUSE_BATCH -> {
            for (int line = from; line < to; line++) {
              reject(bucket, batch.text(line, line + 1), failure);
            }
            return;
          }
          case FAIL -> throw new IOException(failed(bucket, to - from, failure), failure);
        }
      }
    }
  }

  /** Sleeps as long as the server asks, else as the backoff says; throws where time is up. */
  private Duration waitAfter(
      WriteFailedException failure, int failures, Duration waited, String bucket, int lines)
      throws IOException, InterruptedException {
    Duration left = maxRetryTime.minus(waited);
    if (left.isNegative() || left.isZero()) {
      throw new IOException(
          failed(bucket, lines, failure) + ", after " + failures + " attempts in " + maxRetryTime,
          failure);
    }
    Duration wanted = failure.retryAfter().orElseGet(() -> backoff.pause(failures, random));
    Duration wait = wanted.compareTo(left) < 0 ? wanted : left;
    if (failures == 1) {
      LOG.warn("{}; trying again for up to {}", failed(bucket, lines, failure), maxRetryTime);
    }
    metrics.writeRetries().inc();
    pause.sleep(wait);
    return wait;
  }

  /**
   * However long it takes: without a token nothing can be written, and a restart has none either.
   */
  private void awaitToken(WriteFailedException failure, int failures, String bucket, int lines)
      throws InterruptedException {
    if (failures % TOKEN_COMPLAINTS == 1) {
      LOG.error(
          "{}; waiting for another token in INFLUX_TOKEN_FILE, nothing is lost meanwhile",
          failed(bucket, lines, failure));
    }
    metrics.writeRetries().inc();
    pause.sleep(TOKEN_PAUSE);
  }

  /** The lines that were dropped are those with the oldest stamps; the others are written. */
  private void rejectOldest(
      String bucket, LineBatch batch, int from, int to, WriteFailedException failure)
      throws IOException {
    int dropped = Math.min(to - from, FailureClassifier.droppedAsTooOld(failure).orElseThrow());
    List<Integer> oldestFirst = new ArrayList<>();
    for (int line = from; line < to; line++) {
      oldestFirst.add(line);
    }
    if (dropped < to - from) {
      oldestFirst.sort(Comparator.comparingLong(batch::timestamp));
    }
    int bytes = batch.size(from, to);
    for (int line : oldestFirst.subList(0, dropped)) {
      bytes -= batch.size(line, line + 1);
      reject(bucket, batch.text(line, line + 1), failure);
    }
    if (dropped < to - from) {
      metrics.written(to - from - dropped, bytes);
    }
  }

  private void split(String bucket, LineBatch batch, int from, int to, WriteFailedException failure)
      throws IOException, InterruptedException {
    if (to - from == 1) {
      reject(bucket, batch.text(from, to), failure);
      return;
    }
    int middle = (from + to) >>> 1;
    send(bucket, batch, from, middle);
    send(bucket, batch, middle, to);
  }

  private void reject(String bucket, String line, WriteFailedException failure) throws IOException {
    String stripped = line.stripTrailing();
    metrics.rejected();
    if (rejectedInBatch++ == 0) {
      LOG.error(
          "bucket {} refuses a point: {}: {}",
          bucket,
          failure.getMessage(),
          stripped.length() > LOGGED_CHARACTERS
              ? stripped.substring(0, LOGGED_CHARACTERS) + "…"
              : stripped);
    }
    rejected.accept(bucket, stripped, failure.getMessage());
  }

  private static String failed(String bucket, int lines, WriteFailedException failure) {
    return "writing %d points to bucket %s failed: %s"
        .formatted(lines, bucket, failure.getMessage());
  }
}
