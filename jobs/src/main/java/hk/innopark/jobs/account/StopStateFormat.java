package hk.innopark.jobs.account;

import hk.innopark.events.DowntimeReason;
import hk.innopark.events.MachineState;
import hk.innopark.jobs.account.ReasonNames.Word;
import hk.innopark.jobs.account.StopTimes.Stop;
import hk.innopark.jobs.state.Varints;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Stops and names in an account's bytes: a stop takes some eight. */
final class StopStateFormat {
  private static final MachineState[] STATES = MachineState.values();
  private static final DowntimeReason[] REASONS = DowntimeReason.values();
  private static final int NO_REASON = -1;

  /** What words can say. */
  enum WordFormat {
    REASONS_ALONE,
    WITH_ORDERS
  }

  private StopStateFormat() {}

  static void write(AccountState state, DataOutputView out) throws IOException {
    out.writeLong(state.unsaidMillis);
    out.writeLong(state.saidMinute);
    Varints.write(state.stops.all().size(), out);
    long previous = 0;
    for (Stop stop : state.stops.all()) {
      Varints.write(stop.fromMillis() - previous, out);
      Varints.write(stop.toMillis() - stop.fromMillis(), out);
      out.writeByte(stop.state().ordinal());
      out.writeByte(stop.reason() == null ? NO_REASON : stop.reason().ordinal());
      boolean isDown = stop.downSinceMillis() != Sample.NOT_DOWN;
      Varints.write(isDown ? stop.fromMillis() - stop.downSinceMillis() + 1 : 0, out);
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

  /** Reads them; from before words could name orders, or since. */
  static void read(AccountState state, DataInputView in, WordFormat format) throws IOException {
    state.unsaidMillis = in.readLong();
    state.saidMinute = in.readLong();
    long previous = 0;
    for (long left = Varints.read(in); left > 0; left--) {
      long from = previous + Varints.read(in);
      long to = from + Varints.read(in);
      MachineState machine = STATES[in.readByte()];
      DowntimeReason reason = reason(in);
      long down = Varints.read(in);
      state.stops.add(
          new Stop(from, to, machine, reason, down == 0 ? Sample.NOT_DOWN : from - down + 1));
      previous = to;
    }
    readWords(state.names, in, format);
  }

  static void readWords(ReasonNames names, DataInputView in, WordFormat format) throws IOException {
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
              format == WordFormat.WITH_ORDERS ? text(in) : null,
              format == WordFormat.WITH_ORDERS ? text(in) : null));
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
