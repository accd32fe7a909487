package hk.innopark.jobs.account;

import hk.innopark.events.DecodeResult;
import hk.innopark.events.DowntimeReason;
import hk.innopark.events.MachineId;
import hk.innopark.events.MachineState;
import hk.innopark.events.PayloadDecoder;
import hk.innopark.events.RawMessage;
import hk.innopark.events.Reading;
import hk.innopark.events.Signal;
import hk.innopark.events.SignalValues;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Predicate;

/** Readings as a machine would send them, through the real decoder. */
final class Readings {
  static final MachineId MACHINE = new MachineId("tai-po", "acme", "line-1", "oven-1");

  private static final PayloadDecoder DECODER =
      new PayloadDecoder(Duration.ofDays(400), Duration.ofMinutes(5));

  private Readings() {}

  /** A reading with the given members of {@code signals}, received when it was stamped. */
  static Reading at(long millis, String boot, long sequence, String signals) {
    return at(millis, millis, boot, sequence, signals, "");
  }

  static Reading at(
      long millis, long receivedAt, String boot, long sequence, String signals, String envelope) {
    String payload =
        "{\"ts\":%d,\"boot\":\"%s\",\"seq\":%d,\"signals\":{%s}%s}"
            .formatted(millis, boot, sequence, signals, envelope);
    RawMessage message =
        new RawMessage(receivedAt, MACHINE.topic(), payload.getBytes(StandardCharsets.UTF_8));
    if (DECODER.decode(message) instanceof DecodeResult.Accepted accepted) {
      return accepted.reading();
    }
    throw new IllegalArgumentException("rejected: " + payload + DECODER.decode(message));
  }

  /** The same reading of a meter that shows more, or less where negative, 10⁻⁹ kWh. */
  static Reading moved(Reading reading, long nanoKwh) {
    SignalValues values = reading.values();
    long[] moved = values.values().clone();
    moved[Integer.bitCount(values.present() & (Sample.bit(Signal.ACTIVE_ENERGY_KWH) - 1))] +=
        nanoKwh;
    return copy(
        reading,
        reading.receivedAtMillis(),
        reading.state(),
        reading.reason(),
        reading.product(),
        reading.order(),
        new SignalValues(values.present(), moved));
  }

  static Reading because(Reading reading, DowntimeReason reason) {
    return copy(
        reading,
        reading.receivedAtMillis(),
        reading.state(),
        reason,
        reading.product(),
        reading.order(),
        reading.values());
  }

  /** The same reading of a machine that names its order. */
  static Reading of(Reading reading, String order, String product) {
    return copy(
        reading,
        reading.receivedAtMillis(),
        reading.state(),
        reading.reason(),
        product,
        order,
        reading.values());
  }

  static Reading receivedAt(Reading reading, long receivedAtMillis) {
    return copy(
        reading,
        receivedAtMillis,
        reading.state(),
        reading.reason(),
        reading.product(),
        reading.order(),
        reading.values());
  }

  /** The same reading with some of its signals. */
  static Reading keeping(Reading reading, Predicate<Signal> kept) {
    long[] byOrdinal = new long[Signal.values().length];
    int present = 0;
    MachineState state = null;
    for (Signal signal : Signal.values()) {
      if (signal == Signal.STATE) {
        state = kept.test(signal) ? reading.state() : null;
      } else if (reading.values().has(signal) && kept.test(signal)) {
        present |= Sample.bit(signal);
        byOrdinal[signal.ordinal()] = reading.values().get(signal);
      }
    }
    return copy(
        reading,
        reading.receivedAtMillis(),
        state,
        state == null ? null : reading.reason(),
        reading.product(),
        reading.order(),
        SignalValues.compact(present, byOrdinal));
  }

  private static Reading copy(
      Reading reading,
      long receivedAtMillis,
      MachineState state,
      DowntimeReason reason,
      String product,
      String order,
      SignalValues values) {
    return new Reading(
        reading.machine(),
        reading.origin(),
        reading.timestampMillis(),
        receivedAtMillis,
        reading.boot(),
        reading.sequence(),
        state,
        reason,
        product,
        order,
        values,
        reading.unknownSignals(),
        reading.digest());
  }
}
