package hk.innopark.simulators.importing;

import java.io.Closeable;
import java.io.IOException;

/** Gives rows in the order of their file. */
interface RowSource extends Closeable {
  /**
   * @return null at the end
   * @throws IOException where the file cannot be read, or a line is malformed, naming it
   */
  Row next() throws IOException;
}
