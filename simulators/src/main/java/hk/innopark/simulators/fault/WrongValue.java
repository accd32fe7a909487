package hk.innopark.simulators.fault;

import hk.innopark.events.RawMessage;
import hk.innopark.events.Signal;
import java.math.BigDecimal;

/** Values of one signal that are not what they should be. */
final class WrongValue implements Fault {
  private final String name;
  private final FaultScope scope;
  private final FaultWindow window;
  private final Signal signal;
  private final Distortion distortion;

  /** From a true value to the wrong one; null leaves it as it is. */
  interface Distortion {
    BigDecimal of(RawMessage message, BigDecimal value);
  }

  WrongValue(
      String name, FaultScope scope, FaultWindow window, Signal signal, Distortion distortion) {
    this.name = name;
    this.scope = scope;
    this.window = window;
    this.signal = signal;
    this.distortion = distortion;
  }

  @Override
  public void apply(RawMessage message, Outlet outlet) {
    PayloadEditor payload =
        window.covers(message.receivedAtMillis()) && scope.covers(message)
            ? PayloadEditor.of(message).orElse(null)
            : null;
    BigDecimal value = payload == null ? null : payload.value(signal);
    BigDecimal wrong = value == null ? null : distortion.of(message, value);
    if (wrong == null) {
      outlet.send(message);
      return;
    }
    payload.set(signal, wrong);
    outlet.send(payload.message());
    outlet.log(
        name,
        message,
        signal.wireName() + " " + wrong.toPlainString() + " for " + value.toPlainString());
  }
}
