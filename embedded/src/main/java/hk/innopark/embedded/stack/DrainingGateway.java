package hk.innopark.embedded.stack;

import hk.innopark.gateway.Gateway;
import hk.innopark.gateway.GatewayConfig;
import hk.innopark.gateway.GatewayCounts;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;

/** The gateway, which stops when the broker has handed over what it still had. */
final class DrainingGateway implements AutoCloseable {
  private static final Duration QUIET = Duration.ofMillis(500);
  private static final Duration LONGEST_DRAIN = Duration.ofSeconds(3);
  private static final Duration SUBSCRIBE = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(50);

  private final Gateway gateway;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final GatewayWatch watch;

  private DrainingGateway(Gateway gateway) {
    this.gateway = gateway;
    this.watch = new GatewayWatch(gateway::isAlive, gateway::isReady, System::nanoTime);
  }

  /** Returns when it is subscribed: what is published from then on is bridged. */
  static DrainingGateway start(GatewayConfig config) throws IOException, InterruptedException {
    Gateway gateway = new Gateway(config);
    gateway.start();
    long deadline = System.nanoTime() + SUBSCRIBE.toNanos();
    while (!gateway.isReady()) {
      if (System.nanoTime() > deadline) {
        gateway.stop();
        throw new IOException("gateway: not subscribed within " + SUBSCRIBE.toSeconds() + " s");
      }
      Thread.sleep(POLL.toMillis());
    }
    return new DrainingGateway(gateway);
  }

  /** From now on nothing older than now is written to Kafka past the gateway. */
  void startHeartbeats() {
    gateway.startHeartbeats();
  }

  /** Why it brings nothing any more; empty while it does, or may soon do so again. */
  Optional<String> failure() {
    return watch.failure();
  }

  /** Where it answers {@code /metrics}. */
  Optional<URI> healthUrl() {
    OptionalInt port = gateway.healthPort();
    return port.isPresent()
        ? Optional.of(URI.create("http://127.0.0.1:" + port.getAsInt() + '/'))
        : Optional.empty();
  }

  GatewayCounts counts() {
    return gateway.counts();
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    try {
      awaitQuiet();
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    } finally {
      gateway.stop();
    }
  }

  /** Returns when nothing has come for a moment. */
  void awaitQuiet() throws InterruptedException {
    long deadline = System.nanoTime() + LONGEST_DRAIN.toNanos();
    long received = gateway.counts().received();
    long quietSince = System.nanoTime();
    while (System.nanoTime() < deadline && System.nanoTime() - quietSince < QUIET.toNanos()) {
      Thread.sleep(POLL.toMillis());
      GatewayCounts counts = gateway.counts();
      if (counts.received() != received || counts.inFlight() > 0) {
        received = counts.received();
        quietSince = System.nanoTime();
      }
    }
  }
}
