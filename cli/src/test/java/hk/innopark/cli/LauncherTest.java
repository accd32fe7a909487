package hk.innopark.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The {@code innopark} script, with programs of the test's own on its path. */
class LauncherTest {
  @TempDir Path folder;
  private Path programs;
  private Path home;

  @BeforeEach
  void copyTheScript() throws IOException {
    programs = Files.createDirectory(folder.resolve("bin"));
    for (String tool :
        List.of(
            "sh",
            "sed",
            "head",
            "dirname",
            "readlink",
            "find",
            "mkdir",
            "rm",
            "tee",
            "awk",
            "grep",
            "cp",
            "date",
            "ln",
            "mv")) {
      Path real = find(tool);
      assumeThat(real).as(tool).isNotNull();
      Files.createSymbolicLink(programs.resolve(tool), real);
    }
    home = Files.createDirectory(folder.resolve("a home"));
    Files.copy(Path.of("..", "innopark"), home.resolve("innopark"));
    Files.createFile(home.resolve("pom.xml"));
  }

  @Test
  void saysThatJavaIsMissing() throws Exception {
    assertRefused("java is missing: install a JDK 17 or newer");
  }

  @Test
  void saysThatJavaIsTooOld() throws Exception {
    program("java", "echo 'openjdk version \"1.8.0_402\"' >&2");

    assertRefused("is Java 1.8.0_402, but Java 17 or newer is needed");
  }

  @Test
  void saysThatMavenIsMissing() throws Exception {
    program("java", "echo 'openjdk version \"17.0.1\" 2021-10-19' >&2");

    assertRefused("mvn is missing: install Maven 3.8 or newer to build");
  }

  @Test
  void saysThatMavenIsTooOld() throws Exception {
    program("java", "echo 'openjdk version \"21\" 2023-09-19' >&2");
    program("mvn", "echo 'Apache Maven 3.6.3'");

    assertRefused("is Maven 3.6.3, but Maven 3.8 or newer is needed");
  }

  @Test
  void saysThatTheBuildFailedAndWhereItsLogIs() throws Exception {
    program("java", "echo 'openjdk version \"17.0.1\"' >&2");
    program("javac", "exit 0");
    program(
        "mvn",
        """
        [ "$2" = -v ] && echo 'Apache Maven 3.9.9' && exit 0
        echo '[ERROR] no space left'
        echo '[INFO] BUILD FAILURE'
        exit 1""");

    String said = run(1);

    assertThat(said)
        .contains("building (first use, takes a few minutes)…")
        .contains("innopark: the build failed: no space left")
        .contains("build.log");
    assertThat(home.resolve("cli/target/built")).doesNotExist();
  }

  @Test
  void buildsOnceAndThenRunsTheCommandWithItsArguments() throws Exception {
    program(
        "java",
        "case \"$1\" in -version) echo 'openjdk version \"17.0.1\"' >&2;;"
            + " *) for a in \"$@\"; do echo \"arg=$a\"; done;; esac");
    program("javac", "exit 0");
    program(
        "mvn",
        """
        [ "$2" = -v ] && echo 'Apache Maven 3.9.9' && exit 0
        echo '[INFO] Building innopark-events 0.1 [1/9]'
        echo '[INFO] BUILD SUCCESS'""");

    assertThat(run(0, "up", "--data", "with space"))
        .contains("building (first use")
        .contains("[1/9] innopark-events")
        .contains("arg=up\narg=--data\narg=with space\n")
        .contains("arg=-Dinnopark.home=" + home.toRealPath());
    assertThat(run(0, "up")).doesNotContain("building");

    Files.createDirectories(home.resolve("events/src/main"));
    Thread.sleep(1_100); // find compares whole seconds on some file systems
    Files.createFile(home.resolve("events/src/main/New.java"));
    assertThat(run(0, "up")).contains("building what has changed…");
  }

  @Test
  void aBuildBesideARunningCommandReplacesNothingThatRuns() throws Exception {
    program(
        "java",
        "case \"$1\" in -version) echo 'openjdk version \"17.0.1\"' >&2;;"
            + " *) for a in \"$@\"; do echo \"arg=$a\"; done;; esac");
    program("javac", "exit 0");
    // as Maven does: writes over the jar that is there
    program(
        "mvn",
        """
        [ "$2" = -v ] && echo 'Apache Maven 3.9.9' && exit 0
        for part in cli broker; do
          mkdir -p $part/target/lib
          echo one more line >>$part/target/lib/innopark-$part.jar
          echo library >$part/target/lib/library.jar
        done
        echo '[INFO] BUILD SUCCESS'""");
    Path first = classPath(run(0, "up"));
    assertThat(first.resolve("innopark-cli.jar")).hasContent("one more line");
    assertThat(first.resolve("library.jar")).exists();
    // the first command still runs: this process stands for it
    Files.createFile(first.resolveSibling("users").resolve("" + ProcessHandle.current().pid()));

    Files.createDirectories(home.resolve("events/src/main"));
    Thread.sleep(1_100); // find compares whole seconds on some file systems
    Files.createFile(home.resolve("events/src/main/New.java"));
    Path second = classPath(run(0, "up"));

    assertThat(second).isNotEqualTo(first);
    assertThat(first.resolve("innopark-cli.jar")).hasContent("one more line");
    assertThat(second.resolve("innopark-cli.jar")).hasContent("one more line\none more line");

    Thread.sleep(1_100);
    Files.createFile(home.resolve("events/src/main/Newer.java"));
    Path third = classPath(run(0, "up"));

    assertThat(first).as("in use").exists();
    assertThat(second).as("used by nobody").doesNotExist();
    assertThat(third).exists();
  }

  private static Path classPath(String said) {
    String argument =
        said.lines().filter(line -> line.endsWith("/cli/*")).findFirst().orElseThrow();
    return Path.of(argument.substring("arg=".length(), argument.length() - "/*".length()));
  }

  private void assertRefused(String reason) throws Exception {
    String said = run(1);
    assertThat(said.lines()).hasSize(1);
    assertThat(said).startsWith("innopark: ").contains(reason);
  }

  private String run(int exitCode, String... arguments) throws Exception {
    List<String> command = new java.util.ArrayList<>(List.of(programs + "/sh"));
    command.add(home.resolve("innopark").toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().put("PATH", programs.toString());
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isEqualTo(exitCode);
    return said;
  }

  private void program(String name, String script) throws IOException {
    Files.writeString(programs.resolve(name), "#!" + find("sh") + "\n" + script + "\n");
    Files.setPosixFilePermissions(
        programs.resolve(name), PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static Path find(String tool) {
    for (String folder : System.getenv("PATH").split(":", -1)) {
      Path candidate = Path.of(folder, tool);
      if (Files.isExecutable(candidate)) {
        return candidate;
      }
    }
    return null;
  }
}
