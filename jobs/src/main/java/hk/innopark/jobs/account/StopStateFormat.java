package hk.innopark.jobs.account;

import hk.innopark.events.DowntimeReason;
import hk.innopark.events.MachineState;
import hk.innopark.jobs.account.ReasonNames.Word;
import hk.innopark.jobs.account.StopTimes.Stop;
import hk.innopark.jobs.state.Varints;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Stops and names in an account's bytes: a stop takes some seven. */
final class StopStateFormat {
  private static final MachineState[] STATES = MachineState.values();
  private static final DowntimeReason[] REASONS = DowntimeReason.values();
  private static final int NO_REASON = -1;

  /** In a stop's first byte, beside its state. */
  private static final int HAS_REASON = 8;

  private static final int IS_DOWN = 16;

  /** How it was written, the oldest first. */
  enum Format {
    REASONS_ALONE,
    WITH_ORDERS,
    PACKED_STOPS
  }

  private StopStateFormat() {}

  static void write(AccountState state, DataOutputView out) throws IOException {
    out.writeLong(state.unsaidMillis);
    out.writeLong(state.saidMinute);
    Varints.write(state.stops.all().size(), out);
    long previous = 0;
    for (Stop stop : state.stops.all()) {
      boolean isDown = stop.downSinceMillis() != Sample.NOT_DOWN;
      int head = stop.state().ordinal();
      head |= stop.reason() == null ? 0 : HAS_REASON;
      head |= isDown ? IS_DOWN : 0;
      out.writeByte(head);
      Varints.write(stop.fromMillis() - previous, out);
      Varints.write(stop.toMillis() - stop.fromMillis(), out);
      if (stop.reason() != null) {
        out.writeByte(stop.reason().ordinal());
      }
      if (isDown) {
        Varints.write(stop.fromMillis() - stop.downSinceMillis(), out);
      }
      previous = stop.toMillis();
    }
    writeWords(state.names, out);
  }

  static void writeWords(ReasonNames names, DataOutputView out) throws IOException {
    Varints.write(names.words().size(), out);
    for (Word word : names.words()) {
      out.writeUTF(word.id());
      out.writeLong(word.saidAtMillis());
      out.writeLong(word.fromMillis());
      out.writeLong(word.toMillis());
      out.writeByte(word.standard() == null ? NO_REASON : word.standard().ordinal());
      out.writeUTF(word.reason() == null ? "" : word.reason());
      out.writeUTF(word.replaces() == null ? "" : word.replaces());
      out.writeUTF(word.order() == null ? "" : word.order());
      out.writeUTF(word.product() == null ? "" : word.product());
    }
  }

  /** Reads them. */
  static void read(AccountState state, DataInputView in, Format format) throws IOException {
    state.unsaidMillis = in.readLong();
    state.saidMinute = in.readLong();
    long previous = 0;
    for (long left = Varints.read(in); left > 0; left--) {
      Stop stop =
          format == Format.PACKED_STOPS ? readPacked(previous, in) : readUnpacked(previous, in);
      state.stops.add(stop);
      previous = stop.toMillis();
    }
    readWords(state.names, in, format);
  }

  private static Stop readPacked(long previous, DataInputView in) throws IOException {
    int head = in.readByte();
    long from = previous + Varints.read(in);
    long to = from + Varints.read(in);
    DowntimeReason reason = (head & HAS_REASON) == 0 ? null : REASONS[in.readByte()];
    long down = (head & IS_DOWN) == 0 ? Sample.NOT_DOWN : from - Varints.read(in);
    return new Stop(from, to, STATES[head & (HAS_REASON - 1)], reason, down);
  }

  private static Stop readUnpacked(long previous, DataInputView in) throws IOException {
    long from = previous + Varints.read(in);
    long to = from + Varints.read(in);
    MachineState machine = STATES[in.readByte()];
    DowntimeReason reason = reason(in);
    long down = Varints.read(in);
    return new Stop(from, to, machine, reason, down == 0 ? Sample.NOT_DOWN : from - down + 1);
  }

  static void readWords(ReasonNames names, DataInputView in, Format format) throws IOException {
    for (long left = Varints.read(in); left > 0; left--) {
      names.add(
          new Word(
              in.readUTF(),
              in.readLong(),
              in.readLong(),
              in.readLong(),
              reason(in),
              text(in),
              text(in),
              format != Format.REASONS_ALONE ? text(in) : null,
              format != Format.REASONS_ALONE ? text(in) : null));
    }
  }

  private static DowntimeReason reason(DataInputView in) throws IOException {
    int ordinal = in.readByte();
    return ordinal == NO_REASON ? null : REASONS[ordinal];
  }

  private static String text(DataInputView in) throws IOException {
    String text = in.readUTF();
    return text.isEmpty() ? null : text;
  }
}
