package hk.innopark.embedded.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class PartsTest {
  private final List<String> events = new CopyOnWriteArrayList<>();
  private final Parts parts = new Parts(new Recording());

  @Test
  void stopsInTheOtherOrderAndServersLast() throws Exception {
    AutoCloseable server = parts.startServer("server", () -> part("server")).get();
    AutoCloseable first = parts.start("first", () -> part("first"));
    AutoCloseable second = parts.start("second", () -> part("second"));
    assertThat(List.of(server, first, second)).doesNotContainNull();

    parts.close();

    assertThat(events)
        .containsExactly(
            "started server",
            "started first",
            "started second",
            "close second",
            "close first",
            "close server");
  }

  @Test
  void stopsTheOthersWhereOneDoesNotStop() throws Exception {
    parts.start("first", () -> part("first"));
    parts.start(
        "stubborn",
        () ->
            () -> {
              throw new IOException("no");
            });

    parts.close();

    assertThat(events)
        .containsExactly("started first", "started stubborn", "stubborn failed", "close first");
  }

  @Test
  void handsOnWhyAServerDidNotStart() {
    var pending =
        parts.startServer(
            "server",
            () -> {
              throw new IOException("port 1 is taken");
            });

    assertThatThrownBy(pending::get).isInstanceOf(IOException.class).hasMessage("port 1 is taken");
    parts.close();
    assertThat(events).isEmpty();
  }

  @Test
  void stopsAServerThatComesUpWhileTheStackIsStopping() throws Exception {
    CountDownLatch stopped = new CountDownLatch(1);
    var pending =
        parts.startServer(
            "late",
            () -> {
              stopped.await();
              return part("late");
            });
    Thread closing = new Thread(parts::close);
    closing.start();
    closing.join();
    stopped.countDown();

    assertThatThrownBy(pending::get).isInstanceOf(InterruptedException.class);
    assertThat(events).containsExactly("close late");
  }

  private AutoCloseable part(String name) {
    return () -> events.add("close " + name);
  }

  private final class Recording implements StackListener {
    @Override
    public void started(String part, Duration took) {
      events.add("started " + part);
    }

    @Override
    public void history(double fraction, long messages) {}

    @Override
    public void stopped(String part, Duration took) {}

    @Override
    public void failedToStop(String part, Exception cause) {
      events.add(part + " failed");
    }
  }
}
