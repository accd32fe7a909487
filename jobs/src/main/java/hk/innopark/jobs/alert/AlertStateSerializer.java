package hk.innopark.jobs.alert;

import hk.innopark.events.Level;
import hk.innopark.jobs.element.Entity;
import hk.innopark.jobs.state.VersionedStateSerializer;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

/** What alerts remember, in bytes; the first byte is the format's version. */
public final class AlertStateSerializer extends VersionedStateSerializer<AlertState> {
  public static final AlertStateSerializer INSTANCE = new AlertStateSerializer();

  private static final long serialVersionUID = 1L;
  private static final int VERSION = 2;
  private static final int OLDEST_VERSION = 1;
  private static final Level[] LEVELS = Level.values();

  public AlertStateSerializer() {
    super("alert state", OLDEST_VERSION, VERSION);
  }

  @Override
  public AlertState createInstance() {
    return new AlertState();
  }

  @Override
  public AlertState copy(AlertState from) {
    try {
      DataOutputSerializer out = new DataOutputSerializer(512);
      serialize(from, out);
      return deserialize(new DataInputDeserializer(out.getSharedBuffer(), 0, out.length()));
    } catch (IOException impossible) {
      throw new IllegalStateException("memory is not read back", impossible);
    }
  }

  @Override
  protected void write(AlertState state, DataOutputView out) throws IOException {
    writeEntity(state.entity, out);
    out.writeInt(state.minutes.size());
    for (Map.Entry<Long, long[]> minute : state.minutes.entrySet()) {
      out.writeLong(minute.getKey());
      writeLongs(minute.getValue(), out);
    }
    out.writeLong(state.judgedMillis);
    out.writeLong(state.heardMillis);
    out.writeLong(state.timerMillis);
    out.writeLong(state.stateAtMillis);
    out.writeByte(state.machineState);
    out.writeInt(state.alerts.size());
    for (Map.Entry<String, AlertMemory> alert : state.alerts.entrySet()) {
      out.writeUTF(alert.getKey());
      alert.getValue().write(out);
    }
    writeWindow(state.window, out);
    out.writeInt(state.numbers.size());
    for (Map.Entry<String, Long> number : state.numbers.entrySet()) {
      out.writeUTF(number.getKey());
      out.writeLong(number.getValue());
    }
  }

  @Override
  protected AlertState read(int version, DataInputView in) throws IOException {
    AlertState state = new AlertState();
    state.entity = readEntity(in);
    for (int left = in.readInt(); left > 0; left--) {
      state.minutes.put(in.readLong(), readLongs(in));
    }
    state.judgedMillis = in.readLong();
    state.heardMillis = in.readLong();
    state.timerMillis = in.readLong();
    if (version > OLDEST_VERSION) {
      state.stateAtMillis = in.readLong();
      state.machineState = in.readByte();
    }
    for (int left = in.readInt(); left > 0; left--) {
      state.alerts.put(in.readUTF(), AlertMemory.read(in));
    }
    for (int left = in.readInt(); left > 0; left--) {
      state.window.addLast(readLongs(in));
    }
    for (int left = in.readInt(); left > 0; left--) {
      state.numbers.put(in.readUTF(), in.readLong());
    }
    if (version == OLDEST_VERSION) {
      Long at = state.numbers.remove("state_at");
      Long machineState = state.numbers.remove("state");
      state.stateAtMillis = at == null ? 0 : at;
      state.machineState = machineState == null ? -1 : machineState.intValue();
    }
    return state;
  }

  @Override
  public TypeSerializerSnapshot<AlertState> snapshotConfiguration() {
    return new Snapshot();
  }

  private static void writeWindow(Collection<long[]> window, DataOutputView out)
      throws IOException {
    out.writeInt(window.size());
    for (long[] minute : window) {
      writeLongs(minute, out);
    }
  }

  private static void writeLongs(long[] values, DataOutputView out) throws IOException {
    out.writeInt(values.length);
    for (long value : values) {
      out.writeLong(value);
    }
  }

  private static long[] readLongs(DataInputView in) throws IOException {
    long[] values = new long[in.readInt()];
    for (int index = 0; index < values.length; index++) {
      values[index] = in.readLong();
    }
    return values;
  }

  private static void writeEntity(Entity entity, DataOutputView out) throws IOException {
    out.writeBoolean(entity != null);
    if (entity != null) {
      out.writeByte(entity.level().ordinal());
      for (String part :
          new String[] {
            entity.estate(), entity.tenant(), entity.line(), entity.machine(), entity.origin()
          }) {
        writeText(part, out);
      }
    }
  }

  private static Entity readEntity(DataInputView in) throws IOException {
    if (!in.readBoolean()) {
      return null;
    }
    return new Entity(
        LEVELS[in.readByte()],
        readText(in),
        readText(in),
        readText(in),
        readText(in),
        readText(in));
  }

  /** For Flink: the format is versioned by itself. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<AlertState> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
