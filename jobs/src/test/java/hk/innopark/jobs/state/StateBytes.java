package hk.innopark.jobs.state;

import java.io.IOException;
import java.util.HexFormat;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** A state as a savepoint holds it, in hexadecimal digits. */
public final class StateBytes {
  private StateBytes() {}

  public static <T> String write(TypeSerializer<T> serializer, T state) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(1024);
    serializer.serialize(state, out);
    return HexFormat.of().formatHex(out.getCopyOfBuffer());
  }

  public static <T> T read(TypeSerializer<T> serializer, String digits) throws IOException {
    DataInputDeserializer in = new DataInputDeserializer(HexFormat.of().parseHex(digits));
    T state = serializer.deserialize(in);
    if (in.available() > 0) {
      throw new IOException(in.available() + " bytes are left over");
    }
    return state;
  }

  /** How a savepoint names the serializer that can read it: a class, and that class's version. */
  public static String snapshot(TypeSerializer<?> serializer) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(256);
    TypeSerializerSnapshot.writeVersionedSnapshot(out, serializer.snapshotConfiguration());
    DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
    return in.readUTF() + ' ' + in.readInt() + ' ' + in.available();
  }
}
