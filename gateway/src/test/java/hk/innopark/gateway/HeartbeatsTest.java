package hk.innopark.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.RawMessage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HeartbeatsTest {
  private static final Duration OFTEN = Duration.ofMillis(5);

  private final GatewayMetrics metrics = new GatewayMetrics(new SimpleMeterRegistry());
  private final AtomicLong clock = new AtomicLong(1_000);
  private final BeatenKafka kafka = new BeatenKafka();
  private final Heartbeats heartbeats = new Heartbeats(kafka, metrics, clock::get);

  @AfterEach
  void stop() {
    heartbeats.stop();
  }

  @Test
  void theyGoOnWithTheMomentUpToWhichAllIsOnItsWay() {
    heartbeats.start(OFTEN);
    FaultBench.patiently().until(() -> kafka.stamps.contains(1_000L));
    clock.set(2_000);
    FaultBench.patiently().until(() -> kafka.stamps.contains(2_000L));
    FaultBench.patiently().until(() -> metrics.heartbeats.sum() >= 2);
    FaultBench.patiently().until(() -> metrics.newestHeartbeatMillis.get() == 2_000);
    assertThat(heartbeats.isAlive()).isTrue();
  }

  @Test
  void oneThatFailsIsFollowedByOthers() {
    kafka.refusal = new KafkaException("a test");
    heartbeats.start(OFTEN);
    FaultBench.patiently().until(() -> metrics.heartbeatsFailed.sum() >= 2);
    assertThat(metrics.newestHeartbeatMillis.get()).as("none was confirmed").isZero();
    kafka.refusal = null;
    FaultBench.patiently().until(() -> metrics.heartbeats.sum() >= 2);
  }

  @Test
  void noneIsWrittenAfterTheStop() {
    heartbeats.start(OFTEN);
    FaultBench.patiently().until(() -> !kafka.stamps.isEmpty());
    heartbeats.stop();
    heartbeats.start(OFTEN);
    FaultBench.patiently().until(kafka::isLeftAlone);
    assertThat(heartbeats.isAlive()).as("an end that was asked for is no failure").isTrue();
  }

  @Test
  void aMessageThatWaitsForKafkaIsNotOvertaken() {
    FakeKafka taken = new FakeKafka();
    CountDownLatch kafkaIsBack = new CountDownLatch(1);
    Forwarder slow =
        new Forwarder() {
          @Override
          public void send(Outbound outbound, Outcome outcome) {
            try {
              kafkaIsBack.await();
            } catch (InterruptedException stopped) {
              Thread.currentThread().interrupt();
              return;
            }
            taken.send(outbound, outcome);
          }

          @Override
          public void close(Duration patience) {}
        };
    ForwardQueue queue = new ForwardQueue(slow, metrics, new MemoryBudget(10), "test");
    assertThat(queue.oldestWait()).isZero();
    queue.start();
    long arrivedNanos = System.nanoTime() - Duration.ofMinutes(5).toNanos();
    for (int i = 0; i < 2; i++) {
      queue.add(passage(queue, arrivedNanos + i));
    }
    FaultBench.patiently().until(() -> queue.oldestWait().compareTo(Duration.ofMinutes(5)) >= 0);
    kafkaIsBack.countDown();
    taken.awaitSent(2);
    FaultBench.patiently().until(() -> queue.oldestWait().isZero());
    queue.close();
  }

  private Passage passage(ForwardQueue queue, long arrivedNanos) {
    RecordMapper mapper = new RecordMapper("g");
    Outbound outbound =
        mapper.map(new RawMessage(1, "innopark/tai-po/t/l/m", new byte[] {1}), false);
    return new Passage(null, queue, metrics, mapper, 0, arrivedNanos, 0, outbound);
  }

  /** Writes heartbeats down. */
  private static final class BeatenKafka implements Forwarder {
    private final List<Long> stamps = new CopyOnWriteArrayList<>();
    private volatile RuntimeException refusal;
    private int seen = -1;

    @Override
    public void heartbeat(long receivedAtMillis, HeartbeatOutcome outcome) {
      if (refusal != null) {
        throw refusal;
      }
      stamps.add(receivedAtMillis);
      outcome.written(receivedAtMillis);
    }

    /** Whether nothing came between this question and the one before. */
    private boolean isLeftAlone() {
      int before = seen;
      seen = stamps.size();
      return before == seen;
    }

    @Override
    public void send(Outbound outbound, Outcome outcome) {
      throw new IllegalStateException("no message is sent here");
    }

    @Override
    public void close(Duration patience) {}
  }
}
