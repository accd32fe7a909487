package hk.innopark.jobs.account;

import hk.innopark.events.DowntimeReason;
import hk.innopark.events.MachineState;
import hk.innopark.events.SignalValues;
import hk.innopark.jobs.account.AccountState.BootProgress;
import hk.innopark.jobs.element.Elements;
import hk.innopark.jobs.state.VersionedStateSerializer;
import java.io.IOException;
import java.util.Map;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The account's state in bytes; the first byte is the format's version. */
public final class AccountStateSerializer extends VersionedStateSerializer<AccountState> {
  public static final AccountStateSerializer INSTANCE = new AccountStateSerializer();

  private static final long serialVersionUID = 1L;
  private static final int VERSION = 2;
  private static final int WITHOUT_ARRIVALS = 1;
  private static final MachineState[] STATES = MachineState.values();
  private static final DowntimeReason[] REASONS = DowntimeReason.values();

  public AccountStateSerializer() {
    super("account state", WITHOUT_ARRIVALS, VERSION);
  }

  @Override
  public AccountState createInstance() {
    return new AccountState();
  }

  @Override
  public AccountState copy(AccountState from) {
    return from.copy();
  }

  @Override
  protected void write(AccountState state, DataOutputView out) throws IOException {
    out.writeLong(state.slot);
    out.writeLong(state.arrivalMillis);
    out.writeLong(state.silenceMillis);
    out.writeInt(state.retained);
    out.writeLong(state.lastDelayMillis);
    out.writeLong(state.lastReceivedMillis);
    out.writeInt(state.samples.size());
    for (Sample sample : state.samples) {
      writeSample(sample, out);
    }
    out.writeInt(state.gaps.size());
    for (SequenceGap gap : state.gaps) {
      out.writeUTF(gap.boot());
      out.writeLong(gap.first());
      out.writeLong(gap.last());
      out.writeLong(gap.afterMillis());
      out.writeLong(gap.beforeMillis());
    }
    out.writeInt(state.boots.size());
    for (Map.Entry<String, BootProgress> boot : state.boots.entrySet()) {
      out.writeUTF(boot.getKey());
      out.writeLong(boot.getValue().newest());
      out.writeLong(boot.getValue().arrivalMillis());
    }
    out.writeInt(state.pending.size());
    for (Map.Entry<Long, Elements> minute : state.pending.entrySet()) {
      out.writeLong(minute.getKey());
      byte[] packed = minute.getValue().pack();
      out.writeInt(packed.length);
      out.write(packed);
    }
  }

  @Override
  protected AccountState read(int version, DataInputView in) throws IOException {
    AccountState state = new AccountState();
    state.slot = in.readLong();
    state.arrivalMillis = in.readLong();
    state.silenceMillis = in.readLong();
    state.retained = in.readInt();
    if (version != WITHOUT_ARRIVALS) {
      state.lastDelayMillis = in.readLong();
      state.lastReceivedMillis = in.readLong();
    }
    for (int left = in.readInt(); left > 0; left--) {
      state.samples.add(readSample(in));
    }
    for (int left = in.readInt(); left > 0; left--) {
      state.gaps.add(
          new SequenceGap(
              in.readUTF(), in.readLong(), in.readLong(), in.readLong(), in.readLong()));
    }
    for (int left = in.readInt(); left > 0; left--) {
      state.boots.put(in.readUTF(), new BootProgress(in.readLong(), in.readLong()));
    }
    for (int left = in.readInt(); left > 0; left--) {
      long minute = in.readLong();
      byte[] packed = new byte[in.readInt()];
      in.readFully(packed);
      state.pending.put(minute, Elements.unpack(packed));
    }
    return state;
  }

  @Override
  public TypeSerializerSnapshot<AccountState> snapshotConfiguration() {
    return new Snapshot();
  }

  private static void writeSample(Sample sample, DataOutputView out) throws IOException {
    out.writeLong(sample.timestampMillis);
    out.writeUTF(sample.boot);
    out.writeLong(sample.sequence);
    writeConstant(sample.state, out);
    writeConstant(sample.reason, out);
    writeText(sample.product, out);
    out.writeInt(sample.values.present());
    for (long value : sample.values.values()) {
      out.writeLong(value);
    }
    out.writeInt(sample.suspect);
    out.writeLong(sample.downSinceMillis);
    out.writeBoolean(sample.afterHole);
  }

  private static Sample readSample(DataInputView in) throws IOException {
    long timestamp = in.readLong();
    String boot = in.readUTF();
    long sequence = in.readLong();
    MachineState state = readConstant(STATES, in);
    DowntimeReason reason = readConstant(REASONS, in);
    String product = readText(in);
    int present = in.readInt();
    long[] values = new long[Integer.bitCount(present)];
    for (int index = 0; index < values.length; index++) {
      values[index] = in.readLong();
    }
    Sample sample =
        new Sample(
            timestamp, boot, sequence, state, reason, product, new SignalValues(present, values));
    sample.suspect = in.readInt();
    sample.downSinceMillis = in.readLong();
    sample.afterHole = in.readBoolean();
    return sample;
  }

  /** For Flink: the format is versioned by itself. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<AccountState> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
