package hk.innopark.jobs.account;

import hk.innopark.events.DowntimeReason;
import hk.innopark.events.MachineState;
import hk.innopark.events.Signal;
import hk.innopark.events.SignalValues;
import hk.innopark.jobs.account.AccountState.BootProgress;
import hk.innopark.jobs.account.StopStateFormat.Format;
import hk.innopark.jobs.state.Varints;
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
  private static final int VERSION = 6;
  private static final int WITHOUT_STOPS = 3;
  private static final int ORDERS_WITHOUT_DAYS = 4;
  private static final int UNPACKED = 5;
  private static final Signal[] SIGNALS = Signal.values();
  private static final MachineState[] STATES = MachineState.values();
  private static final DowntimeReason[] REASONS = DowntimeReason.values();

  public AccountStateSerializer() {
    super("account state", WITHOUT_STOPS, VERSION);
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
    out.writeLong(state.takenMillis);
    out.writeLong(state.silenceMillis);
    out.writeLong(state.expectedMillis);
    out.writeInt(state.seen);
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
      out.writeLong(boot.getValue().newest);
      out.writeLong(boot.getValue().newestMillis);
      out.writeLong(boot.getValue().arrivalMillis);
      out.writeLong(boot.getValue().sinceMillis);
      out.writeInt(boot.getValue().restarts);
    }
    state.pending.write(out);
    writePaces(state, out);
    StopStateFormat.write(state, out);
    state.orders.write(out);
    StopStateFormat.writeWords(state.orderNames, out);
  }

  private static void writePaces(AccountState state, DataOutputView out) throws IOException {
    for (int index = 0; index < AccountState.SIGNALS; index++) {
      double pace = state.paces == null ? 0 : state.paces[index];
      long counted = state.counted == null ? 0 : state.counted[index];
      if (pace != 0 || counted != 0) {
        out.writeByte(index);
        out.writeDouble(pace);
        out.writeLong(counted);
      }
    }
    out.writeByte(-1);
  }

  private static void readPaces(AccountState state, DataInputView in) throws IOException {
    for (int index = in.readByte(); index >= 0; index = in.readByte()) {
      Signal signal = SIGNALS[index];
      state.showPace(signal, in.readDouble());
      long counted = in.readLong();
      if (counted != 0) {
        state.count(signal, counted);
      }
    }
  }

  @Override
  protected AccountState read(int version, DataInputView in) throws IOException {
    AccountState state = new AccountState();
    state.slot = in.readLong();
    state.arrivalMillis = in.readLong();
    state.takenMillis = in.readLong();
    state.silenceMillis = in.readLong();
    state.expectedMillis = in.readLong();
    state.seen = in.readInt();
    state.retained = in.readInt();
    state.lastDelayMillis = in.readLong();
    state.lastReceivedMillis = in.readLong();
    for (int left = in.readInt(); left > 0; left--) {
      state.samples.add(readSample(version, in));
    }
    for (int left = in.readInt(); left > 0; left--) {
      state.gaps.add(
          new SequenceGap(
              in.readUTF(), in.readLong(), in.readLong(), in.readLong(), in.readLong()));
    }
    for (int left = in.readInt(); left > 0; left--) {
      state.boots.put(
          in.readUTF(),
          new BootProgress(
              in.readLong(), in.readLong(), in.readLong(), in.readLong(), in.readInt()));
    }
    state.pending.read(in);
    readPaces(state, in);
    if (version > WITHOUT_STOPS) {
      Format format = format(version);
      StopStateFormat.read(state, in, format);
      if (version > ORDERS_WITHOUT_DAYS) {
        state.orders.read(in);
        StopStateFormat.readWords(state.orderNames, in, format);
      } else {
        state.orders.readWithoutDays(in);
      }
    }
    return state;
  }

  private static Format format(int version) {
    return switch (version) {
      case ORDERS_WITHOUT_DAYS -> Format.REASONS_ALONE;
      case UNPACKED -> Format.WITH_ORDERS;
      default -> Format.PACKED_STOPS;
    };
  }

  @Override
  public TypeSerializerSnapshot<AccountState> snapshotConfiguration() {
    return new Snapshot();
  }

  private static void writeSample(Sample sample, DataOutputView out) throws IOException {
    out.writeLong(sample.timestampMillis);
    out.writeUTF(sample.boot);
    Varints.write(sample.sequence, out);
    writeConstant(sample.state, out);
    writeConstant(sample.reason, out);
    writeText(sample.product, out);
    writeText(sample.order, out);
    out.writeInt(sample.values.present());
    for (long value : sample.values.values()) {
      Varints.write(value, out);
    }
    out.writeInt(sample.suspect);
    boolean isDown = sample.downSinceMillis != Sample.NOT_DOWN;
    out.writeBoolean(isDown);
    if (isDown) {
      Varints.write(sample.timestampMillis - sample.downSinceMillis, out);
    }
    out.writeInt(sample.broken);
    byte[] verdicts = sample.verdicts();
    out.writeByte(verdicts == null ? 0 : verdicts.length);
    if (verdicts != null) {
      out.write(verdicts);
    }
    writeRuns(sample.runs, out);
  }

  private static void writeRuns(StateRuns runs, DataOutputView out) throws IOException {
    out.writeInt(runs == null ? -1 : runs.size());
    if (runs != null) {
      long previous = 0;
      for (int index = 0; index < runs.size(); index++) {
        Varints.write(runs.starts()[index] - previous, out);
        out.writeByte(runs.states()[index]);
        previous = runs.starts()[index];
      }
    }
  }

  private static StateRuns readRuns(DataInputView in) throws IOException {
    int size = in.readInt();
    if (size < 0) {
      return null;
    }
    long[] starts = new long[size];
    byte[] states = new byte[size];
    long previous = 0;
    for (int index = 0; index < size; index++) {
      previous += Varints.read(in);
      starts[index] = previous;
      states[index] = in.readByte();
    }
    return new StateRuns(starts, states);
  }

  private static Sample readSample(int version, DataInputView in) throws IOException {
    long timestamp = in.readLong();
    String boot = in.readUTF();
    boolean isPacked = version > UNPACKED;
    long sequence = isPacked ? Varints.read(in) : in.readLong();
    MachineState state = readConstant(STATES, in);
    DowntimeReason reason = readConstant(REASONS, in);
    String product = readText(in);
    String order = version > WITHOUT_STOPS ? readText(in) : null;
    int present = in.readInt();
    long[] values = new long[Integer.bitCount(present)];
    for (int index = 0; index < values.length; index++) {
      values[index] = isPacked ? Varints.read(in) : in.readLong();
    }
    Sample sample =
        new Sample(
            timestamp,
            boot,
            sequence,
            state,
            reason,
            product,
            order,
            new SignalValues(present, values));
    sample.suspect = in.readInt();
    if (!isPacked) {
      sample.downSinceMillis = in.readLong();
    } else if (in.readBoolean()) {
      sample.downSinceMillis = timestamp - Varints.read(in);
    }
    sample.broken = in.readInt();
    int judged = in.readByte();
    if (judged > 0) {
      byte[] verdicts = new byte[judged];
      in.readFully(verdicts);
      sample.judgeAll(verdicts);
    }
    sample.runs = readRuns(in);
    return sample;
  }

  /** For Flink: the format is versioned by itself. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<AccountState> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
