package hk.innopark.cli.command;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Says on standard error what a command waits for: on a terminal after two seconds, each second on
 * the same line; elsewhere a line every ten seconds.
 */
final class Waiting implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration REDRAW = Duration.ofSeconds(1);
  private static final Duration REPEAT = Duration.ofSeconds(10);

  private final Terminal terminal;
  private final Supplier<String> what;
  private final long beginNanos = System.nanoTime();
  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread thread;

  private Waiting(Terminal terminal, Supplier<String> what) {
    this.terminal = terminal;
    this.what = what;
    this.thread = new Thread(this::tell, "waiting");
    thread.setDaemon(true);
    thread.start();
  }

  /** Until it is closed. */
  static Waiting until(String what) {
    return until(() -> what);
  }

  /**
   * Until it is closed.
   *
   * @param what asked from another thread
   */
  static Waiting until(Supplier<String> what) {
    return new Waiting(Terminal.errors(), what);
  }

  private void tell() {
    try {
      Duration pause = terminal.isInteractive() ? PATIENCE : REPEAT;
      while (!over.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - beginNanos);
        String line = String.format(Locale.ROOT, "  %s (%d s)", what.get(), seconds);
        if (terminal.isInteractive()) {
          terminal.redraw(line);
          pause = REDRAW;
        } else {
          terminal.say(line);
          pause = REPEAT;
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** What comes next on the terminal begins on a line of its own. */
  @Override
  public void close() {
    over.countDown();
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    terminal.clear();
  }
}
