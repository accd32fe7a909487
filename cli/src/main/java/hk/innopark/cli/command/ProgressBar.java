package hk.innopark.cli.command;

import java.util.Locale;

/** A line of the terminal that shows how far something is. Not thread-safe. */
final class ProgressBar {
  private static final int WIDTH = 28;
  private static final long REDRAW_NANOS = 100_000_000L;

  private final Terminal terminal;
  private final String label;
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
    return String.format(
        Locale.ROOT, "  %-14s %s %3.0f %%  %,d messages", label, bar, fraction * 100, messages);
  }
}
