package hk.innopark.simulators.fault;

import hk.innopark.events.RawMessage;
import hk.innopark.events.Signal;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * A register that is set to something else at a moment and counts on from there. Keeps what was
 * last seen before the moment of each machine.
 */
final class RegisterStep implements Fault {
  private final String name;
  private final FaultScope scope;
  private final Signal signal;
  private final long atMillis;
  private final Boot boot;
  private final BigDecimal back;
  private final Map<String, BigDecimal> lastSeen = new HashMap<>();
  private final Map<String, BigDecimal> shifts = new HashMap<>();
  private final Map<String, Long> firstSequence = new HashMap<>();

  /** Whether the device says that it restarted. */
  enum Boot {
    SAME,
    NEW
  }

  /**
   * @param back how far the register falls behind its last reading; null for to zero
   */
  RegisterStep(
      String name, FaultScope scope, Signal signal, Instant at, Boot boot, BigDecimal back) {
    this.name = name;
    this.scope = scope;
    this.signal = signal;
    this.atMillis = at.toEpochMilli();
    this.boot = boot;
    this.back = back;
  }

  @Override
  public void apply(RawMessage message, Outlet outlet) {
    PayloadEditor payload = scope.covers(message) ? PayloadEditor.of(message).orElse(null) : null;
    BigDecimal value = payload == null ? null : payload.value(signal);
    if (payload == null || (value == null && boot == Boot.SAME)) {
      outlet.send(message);
      return;
    }
    if (message.receivedAtMillis() < atMillis) {
      if (value != null) {
        lastSeen.put(message.topic(), value);
      }
      outlet.send(message);
      return;
    }
    if (boot == Boot.NEW) {
      long sequence = payload.whole("seq");
      payload.set("boot", payload.text("boot") + "s");
      payload.set("seq", sequence - firstSequence.computeIfAbsent(message.topic(), t -> sequence));
    }
    if (value != null) {
      shift(message, payload, value, outlet);
    }
    outlet.send(payload.message());
  }

  private void shift(RawMessage message, PayloadEditor payload, BigDecimal value, Outlet outlet) {
    BigDecimal last = lastSeen.getOrDefault(message.topic(), value);
    boolean isFirst = !shifts.containsKey(message.topic());
    BigDecimal shift =
        shifts.computeIfAbsent(message.topic(), topic -> back == null ? last : back.min(last));
    BigDecimal shown = value.subtract(shift).max(BigDecimal.ZERO);
    payload.set(signal, shown);
    if (isFirst) {
      outlet.log(
          name,
          message,
          signal.wireName() + " " + shown.toPlainString() + " after " + last.toPlainString());
    }
  }
}
