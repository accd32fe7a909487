package hk.innopark.simulators.fault;

import hk.innopark.events.RawMessage;
import java.util.function.LongUnaryOperator;

/** Stamps that are not what they should be. */
final class WrongTime implements Fault {
  private final String name;
  private final FaultScope scope;
  private final FaultWindow window;
  private final LongUnaryOperator stamp;

  /**
   * @param stamp from the true stamp to the wrong one
   */
  WrongTime(String name, FaultScope scope, FaultWindow window, LongUnaryOperator stamp) {
    this.name = name;
    this.scope = scope;
    this.window = window;
    this.stamp = stamp;
  }

  @Override
  public void apply(RawMessage message, Outlet outlet) {
    PayloadEditor payload =
        window.covers(message.receivedAtMillis()) && scope.covers(message)
            ? PayloadEditor.of(message).orElse(null)
            : null;
    if (payload == null) {
      outlet.send(message);
      return;
    }
    long wrong = stamp.applyAsLong(payload.whole("ts"));
    payload.set("ts", wrong);
    outlet.send(payload.message());
    outlet.log(name, message, "ts " + wrong);
  }
}
