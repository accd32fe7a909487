package hk.innopark.simulators.fault;

import hk.innopark.events.RawMessage;

/** Messages that never arrive. */
final class Loss implements Fault {
  static final String NAME = "loss";

  private final FaultScope scope;
  private final FaultWindow window;

  Loss(FaultScope scope, FaultWindow window) {
    this.scope = scope;
    this.window = window;
  }

  @Override
  public void apply(RawMessage message, Outlet outlet) {
    if (window.covers(message.receivedAtMillis()) && scope.covers(message)) {
      outlet.log(NAME, message, "lost");
    } else {
      outlet.send(message);
    }
  }
}
