package hk.innopark.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
  private final PrintStream output = System.out;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final AtomicLong nanos = new AtomicLong();

  @BeforeEach
  void listen() {
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void stopListening() {
    System.setOut(output);
  }

  @Test
  void theRestIsEstimatedOnlyWhenTheRateIsSteady() {
    ProgressBar bar = new ProgressBar(Terminal.standard(), "history", nanos::get);
    after(2.5);
    bar.show(0.0001, 131);
    after(30);
    bar.show(0.25, 30_000);
    after(120);
    bar.show(1, 120_000);

    assertThat(said.toString(StandardCharsets.UTF_8).lines())
        .satisfiesExactly(
            line -> assertThat(line).contains("131 messages, 52 a second").doesNotContain("left"),
            line -> assertThat(line).endsWith("1,000 a second, 0:01:31 left"),
            line -> assertThat(line).endsWith("1,000 a second"));
  }

  private void after(double seconds) {
    nanos.set((long) (seconds * 1e9));
  }
}
