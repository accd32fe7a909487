package hk.innopark.embedded.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class GatewayWatchTest {
  private boolean isAlive = true;
  private boolean isReady = true;
  private long nanos;
  private final GatewayWatch watch = new GatewayWatch(() -> isAlive, () -> isReady, () -> nanos);

  @Test
  void aGatewayThatHasEndedIsSeenAtOnce() {
    assertThat(watch.failure()).isEmpty();

    isAlive = false;

    assertThat(watch.failure()).contains("the gateway has ended");
  }

  @Test
  void aGatewayMayConnectAgainForAMinute() {
    isReady = false;
    nanos = Duration.ofSeconds(59).toNanos();
    assertThat(watch.failure()).isEmpty();
    isReady = true;
    assertThat(watch.failure()).isEmpty();

    isReady = false;
    nanos = Duration.ofSeconds(118).toNanos();
    assertThat(watch.failure()).isEmpty();
    nanos = Duration.ofSeconds(121).toNanos();
    assertThat(watch.failure()).contains("the gateway has had no connection for 60 s");
  }
}
