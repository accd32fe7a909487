package hk.innopark.simulators.fault;

import hk.innopark.events.RawMessage;
import hk.innopark.events.Signal;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongUnaryOperator;

/** The faults that can be injected; the text in quotes is the name in the {@link FaultLog}. */
public final class Faults {
  private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);
  private static final Duration HONG_KONG = Duration.ofHours(8);
  private static final Duration FOR_EVER = Duration.ofDays(1_000_000);

  private Faults() {}

  /** "duplicate": a share of the messages comes twice. */
  public static Fault duplicates(long seed, double share, Duration longestDelay) {
    return new Duplicates(seed, share, longestDelay);
  }

  /** "reordering": a share of the messages is late by up to a time. */
  public static Fault reordering(long seed, double share, Duration longestDelay) {
    return new Reordering(seed, share, longestDelay);
  }

  /** A fault that meets only these machines, and only for a time. */
  public static Fault within(FaultScope scope, FaultWindow window, Fault fault) {
    return new Within(scope, window, fault);
  }

  /** "store_and_forward": an uplink is down, and the backlog comes in a burst afterwards. */
  public static Fault storeAndForward(FaultScope scope, FaultWindow outage, Backlog order) {
    return new StoreAndForward(scope, outage, order);
  }

  /** "loss": messages of a time never arrive. */
  public static Fault loss(FaultScope scope, FaultWindow window) {
    return new Loss(scope, window);
  }

  /** "restart": devices restart at a moment. Keeps state. */
  public static Fault restart(FaultScope scope, Instant at, LostMemory lost) {
    return new DeviceRestart(scope, at, lost);
  }

  /** "rollover": a register starts again at zero after so many units. Keeps state. */
  public static Fault rollover(
      FaultScope scope, Signal signal, BigDecimal modulus, BigDecimal unitsBefore) {
    return new Rollover(scope, signal, modulus, unitsBefore);
  }

  /** "clock_off": a clock is ahead, or behind where negative. */
  public static Fault clockOff(FaultScope scope, FaultWindow window, Duration ahead) {
    return wrongTime("clock_off", scope, window, stamp -> stamp + ahead.toMillis());
  }

  /** "local_time": Hong Kong's local time is sent as if it were UTC. */
  public static Fault localTimeAsUtc(FaultScope scope, FaultWindow window) {
    return wrongTime("local_time", scope, window, stamp -> stamp + HONG_KONG.toMillis());
  }

  /** "epoch_seconds": the stamp is in seconds. */
  public static Fault epochSeconds(FaultScope scope, FaultWindow window) {
    return wrongTime("epoch_seconds", scope, window, stamp -> stamp / 1000);
  }

  /** "spike": a share of a signal's values is multiplied. */
  public static Fault spikes(
      long seed, FaultScope scope, Signal signal, double share, BigDecimal factor) {
    Chance chance = new Chance(seed, "spike");
    Chance.checkShare(share);
    return wrongValue(
        "spike",
        scope,
        FaultWindow.always(),
        signal,
        (message, value) ->
            chance.of(message).next() < share ? trimmed(value.multiply(factor)) : null);
  }

  /** "stuck": a signal stays at its first value of the window. Keeps state. */
  public static Fault stuck(FaultScope scope, FaultWindow window, Signal signal) {
    Map<String, BigDecimal> first = new HashMap<>();
    return wrongValue(
        "stuck",
        scope,
        window,
        signal,
        (message, value) -> first.computeIfAbsent(message.topic(), topic -> value));
  }

  /** "drift": a value moves away from the truth by a share of its value a day. */
  public static Fault drift(
      FaultScope scope, FaultWindow window, Signal signal, BigDecimal shareADay) {
    return wrongValue(
        "drift",
        scope,
        window,
        signal,
        (message, value) ->
            trimmed(value.multiply(BigDecimal.ONE.add(drifted(window, message, shareADay)))));
  }

  /** "thousandfold": W for kW, Wh for kWh, l for m³. */
  public static Fault thousandfold(FaultScope scope, FaultWindow window, Signal signal) {
    return wrongValue(
        "thousandfold",
        scope,
        window,
        signal,
        (message, value) -> trimmed(value.multiply(THOUSAND)));
  }

  /** "swapped_ct": the active power is negative. */
  public static Fault swappedTransformer(FaultScope scope, FaultWindow window) {
    return wrongValue(
        "swapped_ct", scope, window, Signal.ACTIVE_POWER_KW, (message, value) -> value.negate());
  }

  /** Any fault, of a share of the messages that it would meet. */
  public static Fault sometimes(long seed, double share, Fault fault) {
    return new Sometimes(seed, share, fault);
  }

  /** "sentinel": a signal has a value that means "I do not know", such as 65535. */
  public static Fault sentinel(
      FaultScope scope, FaultWindow window, Signal signal, BigDecimal value) {
    return wrongValue("sentinel", scope, window, signal, (message, truth) -> value);
  }

  /** "null_value": a signal is there without a value. */
  public static Fault nullValue(FaultScope scope, FaultWindow window, Signal signal) {
    return new EditedMessage(
        "null_value",
        scope,
        window,
        (payload, message) -> {
          if (!payload.has(signal)) {
            return null;
          }
          payload.setNull(signal);
          return signal.wireName();
        });
  }

  /** "missing_signal": a signal is not there. */
  public static Fault missingSignal(FaultScope scope, FaultWindow window, Signal signal) {
    return new EditedMessage(
        "missing_signal",
        scope,
        window,
        (payload, message) -> {
          if (!payload.has(signal)) {
            return null;
          }
          payload.remove(signal);
          return signal.wireName();
        });
  }

  /** "free_reason": the reason is what somebody typed. */
  public static Fault freeReason(FaultScope scope, FaultWindow window, String text) {
    return new EditedMessage(
        "free_reason",
        scope,
        window,
        (payload, message) -> {
          if (payload.text("reason").isEmpty()) {
            return null;
          }
          payload.set("reason", text);
          return text;
        });
  }

  /** "sequence_nanos": a new boot with each message, and the sequence is a time. */
  public static Fault sequenceNanos(FaultScope scope, FaultWindow window) {
    return new EditedMessage(
        "sequence_nanos",
        scope,
        window,
        (payload, message) -> {
          payload.set("boot", "t" + payload.whole("ts"));
          payload.set("seq", payload.whole("ts") * 1_000_000);
          return "seq " + payload.whole("seq");
        });
  }

  /** "sequence_restart": the sequence starts again from zero without a new boot. Keeps state. */
  public static Fault sequenceRestart(FaultScope scope, Instant at) {
    Map<String, Long> first = new HashMap<>();
    return new EditedMessage(
        "sequence_restart",
        scope,
        new FaultWindow(at, FOR_EVER, null),
        (payload, message) -> {
          long sequence = payload.whole("seq");
          long from = first.computeIfAbsent(message.topic(), topic -> sequence);
          payload.set("seq", sequence - from);
          return "seq " + (sequence - from);
        });
  }

  /** "reset": a register starts again at zero, and the device does not say why. Keeps state. */
  public static Fault reset(FaultScope scope, Signal signal, Instant at) {
    return new RegisterStep("reset", scope, signal, at, RegisterStep.Boot.SAME, null);
  }

  /** "restored": a restart brings back a register that was saved a while before. Keeps state. */
  public static Fault restored(FaultScope scope, Signal signal, Instant at, BigDecimal behind) {
    return new RegisterStep("restored", scope, signal, at, RegisterStep.Boot.NEW, behind);
  }

  /** "corrected": somebody takes items back from a counter. Keeps state. */
  public static Fault corrected(FaultScope scope, Signal signal, Instant at, BigDecimal items) {
    return new RegisterStep("corrected", scope, signal, at, RegisterStep.Boot.SAME, items);
  }

  /** "garbage": unreadable messages are added, as many as a share of the real ones. */
  public static Fault garbage(long seed, FaultScope scope, double share) {
    return new Garbage(seed, scope, share);
  }

  private static BigDecimal drifted(FaultWindow window, RawMessage message, BigDecimal shareADay) {
    long since = message.receivedAtMillis() - window.start().toEpochMilli();
    return shareADay
        .multiply(BigDecimal.valueOf(since))
        .divide(BigDecimal.valueOf(Duration.ofDays(1).toMillis()), 9, RoundingMode.HALF_EVEN);
  }

  private static BigDecimal trimmed(BigDecimal value) {
    return value.setScale(9, RoundingMode.HALF_EVEN).stripTrailingZeros();
  }

  /** A value of one signal that is not what it should be; null where it is left as it is. */
  private interface Distortion {
    BigDecimal of(RawMessage message, BigDecimal value);
  }

  private static Fault wrongValue(
      String name, FaultScope scope, FaultWindow window, Signal signal, Distortion distortion) {
    return new EditedMessage(
        name,
        scope,
        window,
        (payload, message) -> {
          BigDecimal value = payload.value(signal);
          BigDecimal wrong = value == null ? null : distortion.of(message, value);
          if (wrong == null) {
            return null;
          }
          payload.set(signal, wrong);
          return signal.wireName() + " " + wrong.toPlainString() + " for " + value.toPlainString();
        });
  }

  private static Fault wrongTime(
      String name, FaultScope scope, FaultWindow window, LongUnaryOperator stamp) {
    return new EditedMessage(
        name,
        scope,
        window,
        (payload, message) -> {
          long wrong = stamp.applyAsLong(payload.whole("ts"));
          payload.set("ts", wrong);
          return "ts " + wrong;
        });
  }
}
