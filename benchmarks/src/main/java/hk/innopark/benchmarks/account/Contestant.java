package hk.innopark.benchmarks.account;

import java.util.Locale;

/** Who takes part. */
enum Contestant {
  /** The pipeline, open periods reported as they grow. */
  LIVE(PipelineMain.class),
  /** The pipeline, final figures only. */
  FINAL(PipelineMain.class),
  /** Flink's windows and Jackson, as one writes it at first. */
  NAIVE(NaiveMain.class),
  /** Kafka Streams' windows and Jackson. */
  STREAMS(StreamsMain.class),
  /** One thread, bytes and arrays: what the work cannot do without. */
  LIMIT(LimitMain.class);

  private final Class<?> main;

  Contestant(Class<?> main) {
    this.main = main;
  }

  Class<?> main() {
    return main;
  }

  boolean isPipeline() {
    return main == PipelineMain.class;
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
