package hk.innopark.simulators.fault;

import hk.innopark.events.RawMessage;

/** The same message, later. */
final class Delayed {
  private Delayed() {}

  static RawMessage by(RawMessage message, long millis) {
    return until(message, message.receivedAtMillis() + millis);
  }

  static RawMessage until(RawMessage message, long atMillis) {
    return new RawMessage(atMillis, message.topic(), message.payload());
  }
}
