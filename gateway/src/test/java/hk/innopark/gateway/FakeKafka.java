package hk.innopark.gateway;

import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Takes records and confirms them when, and in the order in which, a test says so. */
final class FakeKafka implements Forwarder {
  private record Sent(Outbound outbound, Outcome outcome) {}

  private final List<Sent> sent = new ArrayList<>();
  private boolean confirmsAtOnce;
  private boolean broken;

  @Override
  public void send(Outbound outbound, Outcome outcome) {
    boolean now;
    synchronized (this) {
      if (broken) {
        throw new LinkageError("a test");
      }
      sent.add(new Sent(outbound, outcome));
      now = confirmsAtOnce;
    }
    if (now) {
      outcome.confirmed();
    }
  }

  synchronized void confirmAtOnce() {
    confirmsAtOnce = true;
  }

  /** Takes no more records, and ends the thread that brings one. */
  synchronized void breakDown() {
    broken = true;
  }

  synchronized List<String> values() {
    return sent.stream()
        .map(each -> new String(each.outbound.record().value(), StandardCharsets.UTF_8))
        .toList();
  }

  synchronized Outbound outbound(int index) {
    return sent.get(index).outbound;
  }

  void awaitSent(int count) {
    await().atMost(Duration.ofMinutes(1)).until(() -> values().size() >= count);
  }

  void confirm(int index) {
    outcome(index).confirmed();
  }

  void fail(int index, Exception cause) {
    outcome(index).failed(cause);
  }

  void refuseAsTooLarge(int index) {
    outcome(index).refusedAsTooLarge();
  }

  private synchronized Outcome outcome(int index) {
    return sent.get(index).outcome;
  }

  @Override
  public void close(Duration patience) {}
}
