package hk.innopark.gateway;

import static hk.innopark.gateway.ScriptedBench.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.process.ServiceProcess;
import hk.innopark.gateway.testing.ScriptedBroker.SessionState;
import hk.innopark.gateway.testing.ScriptedLink;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What does not end is a failure here. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class GatewayMainTest {
  @Test
  void aGatewayOfWhichAPartHasEndedForGoodIsNotKeptAlive() throws Exception {
    try (ScriptedBench bench = new ScriptedBench()) {
      ScriptedLink link = bench.broker.acceptAndGrant(SessionState.NEW);
      bench.kafka.breakDown();
      link.publish(1, TOPIC, "one");
      assertThat(ServiceProcess.awaitStopping(bench.gateway::isAlive, new CountDownLatch(1)))
          .isFalse();
    }
  }

  @Test
  void oneThatIsToldToStopHasNotFailed() throws Exception {
    try (ScriptedBench bench = new ScriptedBench()) {
      CountDownLatch stopping = new CountDownLatch(1);
      stopping.countDown();
      bench.gateway.stop();
      assertThat(ServiceProcess.awaitStopping(bench.gateway::isAlive, stopping)).isTrue();
    }
  }
}
