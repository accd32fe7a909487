package hk.innopark.benchmarks.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts a main class in a Java of its own, with this one's class path. */
public final class JavaProcess {
  private JavaProcess() {}

  /**
   * Starts it; what it says goes into the log.
   *
   * @param options of the virtual machine
   */
  public static Process start(Path log, List<String> options, Class<?> main, String... arguments)
      throws IOException {
    return new ProcessBuilder(command(options, main, arguments))
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  /** The command line that starts it. */
  public static List<String> command(List<String> options, Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return command;
  }
}
