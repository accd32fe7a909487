package hk.innopark.simulators.fault;

import hk.innopark.events.RawMessage;
import hk.innopark.events.Signal;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;

/**
 * Shifts a register so that it soon reaches its modulus and starts again at zero. Keeps each
 * register's first reading.
 */
final class Rollover implements Fault {
  static final String NAME = "rollover";

  private final FaultScope scope;
  private final Signal signal;
  private final BigDecimal modulus;
  private final BigDecimal unitsBefore;
  private final Map<String, BigDecimal> shifts = new HashMap<>();
  private final Map<String, BigDecimal> last = new HashMap<>();

  Rollover(FaultScope scope, Signal signal, BigDecimal modulus, BigDecimal unitsBefore) {
    this.scope = scope;
    this.signal = signal;
    this.modulus = modulus;
    this.unitsBefore = unitsBefore;
  }

  @Override
  public void apply(RawMessage message, Outlet outlet) {
    PayloadEditor payload = scope.covers(message) ? PayloadEditor.of(message).orElse(null) : null;
    BigDecimal value = payload == null ? null : payload.value(signal);
    if (value == null) {
      outlet.send(message);
      return;
    }
    BigDecimal shift =
        shifts.computeIfAbsent(
            message.topic(), topic -> modulus.subtract(unitsBefore).subtract(value));
    BigDecimal shown = value.add(shift).add(modulus).remainder(modulus);
    payload.set(signal, shown);
    BigDecimal before = last.put(message.topic(), shown);
    outlet.send(payload.message());
    if (before != null && shown.compareTo(before) < 0) {
      outlet.log(NAME, message, signal.wireName() + " after " + before.toPlainString());
    }
  }
}
