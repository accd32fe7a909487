package hk.innopark.embedded.server;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process that ends when its standard input closes, which the operating system sees to even where
 * this process is killed.
 *
 * <p>It runs in a session of its own, so that Ctrl-C in the terminal reaches only this process,
 * which then stops its children in its own order.
 */
final class ChildProcess implements AutoCloseable {
  private static final String IN_OWN_SESSION =
      "command -v setsid >/dev/null 2>&1 && exec setsid \"$@\"; "
          + "exec perl -MPOSIX=setsid -e 'setsid(); exec @ARGV' \"$@\"";

  private final Process process;
  private final Duration patience;

  private ChildProcess(Process process, Duration patience) {
    this.process = process;
    this.patience = patience;
  }

  /**
   * Starts it; its standard output can be read from {@link #process()}.
   *
   * @param errors the file to which its standard error goes
   * @param patience how long it may take to stop before it is killed
   */
  static ChildProcess start(List<String> command, Path errors, Duration patience)
      throws IOException {
    List<String> inOwnSession = new ArrayList<>(List.of("sh", "-c", IN_OWN_SESSION, "sh"));
    inOwnSession.addAll(command);
    return new ChildProcess(
        new ProcessBuilder(inOwnSession).redirectError(errors.toFile()).start(), patience);
  }

  Process process() {
    return process;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
    } catch (IOException alreadyClosed) {
      // it has ended by itself
    }
    try {
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        kill();
      }
    } catch (InterruptedException interrupted) {
      kill();
      Thread.currentThread().interrupt();
    }
  }

  private void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
