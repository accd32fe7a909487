package hk.innopark.jobs.sparkplug;

import hk.innopark.events.DowntimeReason;
import hk.innopark.events.MessageDigestSum;
import hk.innopark.events.RawMessage;
import hk.innopark.events.Reading;
import hk.innopark.jobs.sparkplug.EdgeNodeState.Alias;
import hk.innopark.jobs.sparkplug.EdgeNodeState.Seen;
import hk.innopark.jobs.state.VersionedStateSerializer;
import java.io.IOException;
import java.util.Map;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** An edge node's state in bytes; the first byte is the format's version. */
public final class EdgeNodeStateSerializer extends VersionedStateSerializer<EdgeNodeState> {
  public static final EdgeNodeStateSerializer INSTANCE = new EdgeNodeStateSerializer();

  private static final long serialVersionUID = 1L;
  private static final int OLDEST = 1;
  private static final int VERSION = 2;
  private static final DowntimeReason[] REASONS = DowntimeReason.values();

  public EdgeNodeStateSerializer() {
    super("edge node state", OLDEST, VERSION);
  }

  @Override
  public EdgeNodeState createInstance() {
    return new EdgeNodeState();
  }

  @Override
  public EdgeNodeState copy(EdgeNodeState from) {
    return from.copy();
  }

  @Override
  protected void write(EdgeNodeState state, DataOutputView out) throws IOException {
    out.writeBoolean(state.alive);
    out.writeLong(state.birthDeath);
    out.writeByte(state.nextNumber);
    out.writeLong(state.boots);
    out.writeBoolean(state.rebirths.wanted);
    out.writeLong(state.rebirths.askedMillis);
    out.writeLong(state.pendingDigest.lane0());
    out.writeLong(state.pendingDigest.lane1());
    out.writeLong(state.pendingDigest.lane2());
    out.writeLong(state.pendingDigest.lane3());
    out.writeInt(state.aliases.size());
    for (Map.Entry<Long, Alias> alias : state.aliases.entrySet()) {
      out.writeLong(alias.getKey());
      out.writeUTF(alias.getValue().device());
      out.writeByte(alias.getValue().slot());
      out.writeByte(alias.getValue().dataType());
    }
    out.writeInt(state.devices.size());
    for (Map.Entry<String, DeviceSession> device : state.devices.entrySet()) {
      out.writeUTF(device.getKey());
      writeDevice(device.getValue(), out);
    }
    for (Seen seen : state.seen) {
      out.writeBoolean(seen != null);
      if (seen != null) {
        out.writeLong(seen.digest());
        out.writeLong(seen.boot());
        out.writeLong(seen.sequence());
      }
    }
    writeOrder(state, out);
    writeRebirths(state.rebirths, out);
    writeHistory(state.history, out);
  }

  private static void writeOrder(EdgeNodeState state, DataOutputView out) throws IOException {
    out.writeInt(state.unreadable);
    out.writeByte(state.missedFrom);
    out.writeInt(state.missedCount);
    out.writeLong(state.missedMillis);
    out.writeInt(state.held.size());
    for (RawMessage held : state.held) {
      out.writeLong(held.receivedAtMillis());
      out.writeUTF(held.topic());
      out.writeInt(held.payload().length);
      out.write(held.payload());
    }
  }

  private static void readOrder(EdgeNodeState state, DataInputView in) throws IOException {
    state.unreadable = in.readInt();
    state.missedFrom = in.readUnsignedByte();
    state.missedCount = in.readInt();
    state.missedMillis = in.readLong();
    for (int left = in.readInt(); left > 0; left--) {
      long receivedAtMillis = in.readLong();
      String topic = in.readUTF();
      byte[] payload = new byte[in.readInt()];
      in.readFully(payload);
      state.held.add(new RawMessage(receivedAtMillis, topic, payload));
    }
  }

  private static void writeRebirths(Rebirths rebirths, DataOutputView out) throws IOException {
    out.writeLong(rebirths.wantedMillis);
    out.writeLong(rebirths.bornMillis);
    out.writeInt(rebirths.inVain);
    out.writeLong(rebirths.refusedBirth);
  }

  private static void readRebirths(Rebirths rebirths, DataInputView in) throws IOException {
    rebirths.wantedMillis = in.readLong();
    rebirths.bornMillis = in.readLong();
    rebirths.inVain = in.readInt();
    rebirths.refusedBirth = in.readLong();
  }

