package hk.innopark.simulators.fault;

import hk.innopark.events.RawMessage;

/** A fault that meets only some machines, and only for a time. */
final class Within implements Fault {
  private final FaultScope scope;
  private final FaultWindow window;
  private final Fault fault;

  Within(FaultScope scope, FaultWindow window, Fault fault) {
    this.scope = scope;
    this.window = window;
    this.fault = fault;
  }

  @Override
  public void apply(RawMessage message, Outlet outlet) {
    if (window.covers(message.receivedAtMillis()) && scope.covers(message)) {
      fault.apply(message, outlet);
    } else {
      outlet.send(message);
    }
  }
}
