package hk.innopark.jobs.sink.influx;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Lines that wait for the server, bucket by bucket in the order in which they came. The task puts
 * them in and goes on; one sender takes them out. While the server is away they gather here: of a
 * point that was written anew only the newest line is kept, and where even that is more than the
 * limit, the task has to wait. Thread-safe.
 */
final class LineQueue {
  /** Fewer bytes are not looked through for points that were written anew. */
  private static final long WORTH_COMPACTING = 4L * 1024 * 1024;

  private static final int MAX_REQUEST_BYTES = 4 * 1024 * 1024;

  /** Lines of one bucket. */
  private static final class Waiting {
    final Deque<LineBlock> blocks = new ArrayDeque<>();
    int lines;
    long sinceNanos;

    void add(LineBlock block) {
      if (blocks.isEmpty()) {
        sinceNanos = System.nanoTime();
      }
      blocks.add(block);
      lines += block.lines();
    }

    LineBlock poll() {
      LineBlock block = blocks.poll();
      lines -= block.lines();
      return block;
    }
  }

  /** What the sender has taken and not confirmed. */
  record Request(String bucket, LineBatch lines) {}

  private final int batchLines;
  private final long lingerNanos;
  private final long limitBytes;

  /** Those that have waited for longest come first. */
  private final Map<String, Waiting> buckets = new LinkedHashMap<>();

  private final Deque<String> full = new ArrayDeque<>();
  private long bytes;
  private long compactAtBytes = WORTH_COMPACTING;
  private Request underWay;
  private Throwable failure;
  private boolean isDraining;

  LineQueue(int batchLines, Duration linger, long limitBytes) {
    this.batchLines = batchLines;
    this.lingerNanos = linger.toNanos();
    this.limitBytes = limitBytes;
  }

  /**
   * Puts lines in; waits while there are too many.
   *
   * @throws IOException where the sender has failed
   */
  synchronized void put(LineBlock block) throws IOException, InterruptedException {
    throwFailure();
    Waiting waiting = buckets.computeIfAbsent(block.bucket(), unseen -> new Waiting());
    boolean wasFull = waiting.lines >= batchLines;
    waiting.add(block);
    bytes += block.bytes().length;
    if (!wasFull && waiting.lines >= batchLines) {
      full.add(block.bucket());
    }
    notifyAll();
    if (bytes >= compactAtBytes) {
      compact();
      compactAtBytes = Math.max(WORTH_COMPACTING, 2 * bytes);
    }
    while (bytes > limitBytes) {
      wait();
      throwFailure();
    }
  }

  /** The next request, once its lines have waited long enough or are enough. */
  synchronized Request take() throws InterruptedException {
    while (true) {
      String bucket = due();
      if (bucket != null) {
        underWay = new Request(bucket, fill(bucket));
        return underWay;
      }
      if (buckets.isEmpty()) {
        wait();
      } else {
        long left = lingerNanos - age(buckets.values().iterator().next());
        TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, 1_000_000));
      }
    }
  }

  private String due() {
    if (buckets.isEmpty()) {
      return null;
    }
    Map.Entry<String, Waiting> oldest = buckets.entrySet().iterator().next();
    if (isDraining || age(oldest.getValue()) >= lingerNanos) {
      return oldest.getKey();
    }
    while (!full.isEmpty()) {
      String bucket = full.poll();
      Waiting waiting = buckets.get(bucket);
      if (waiting != null && waiting.lines >= batchLines) {
        return bucket;
      }
    }
    return null;
  }

  private static long age(Waiting waiting) {
    return System.nanoTime() - waiting.sinceNanos;
  }

  /** Whole blocks, so a request has at least one and may be somewhat longer than a batch. */
  private LineBatch fill(String bucket) {
    Waiting waiting = buckets.get(bucket);
    LineBatch batch = new LineBatch();
    do {
      batch.append(waiting.poll().bytes());
    } while (!waiting.blocks.isEmpty()
        && batch.lines() + waiting.blocks.peek().lines() <= batchLines
        && batch.size() + waiting.blocks.peek().bytes().length <= MAX_REQUEST_BYTES);
    if (waiting.blocks.isEmpty()) {
      buckets.remove(bucket);
    } else if (waiting.lines >= batchLines) {
      full.add(bucket);
    }
    return batch;
  }

  /** The request that was taken is where it should be. */
  synchronized void confirm() {
    bytes -= underWay.lines().size();
    underWay = null;
    notifyAll();
  }

  /** Nothing more will be sent. */
  synchronized void fail(Throwable cause) {
    failure = cause;
    notifyAll();
  }

  /** Returns when everything is confirmed. */
  synchronized void drain() throws IOException, InterruptedException {
    isDraining = true;
    notifyAll();
    while (underWay != null || !buckets.isEmpty()) {
      throwFailure();
      wait();
    }
    throwFailure();
    isDraining = false;
  }

  private void throwFailure() throws IOException {
    if (failure != null) {
      throw new IOException(failure.getMessage(), failure);
    }
  }

  synchronized long bytes() {
    return bytes;
  }

  /** All that is not confirmed, by bucket. */
  synchronized Map<String, byte[]> unconfirmed() {
    Map<String, LineBatch> all = new HashMap<>();
    if (underWay != null) {
      all.computeIfAbsent(underWay.bucket(), unseen -> new LineBatch())
          .append(underWay.lines().copy());
    }
    buckets.forEach(
        (bucket, waiting) -> {
          LineBatch batch = all.computeIfAbsent(bucket, unseen -> new LineBatch());
          waiting.blocks.forEach(block -> batch.append(block.bytes()));
        });
    Map<String, byte[]> copies = new HashMap<>();
    all.forEach((bucket, batch) -> copies.put(bucket, batch.copy()));
    return copies;
  }

  /** Forgets lines whose points were written anew by others that wait. */
  private void compact() {
    buckets.forEach(
        (bucket, waiting) -> {
          if (waiting.blocks.size() > 1) {
            compact(bucket, waiting);
          }
        });
  }

  private void compact(String bucket, Waiting waiting) {
    LineBatch all = new LineBatch();
    waiting.blocks.forEach(block -> all.append(block.bytes()));
    boolean[] isNewest = new boolean[all.lines()];
    Set<String> seen = new HashSet<>();
    int kept = 0;
    for (int line = all.lines() - 1; line >= 0; line--) {
      isNewest[line] = seen.add(all.identity(line));
      kept += isNewest[line] ? 1 : 0;
    }
    waiting.blocks.clear();
    waiting.lines = 0;
    bytes -= all.size();
    LineBatch block = new LineBatch();
    for (int line = 0; line < all.lines(); line++) {
      if (isNewest[line]) {
        block.copyLine(all, line);
        kept--;
        if (block.lines() >= batchLines || kept == 0) {
          LineBlock whole = new LineBlock(bucket, block.lines(), block.copy());
          waiting.blocks.add(whole);
          waiting.lines += whole.lines();
          bytes += whole.bytes().length;
          block.clear();
        }
      }
    }
  }
}