  private static void writeHistory(NodeHistory history, DataOutputView out) throws IOException {
    out.writeLong(history.sinceMillis);
    out.writeLong(history.bornMillis);
    out.writeLong(history.gapMillis);
    out.writeLong(history.missing);
    out.writeBoolean(history.changed);
    out.writeLong(history.toldMillis);
    out.writeInt(history.metrics.size());
    for (Map.Entry<String, String> metric : history.metrics.entrySet()) {
      out.writeUTF(metric.getKey());
      writeText(metric.getValue(), out);
    }
    out.writeInt(history.names.size());
    for (Map.Entry<Long, String> name : history.names.entrySet()) {
      out.writeLong(name.getKey());
      out.writeUTF(name.getValue());
    }
  }

  private static void readHistory(NodeHistory history, DataInputView in) throws IOException {
    history.sinceMillis = in.readLong();
    history.bornMillis = in.readLong();
    history.gapMillis = in.readLong();
    history.missing = in.readLong();
    history.changed = in.readBoolean();
    history.toldMillis = in.readLong();
    for (int left = in.readInt(); left > 0; left--) {
      history.metrics.put(in.readUTF(), readText(in));
    }
    for (int left = in.readInt(); left > 0; left--) {
      history.names.put(in.readLong(), in.readUTF());
    }
  }

  @Override
  protected EdgeNodeState read(int version, DataInputView in) throws IOException {
    EdgeNodeState state = new EdgeNodeState();
    state.alive = in.readBoolean();
    state.birthDeath = in.readLong();
    state.nextNumber = in.readUnsignedByte();
    state.boots = in.readLong();
    state.rebirths.wanted = in.readBoolean();
    state.rebirths.askedMillis = in.readLong();
    state.pendingDigest =
        new MessageDigestSum(in.readLong(), in.readLong(), in.readLong(), in.readLong());
    for (int left = in.readInt(); left > 0; left--) {
      state.aliases.put(in.readLong(), new Alias(in.readUTF(), in.readByte(), in.readByte()));
    }
    for (int left = in.readInt(); left > 0; left--) {
      state.devices.put(in.readUTF(), readDevice(version, in));
    }
    for (int number = 0; number < state.seen.length; number++) {
      if (in.readBoolean()) {
        state.seen[number] = new Seen(in.readLong(), in.readLong(), in.readLong());
      }
    }
    if (version > 1) {
      readOrder(state, in);
      readRebirths(state.rebirths, in);
      readHistory(state.history, in);
    }
    return state;
  }

  @Override
  public TypeSerializerSnapshot<EdgeNodeState> snapshotConfiguration() {
    return new Snapshot();
  }

  private static void writeDevice(DeviceSession device, DataOutputView out) throws IOException {
    out.writeBoolean(device.born);
    out.writeLong(device.boot);
    out.writeLong(device.sequence);
    out.writeLong(device.liveMillis);
    out.writeInt(device.present);
    for (int slot = 0; slot < DeviceSession.SIGNALS; slot++) {
      if ((device.present & 1 << slot) != 0) {
        out.writeLong(device.values[slot]);
      }
    }
    writeText(device.product, out);
    writeText(device.order, out);
    writeConstant(device.reason, out);
    writeText(device.origin, out);
    out.writeByte(device.dataTypes.length);
    out.write(device.dataTypes);
    out.writeBoolean(device.goesOn);
    out.writeLong(device.refusedBirth);
    out.writeLong(device.missingAlias);
    writeText(device.reasonText, out);
  }

  private static DeviceSession readDevice(int version, DataInputView in) throws IOException {
    DeviceSession device = new DeviceSession();
    device.born = in.readBoolean();
    device.boot = in.readLong();
    device.sequence = in.readLong();
    device.liveMillis = in.readLong();
    device.present = in.readInt();
    for (int slot = 0; slot < Integer.SIZE; slot++) {
      if ((device.present & 1 << slot) != 0) {
        device.values[slot] = in.readLong();
      }
    }
    device.product = readText(in);
    device.order = readText(in);
    device.reason = readConstant(REASONS, in);
    String origin = readText(in);
    device.origin = origin == null ? Reading.REAL : origin;
    byte[] dataTypes = new byte[in.readUnsignedByte()];
    in.readFully(dataTypes);
    System.arraycopy(
        dataTypes, 0, device.dataTypes, 0, Math.min(dataTypes.length, device.dataTypes.length));
    if (version > 1) {
      device.goesOn = in.readBoolean();
      device.refusedBirth = in.readLong();
      device.missingAlias = in.readLong();
      device.reasonText = readText(in);
    }
    return device;
  }

  /** For Flink: the format is versioned by itself. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<EdgeNodeState> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
