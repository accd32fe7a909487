package hk.innopark.gateway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A server in a process of its own, which can be killed, frozen and started again. */
public abstract class ServerProcess implements AutoCloseable {
  private static final Duration START_TIMEOUT = Duration.ofMinutes(2);

  private final Path log;
  private Process process;

  protected ServerProcess(Path log) {
    this.log = log;
  }

  protected abstract List<String> command() throws IOException;

  protected Map<String, String> environment() {
    return Map.of();
  }

  /** The port that tells that the server is up; 0 where there is none. */
  public abstract int port();

  /** Starts it, and waits until its port answers. */
  public final void start() {
    launch();
    long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
    while (port() != 0 && !answers(port())) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new IllegalStateException(
            getClass().getSimpleName() + " did not start: " + logTail());
      }
      pause();
    }
  }

  /** Starts it without waiting. */
  public final void launch() {
    try {
      Files.createDirectories(log.getParent());
      ProcessBuilder builder = new ProcessBuilder(command());
      builder.environment().putAll(environment());
      builder.redirectErrorStream(true);
      builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      process = builder.start();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** What it has used of the processors since it was launched. */
  public final double processorSeconds() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3;
  }

  public final boolean isAlive() {
    return process != null && process.isAlive();
  }

  private String logTail() {
    try {
      String text = Files.readString(log);
      return text.substring(Math.max(0, text.length() - 2_000));
    } catch (IOException unreadable) {
      return "no log";
    }
  }

  /** SIGKILL. */
  public final void kill() {
    process.destroyForcibly();
    awaitExit();
  }

  /** SIGTERM. */
  public final int terminate() {
    process.destroy();
    return awaitExit();
  }

  private int awaitExit() {
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new IllegalStateException(getClass().getSimpleName() + " does not end, see " + log);
      }
      return process.exitValue();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /** SIGSTOP: its ports still accept, and nothing answers. */
  public final void freeze() {
    signal("STOP");
  }

  public final void thaw() {
    signal("CONT");
  }

  private void signal(String name) {
    try {
      int exit =
          new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
              .inheritIO()
              .start()
              .waitFor();
      if (exit != 0) {
        throw new IllegalStateException("kill -" + name + " failed");
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  @Override
  public final void close() {
    if (isAlive()) {
      process.destroyForcibly();
      awaitExit();
    }
  }

  static boolean answers(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /** The command of a JVM with the tests' class path. */
  protected static List<String> java(String heap, Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add(heap);
    command.add("-XX:+UseSerialGC");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-Xshare:auto");
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(main.getName());
    command.addAll(Arrays.asList(arguments));
    return command;
  }
}
