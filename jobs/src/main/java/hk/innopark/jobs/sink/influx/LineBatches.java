package hk.innopark.jobs.sink.influx;

import hk.innopark.events.Buckets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A batch a bucket. */
final class LineBatches {
  /** A block of so many bytes is handed on though more could come. */
  private static final int BLOCK_BYTES = 256 * 1024;

  private static final int MAX_SPARE = 64;

  /** A bucket's batch; the last bucket is asked for again and again. */
  private static final class Entry {
    final String bucket;

    /** Null while there are no lines. */
    LineBatch batch;

    Entry(String bucket) {
      this.bucket = bucket;
    }
  }

  private final Map<String, Entry> byTenant = new HashMap<>();
  private final Map<String, Entry> byBucket = new HashMap<>();
  private final List<Entry> used = new ArrayList<>();
  private final Deque<LineBatch> spare = new ArrayDeque<>();
  private final Consumer<LineBlock> blocks;
  private String lastTenant;
  private Entry lastOfTenant;

  LineBatches(Consumer<LineBlock> blocks) {
    this.blocks = blocks;
  }

  /** Where a tenant's lines go. */
  @SuppressWarnings("ReferenceEquality") // the same tenant mostly has the same name
  LineBatch ofTenant(String tenant) {
    if (tenant != lastTenant) {
      lastOfTenant = byTenant.computeIfAbsent(tenant, unseen -> entry(Buckets.ofTenant(unseen)));
      lastTenant = tenant;
    }
    return open(lastOfTenant);
  }

  LineBatch of(String bucket) {
    return open(entry(bucket));
  }

  private Entry entry(String bucket) {
    return byBucket.computeIfAbsent(bucket, Entry::new);
  }

  private LineBatch open(Entry entry) {
    if (entry.batch == null) {
      entry.batch = spare.isEmpty() ? new LineBatch() : spare.pop();
      used.add(entry);
    } else if (entry.batch.size() >= BLOCK_BYTES) {
      handOn(entry);
    }
    return entry.batch;
  }

  /** Hands all lines on. */
  void flush() {
    for (Entry entry : used) {
      handOn(entry);
      if (spare.size() < MAX_SPARE) {
        spare.push(entry.batch);
      }
      entry.batch = null;
    }
    used.clear();
  }

  private void handOn(Entry entry) {
    if (!entry.batch.isEmpty()) {
      blocks.accept(new LineBlock(entry.bucket, entry.batch.lines(), entry.batch.copy()));
      entry.batch.clear();
    }
  }
}
