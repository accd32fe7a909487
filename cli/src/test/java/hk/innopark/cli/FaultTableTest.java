package hk.innopark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/faults.md names is there to be run. */
class FaultTableTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern METHOD = Pattern.compile("`(\\w+)` `(\\w+)#(\\w+)`");
  private static final Pattern LINE = Pattern.compile("`deploy/tests/compose`: (\"[^|]*)");
  private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"");

  @Test
  void everyTestThatIsNamedIsThere() throws Exception {
    List<MatchResult> named = METHOD.matcher(table()).results().toList();
    assertThat(named).hasSizeGreaterThan(25);
    for (MatchResult test : named) {
      assertThat(source(test.group(1), test.group(2) + ".java"))
          .as(test.group())
          .contains("void " + test.group(3) + "(");
    }
  }

  @Test
  void everyLineOfTheComposeTestThatIsNamedIsPrinted() throws Exception {
    String test = Files.readString(ROOT.resolve("deploy/tests/compose_test.py"));
    List<String> lines =
        LINE.matcher(table())
            .results()
            .flatMap(found -> QUOTED.matcher(found.group(1)).results())
            .map(found -> found.group(1))
            .toList();
    assertThat(lines).hasSizeGreaterThan(10).allSatisfy(line -> assertThat(test).contains(line));
  }

  @Test
  void everyFaultHasATest() throws Exception {
    assertThat(table().lines().filter(line -> line.startsWith("| ")))
        .filteredOn(line -> !line.matches("\\| (Fault|Run|an? `…|a line of `).*"))
        .allSatisfy(line -> assertThat(line).containsPattern(METHOD + "|" + LINE));
  }

  private static String table() throws IOException {
    return Files.readString(ROOT.resolve("docs/faults.md"));
  }

  private static String source(String module, String file) throws IOException {
    try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test"))) {
      return Files.readString(
          files
              .filter(path -> path.endsWith(file))
              .findFirst()
              .orElseThrow(() -> new AssertionError(module + " has no " + file)));
    }
  }
}
