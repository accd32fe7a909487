package hk.innopark.simulators.fault;

import hk.innopark.events.RawMessage;

/** Messages whose payload is edited without any memory of those before. */
final class EditedMessage implements Fault {
  private final String name;
  private final FaultScope scope;
  private final FaultWindow window;
  private final Edit edit;

  /** Changes the payload; gives what was done, or null where it was left alone. */
  interface Edit {
    String apply(PayloadEditor payload, RawMessage message);
  }

  EditedMessage(String name, FaultScope scope, FaultWindow window, Edit edit) {
    this.name = name;
    this.scope = scope;
    this.window = window;
    this.edit = edit;
  }

  @Override
  public void apply(RawMessage message, Outlet outlet) {
    PayloadEditor payload =
        window.covers(message.receivedAtMillis()) && scope.covers(message)
            ? PayloadEditor.of(message).orElse(null)
            : null;
    String done = payload == null ? null : edit.apply(payload, message);
    if (done == null) {
      outlet.send(message);
      return;
    }
    outlet.send(payload.message());
    outlet.log(name, message, done);
  }
}
