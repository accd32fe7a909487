package hk.innopark.embedded.stack;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** An edge node in Python that speaks by a public library, in a process of its own. */
final class ForeignEdgeNode implements AutoCloseable {
  /** Where .ci/run puts the library. */
  private static final Path OWN_PYTHON = Path.of("target", "python", "bin", "python");

  private final Process process;
  private final Writer input;
  private final List<String> told = new CopyOnWriteArrayList<>();

  private ForeignEdgeNode(Process process) {
    this.process = process;
    this.input = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    Thread reader = new Thread(this::read, "edge-node");
    reader.setDaemon(true);
    reader.start();
  }

  /** Starts it; skips the test where there is no Python or no library. */
  static ForeignEdgeNode start(int port, String group, String node, String device)
      throws IOException, InterruptedException, URISyntaxException {
    String python = Files.isExecutable(OWN_PYTHON) ? OWN_PYTHON.toString() : "python3";
    Assumptions.assumeTrue(
        hasLibrary(python), "pysparkplug is not installed for " + python + "; .ci/run does it");
    Path script = Path.of(ForeignEdgeNode.class.getResource("edge_node.py").toURI());
    return new ForeignEdgeNode(
        new ProcessBuilder(
                python, script.toString(), "127.0.0.1", Integer.toString(port), group, node, device)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  private static boolean hasLibrary(String python) throws InterruptedException {
    try {
      Process importing =
          new ProcessBuilder(python, "-c", "import pysparkplug")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return importing.waitFor(60, TimeUnit.SECONDS) && importing.exitValue() == 0;
    } catch (IOException noPython) {
      return false;
    }
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      lines.lines().forEach(told::add);
    } catch (IOException ended) {
      told.add("ended");
    }
  }

  /** Publishes a count of items as data, by its alias. */
  void say(long items) throws IOException {
    input.write(items + "\n");
    input.flush();
  }

  /** What it told so far. */
  List<String> told() {
    return told;
  }

  /** Without a farewell, as by a power cut. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
