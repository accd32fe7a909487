package hk.innopark.benchmarks.codec;

/** Work that can be done any number of times. */
interface CodecWork extends AutoCloseable {
  /** Does it so often; returns what it came to. */
  long run(long operations) throws Exception;

  @Override
  default void close() {}
}
