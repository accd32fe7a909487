package hk.innopark.jobs.sink.influx;

import java.io.IOException;
import java.io.Serializable;

/** Where lines go that the server refuses for good. */
public interface RejectedLines extends Serializable {

  /** Opens the place for one subtask. */
  Receiver open() throws IOException;

  /** Takes refused lines of one subtask. */
  interface Receiver extends AutoCloseable {
    /**
     * @param line in line protocol, without its line feed
     * @param serverMessage why the server refused it
     */
    void accept(String bucket, String line, String serverMessage) throws IOException;

    /** Returns when every accepted line is kept, or throws. */
    default void flush() throws IOException, InterruptedException {}

    @Override
    default void close() {}
  }

  /** Nowhere but the log and the counter, which all refused lines reach. */
  static RejectedLines logOnly() {
    return () -> (bucket, line, serverMessage) -> {};
  }
}
