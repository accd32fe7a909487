package hk.innopark.jobs.sink.influx;

/** Writes lines into a bucket. */
interface LineWriter extends AutoCloseable {
  /** Returns when the server has confirmed all lines, or throws. */
  void write(String bucket, String lines) throws WriteFailedException;

  @Override
  void close();
}
