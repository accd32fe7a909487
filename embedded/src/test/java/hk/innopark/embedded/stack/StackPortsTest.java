package hk.innopark.embedded.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hk.innopark.events.RefusedException;
import hk.innopark.events.process.LoopbackPorts;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackPortsTest {
  @TempDir Path folder;

  @Test
  void remembersItsPorts() throws Exception {
    Path memory = folder.resolve("ports.json");
    StackPorts first = StackPorts.choose(LoopbackPorts.free(), memory);

    assertThat(StackPorts.choose(first.console(), memory)).isEqualTo(first);
    assertThat(StackPorts.read(memory)).isEqualTo(first);
    assertThat(
            Set.of(
                first.console(),
                first.flink(),
                first.timeSeries(),
                first.mqtt(),
                first.kafka(),
                first.kafkaController(),
                first.postgres()))
        .hasSize(7);
  }

  @Test
  void takesAnotherPortWhereTheRememberedOneIsTaken() throws Exception {
    Path memory = folder.resolve("ports.json");
    StackPorts first = StackPorts.choose(LoopbackPorts.free(), memory);
    try (ServerSocket taken = new ServerSocket(first.mqtt(), 1, InetAddress.getLoopbackAddress())) {
      StackPorts second = StackPorts.choose(first.console(), memory);

      assertThat(second.mqtt()).isNotEqualTo(taken.getLocalPort());
      assertThat(second.kafka()).isEqualTo(first.kafka());
    }
  }

  @Test
  void insistsOnTheConsolesPort() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();

      assertThatThrownBy(() -> StackPorts.choose(port, folder.resolve("ports.json")))
          .isInstanceOf(RefusedException.class)
          .hasMessage("port " + port + " is taken: name another one for the console with --port");
    }
  }

  @Test
  void namesTheFileThatHoldsSomethingElse() throws Exception {
    Path memory = Files.writeString(folder.resolve("ports.json"), "{\"console\": \"x\"}");

    assertThatThrownBy(() -> StackPorts.choose(LoopbackPorts.free(), memory))
        .hasMessageContaining(memory + " does not hold ports: remove it");
  }
}
