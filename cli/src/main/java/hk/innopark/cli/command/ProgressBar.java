package hk.innopark.cli.command;

import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/** A line of the terminal that shows how far something is. Not thread-safe. */
final class ProgressBar {
  private static final int WIDTH = 28;
  private static final long REDRAW_NANOS = 100_000_000L;

  /** Before that a rate is that of starting, and the rest at it would be hours. */
  private static final double STEADY_SECONDS = 3;

  private static final double STEADY_FRACTION = 0.02;

  private final Terminal terminal;
  private final String label;
  private final LongSupplier nanos;
  private final long beginNanos;
  private long drawnAtNanos;
  private int quarterSaid = -1;
  private boolean complete;

  ProgressBar(Terminal terminal, String label) {
    this(terminal, label, System::nanoTime);
  }

  ProgressBar(Terminal terminal, String label, LongSupplier nanos) {
    this.terminal = terminal;
    this.label = label;
    this.nanos = nanos;
    this.beginNanos = nanos.getAsLong();
  }

  /** Draws anew, not too often; at 1 for the last time. */
  void show(double fraction, long messages) {
    if (complete) {
      return;
    }
    complete = fraction >= 1;
    if (terminal.isInteractive()) {
      if (complete || nanos.getAsLong() - drawnAtNanos > REDRAW_NANOS) {
        drawnAtNanos = nanos.getAsLong();
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
    double seconds = (nanos.getAsLong() - beginNanos) / 1e9;
    return String.format(
        Locale.ROOT,
        "  %-14s %s %3.0f %%  %,d messages%s",
        label,
        bar,
        fraction * 100,
        messages,
        seconds < 1 ? "" : pace(fraction, messages, seconds));
  }

  /** The rate so far, and, once it is steady, how long the rest takes at it. */
  private static String pace(double fraction, long messages, double seconds) {
    String rate = String.format(Locale.ROOT, ", %,.0f a second", messages / seconds);
    if (fraction < STEADY_FRACTION || fraction >= 1 || seconds < STEADY_SECONDS) {
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
