package hk.innopark.simulators.fault;

import hk.innopark.events.RawMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Applies faults, each to what the one before lets through, and brings the messages to the broker
 * in the order in which they get there. It does not matter how many are passed at a time.
 */
public final class FaultInjector implements MessageStage {
  private final List<Fault> faults;
  private final FaultLog log = new FaultLog();
  private final PriorityQueue<Waiting> waiting =
      new PriorityQueue<>(
          Comparator.comparingLong((Waiting one) -> one.message.receivedAtMillis())
              .thenComparingLong(one -> one.number));
  private long number;

  private record Waiting(RawMessage message, long number) {}

  public FaultInjector(List<Fault> faults) {
    this.faults = List.copyOf(faults);
  }

  /** What was injected so far. */
  public FaultLog log() {
    return log;
  }

  @Override
  public List<RawMessage> pass(List<RawMessage> messages, Instant until) {
    messages.forEach(message -> through(0, message));
    List<RawMessage> arrived = new ArrayList<>();
    while (!waiting.isEmpty() && isDue(waiting.peek().message, until)) {
      arrived.add(waiting.poll().message);
    }
    return arrived;
  }

  private static boolean isDue(RawMessage message, Instant until) {
    return !Instant.ofEpochMilli(message.receivedAtMillis()).isAfter(until);
  }

  private void through(int index, RawMessage message) {
    if (index == faults.size()) {
      waiting.add(new Waiting(message, number++));
      return;
    }
    faults
        .get(index)
        .apply(
            message,
            new Fault.Outlet() {
              @Override
              public void send(RawMessage next) {
                if (next.receivedAtMillis() < message.receivedAtMillis()) {
                  throw new IllegalStateException("a fault cannot deliver before the sending");
                }
                through(index + 1, next);
              }

              @Override
              public void log(String fault, RawMessage touched, String detail) {
                log.add(fault, touched, detail);
              }
            });
  }

  @Override
  public List<RawMessage> held() {
    return waiting.stream().sorted(waiting.comparator()).map(Waiting::message).toList();
  }

  @Override
  public void hold(List<RawMessage> messages) {
    messages.forEach(message -> waiting.add(new Waiting(message, number++)));
  }
}
