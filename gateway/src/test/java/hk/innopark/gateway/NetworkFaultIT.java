package hk.innopark.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.gateway.testing.MosquittoProcess.Profile;
import hk.innopark.gateway.testing.TcpProxy;
import hk.innopark.gateway.testing.TcpProxy.Weather;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkFaultIT {
  /** Longer than the gateway needs to find a dead connection, at the keep-alive of the bench. */
  private static final Duration STORM = Duration.ofSeconds(8);

  @TempDir Path directory;

  @Test
  void outlastsAConnectionThatDelays() throws Exception {
    assertNothingLostIn(Weather.SLOW, "Network, 150 ms delay");
  }

  @Test
  void findsAConnectionThatSwallowsEverything() throws Exception {
    String metrics = assertNothingLostIn(Weather.BLACK_HOLE, "Network, black hole");

    assertThat(metrics).doesNotContain("gateway_reconnects_total 0.0");
  }

  @Test
  void findsAConnectionThatIsHalfOpen() throws Exception {
    String metrics = assertNothingLostIn(Weather.HALF_OPEN, "Network, half-open");

    assertThat(metrics).doesNotContain("gateway_reconnects_total 0.0");
  }

  @Test
  void comesBackAfterEveryReset() throws Exception {
    int rounds = 10;
    try (FaultBench bench = new FaultBench(directory, Profile.FAST);
        TcpProxy proxy = new TcpProxy(bench.broker.port())) {
      bench.gateway(bench.environment(proxy.url()));
      bench.publish(2, 200);
      bench.awaitProgress();
      for (int round = 1; round <= rounds; round++) {
        proxy.cut();
        bench.measureRecovery();
      }
      bench.assertNothingLost("Network, connection reset", rounds);
    }
  }

  private String assertNothingLostIn(Weather weather, String fault) throws Exception {
    try (FaultBench bench = new FaultBench(directory, Profile.FAST);
        TcpProxy proxy = new TcpProxy(bench.broker.port())) {
      Map<String, String> environment = bench.environment(proxy.url());
      // so that it finds within the storm that nothing comes any more
      environment.put("MQTT_KEEP_ALIVE", "PT2S");
      Gateway gateway = bench.gateway(environment);
      bench.publish(2, 200);
      bench.awaitProgress();
      proxy.become(weather);
      FaultBench.pause(STORM);
      proxy.become(Weather.CLEAR);
      bench.measureRecovery();
      bench.assertNothingLost(fault, 1);
      return gateway.scrape();
    }
  }
}
