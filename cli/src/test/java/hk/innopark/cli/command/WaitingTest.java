package hk.innopark.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WaitingTest {
  @Test
  void saysOnATerminalWhatIsWaitedForAndTakesTheLineAway() {
    PrintStream errors = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    System.setProperty("innopark.interactive", "true");
    try (Waiting waiting = Waiting.until("Kafka prepares its topics")) {
      assertThat(said.size()).isZero();
      await()
          .atMost(Duration.ofMinutes(1))
          .until(
              () -> said.toString(StandardCharsets.UTF_8).contains("Kafka prepares its topics ("));
    } finally {
      System.clearProperty("innopark.interactive");
      System.setErr(errors);
    }
    assertThat(said.toString(StandardCharsets.UTF_8)).endsWith("\u001b[K");
  }
}
