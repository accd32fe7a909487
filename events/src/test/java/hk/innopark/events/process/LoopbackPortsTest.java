package hk.innopark.events.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LoopbackPortsTest {
  /** An outgoing connection takes its port there, at any moment. */
  @Test
  void isBelowThePortsOfOutgoingConnections() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(server.getLocalPort()).isGreaterThanOrEqualTo(LoopbackPorts.firstEphemeral());
    }
    for (int i = 0; i < 100; i++) {
      assertThat(LoopbackPorts.free()).isBetween(10_000, LoopbackPorts.firstEphemeral() - 1);
    }
  }

  @Test
  void givesNoPortTwice() {
    Set<Integer> given = new HashSet<>();
    for (int i = 0; i < 3_000; i++) {
      assertThat(given.add(LoopbackPorts.free())).isTrue();
    }
  }

  @Test
  void knowsAPortOnWhichSomebodyListens() throws IOException {
    int port = LoopbackPorts.free();
    assertThat(LoopbackPorts.isFree(port)).isTrue();
    try (ServerSocket server = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertThat(LoopbackPorts.isFree(server.getLocalPort())).isFalse();
    }
  }

  /** Two builds at once choose ports for servers that do not listen yet. */
  @Test
  void anotherProcessIsGivenOtherPorts() throws IOException, InterruptedException {
    Set<Integer> ours = new HashSet<>();
    for (int i = 0; i < 4_000; i++) {
      ours.add(LoopbackPorts.free());
    }
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                PortsMain.class.getName(),
                "4000")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String theirs = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(other.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(theirs.lines()).hasSize(4_000);
    assertThat(theirs.lines().map(Integer::valueOf)).doesNotContainAnyElementsOf(ours);
  }

  /** Prints so many ports as the argument says. */
  public static final class PortsMain {
    private PortsMain() {}

    public static void main(String[] args) {
      for (int i = 0; i < Integer.parseInt(args[0]); i++) {
        System.out.println(LoopbackPorts.free());
      }
    }
  }
}
