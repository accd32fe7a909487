package hk.innopark.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.embedded.stack.StackCounts;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class UpScreenTest {
  @Test
  void aRunThatEndsWhileItsHistoryStillComesInSaysWhatIsMissing() {
    assertThat(said(new StackCounts(100, 90, 100, 95, 0, 0, 0, 10, 0, 0, 0, 0, 5, false)))
        .contains("the history was not complete yet")
        .contains("5 messages were not read yet");
    assertThat(said(new StackCounts(100, 90, 100, 100, 0, 0, 0, 10, 0, 0, 3, 0, 0, true)))
        .doesNotContain("not complete", "not read yet");
  }

  private static String said(StackCounts counts) {
    PrintStream output = System.out;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      new UpScreen(Terminal.standard()).counts(counts);
    } finally {
      System.setOut(output);
    }
    return said.toString(StandardCharsets.UTF_8);
  }
}
