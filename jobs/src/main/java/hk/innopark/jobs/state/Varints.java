package hk.innopark.jobs.state;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Whole numbers in as few bytes as they need: seven bits each, the sign turned into the lowest. */
public final class Varints {
  private Varints() {}

  public static void write(long value, DataOutputView out) throws IOException {
    long zigzag = (value << 1) ^ (value >> 63);
    while ((zigzag & ~0x7FL) != 0) {
      out.writeByte((int) (zigzag | 0x80));
      zigzag >>>= 7;
    }
    out.writeByte((int) zigzag);
  }

  public static long read(DataInputView in) throws IOException {
    long zigzag = 0;
    for (int shift = 0; ; shift += 7) {
      byte part = in.readByte();
      zigzag |= (long) (part & 0x7F) << shift;
      if (part >= 0) {
        return (zigzag >>> 1) ^ -(zigzag & 1);
      }
    }
  }
}
