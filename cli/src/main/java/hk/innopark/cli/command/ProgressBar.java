package hk.innopark.cli.command;

import java.time.Duration;
import java.util.Locale;

/** A line of the terminal that shows how far something is. Not thread-safe. */
final class ProgressBar {
  private static final int WIDTH = 28;
  private static final long REDRAW_NANOS = 100_000_000L;

  private final Terminal terminal;
  private final String label;
  private final long beginNanos = System.nanoTime();
  private long drawnAtNanos;
  private int quarterSaid = -1;
  private boolean complete;

  ProgressBar(Terminal terminal, String label) {
    this.terminal = terminal;
    this.label = label;
  }

  /** Draws anew, not too often; at 1 for the last time. */
  void show(double fraction, long messages) {
    if (complete) {
      return;
    }
    complete = fraction >= 1;
    if (terminal.isInteractive()) {
      if (complete || System.nanoTime() - drawnAtNanos > REDRAW_NANOS) {
        drawnAtNanos = System.nanoTime();
        terminal.redraw(line(fraction, messages));
      }
      if (complete) {
        terminal.endRedraw();
      }
      return;
    }
    // into a file: a line at every quarter
    int quarter = (int) (fraction * 4);
    if (quarter > quarterSaid) {
      quarterSaid = quarter;
      terminal.say(line(fraction, messages));
    }
  }

  private String line(double fraction, long messages) {
    int full = (int) Math.round(Math.min(1, fraction) * WIDTH);
    String bar = terminal.bar(full, WIDTH);
    double seconds = (System.nanoTime() - beginNanos) / 1e9;
    return String.format(
        Locale.ROOT,
        "  %-14s %s %3.0f %%  %,d messages%s",
        label,
        bar,
        fraction * 100,
        messages,
        seconds < 1 ? "" : pace(fraction, messages, seconds));
  }

  /** The rate so far, and how long the rest takes at it. */
  private static String pace(double fraction, long messages, double seconds) {
    String rate = String.format(Locale.ROOT, ", %,.0f a second", messages / seconds);
    if (fraction <= 0 || fraction >= 1) {
      return rate;
    }
    Duration left = Duration.ofSeconds((long) (seconds / fraction * (1 - fraction)) + 1);
    return rate
        + String.format(
            Locale.ROOT,
            ", %d:%02d:%02d left",
            left.toHours(),
            left.toMinutesPart(),
            left.toSecondsPart());
  }
}
