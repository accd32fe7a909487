package hk.innopark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import hk.innopark.events.process.LoopbackPorts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The archive of a release alone: on a path with spaces, in a folder that cannot be written to,
 * with a Java runtime and a shell's tools on the path, and as another user where this one is root.
 */
@EnabledIfSystemProperty(
    named = "release",
    matches = "true",
    disabledReason = "the archive of a release: -Prelease -Drelease=true")
class ReleaseIT {
  private static final List<String> TOOLS =
      List.of("sh", "sed", "head", "dirname", "readlink", "setsid");
  private static final Path SETPRIV = Path.of("/usr/bin/setpriv");
  private static final String NOBODY = "65534";

  @TempDir Path folder;
  private Path home;
  private Path work;
  private Path programs;

  @BeforeEach
  void unpack() throws Exception {
    Path place = Files.createDirectories(folder.resolve("a place with spaces"));
    Process tar =
        new ProcessBuilder("tar", "-xzf", archive().toString(), "-C", place.toString())
            .inheritIO()
            .start();
    assertThat(tar.waitFor()).isZero();
    try (Stream<Path> unpacked = Files.list(place)) {
      home = unpacked.findFirst().orElseThrow();
    }
    work = Files.createDirectories(folder.resolve("some work"));
    programs = Files.createDirectories(folder.resolve("bin"));
    for (String tool : TOOLS) {
      Files.createSymbolicLink(programs.resolve(tool), Path.of("/usr/bin", tool).toRealPath());
    }
    Files.createSymbolicLink(
        programs.resolve("java"), Path.of(System.getProperty("java.home"), "bin", "java"));
    shell("chmod -R a-w '" + home + "'; chmod a+rx '" + folder + "'");
    if (isRoot()) {
      shell("chown -R " + NOBODY + " '" + work + "'");
    }
  }

  @AfterEach
  void letTheFolderBeRemoved() throws Exception {
    shell("chmod -R u+w '" + home + "'");
  }

  @Test
  void computesVerifiesAndIsUp() throws Exception {
    run(
        "simulate",
        "--out",
        "feed.ndjson",
        "--from",
        "2026-01-05T00:00:00Z",
        "--for",
        "PT3H",
        "--tenant",
        "golden-noodle");
    run(
        "compute",
        "--registry",
        home.resolve("sample.yaml").toString(),
        "--feed",
        "feed.ndjson",
        "--out",
        "out");
    assertThat(run("audit", "verify", "--file", "out/ledger.ndjson")).contains("every chain holds");
    run(
        "up",
        "--data",
        "my data",
        "--history",
        "PT1H",
        "--for",
        "PT20S",
        "--summary",
        "summary.json",
        "--port",
        Integer.toString(LoopbackPorts.free()));
    JsonNode counts = new JsonMapper().readTree(work.resolve("summary.json").toFile());
    assertThat(counts.get("published").asLong()).as(counts.toString()).isPositive();
    assertThat(counts.get("oracle_mismatches").asLong()).as(counts.toString()).isZero();
  }

  private String run(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      command.addAll(
          List.of(SETPRIV.toString(), "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
    }
    command.add(home.resolve("innopark").toString());
    command.addAll(List.of(arguments));
    Path said = folder.resolve("said.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(work.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", programs.toString());
    builder.environment().put("INNOPARK_HEAP", "1g");
    Process process = builder.start();
    boolean ended = process.waitFor(5, TimeUnit.MINUTES);
    String text = Files.readString(said, StandardCharsets.UTF_8);
    assertThat(ended).as(text).isTrue();
    assertThat(process.exitValue()).as(text).isZero();
    return text;
  }

  private static Path archive() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("target"))) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(".tar.gz"))
          .findFirst()
          .orElseThrow(() -> new IOException("no archive in target: -Prelease builds it"))
          .toAbsolutePath();
    }
  }

  private static void shell(String script) throws Exception {
    assertThat(new ProcessBuilder("/bin/sh", "-c", script).inheritIO().start().waitFor()).isZero();
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name")) && Files.isExecutable(SETPRIV);
  }
}
