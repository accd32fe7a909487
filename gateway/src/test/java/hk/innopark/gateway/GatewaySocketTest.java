package hk.innopark.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GatewaySocketTest {
  @Test
  void remembersTheLongestTimeInWhichNothingWasSent() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        GatewaySocket socket = new GatewaySocket(Optional.empty(), arrival -> {})) {
      socket.connect(server.getLocalSocketAddress(), 5_000);
      assertThat(socket.longestSilence()).isZero();
      socket.getOutputStream().write(new byte[2]);
      Thread.sleep(300);
      socket.getOutputStream().write(new byte[2]);
      Duration afterWriting = socket.longestSilence();
      assertThat(afterWriting).isGreaterThanOrEqualTo(Duration.ofMillis(300));
      Thread.sleep(2 * afterWriting.toMillis());
      assertThat(socket.longestSilence()).as("up to now").isGreaterThan(afterWriting);
    }
  }
}
