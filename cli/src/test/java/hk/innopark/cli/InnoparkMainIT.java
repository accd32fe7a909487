package hk.innopark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InnoparkMainIT {
  @TempDir Path folder;

  @Test
  void figuresLookAlikeOnEveryMachine() throws Exception {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Duser.language=de",
                    "-Duser.country=DE",
                    "-cp",
                    System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path")),
                    InnoparkMain.class.getName(),
                    "simulate",
                    "--out",
                    folder.resolve("feed.ndjson").toString(),
                    "--from",
                    "2026-01-05T00:00:00Z",
                    "--for",
                    "PT1H"))
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said).containsPattern("[0-9],[0-9]{3} messages in ");
  }
}
