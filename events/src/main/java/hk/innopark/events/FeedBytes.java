package hk.innopark.events;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** A feed's bytes, which are gzip or not, whatever the file is called. */
public final class FeedBytes {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int FIRST_OF_GZIP = 0x1f;
  private static final int SECOND_OF_GZIP = 0x8b;

  private FeedBytes() {}

  /**
   * The bytes themselves, or what is packed in them.
   *
   * @throws IOException where they cannot be read, or begin as gzip and are none
   */
  public static InputStream unpacked(InputStream bytes) throws IOException {
    InputStream buffered = new BufferedInputStream(bytes, BUFFER_BYTES);
    return isGzip(buffered) ? new GZIPInputStream(buffered, BUFFER_BYTES) : buffered;
  }

  private static boolean isGzip(InputStream bytes) throws IOException {
    bytes.mark(2);
    boolean isGzip = bytes.read() == FIRST_OF_GZIP && bytes.read() == SECOND_OF_GZIP;
    bytes.reset();
    return isGzip;
  }
}
