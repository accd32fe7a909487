package hk.innopark.cli.command;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Where a command talks to a person, or to a file that a person reads later. */
final class Terminal {
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final PrintStream out;
  private final boolean interactive;
  private final boolean unicode;
  private boolean redrawing;

  private Terminal(PrintStream out, boolean interactive, boolean unicode) {
    this.out = out;
    this.interactive = interactive;
    this.unicode = unicode;
  }

  /** Standard output as it is now, also where it is replaced later. */
  static Terminal standard() {
    return over(System.out);
  }

  /** As {@link #standard()}, of standard error. */
  static Terminal errors() {
    return over(System.err);
  }

  private static Terminal over(PrintStream stream) {
    boolean unicode =
        localeIsUtf8(System.getenv("LC_ALL"), System.getenv("LC_CTYPE"), System.getenv("LANG"));
    PrintStream out = unicode ? new PrintStream(stream, true, StandardCharsets.UTF_8) : stream;
    // the launching script knows whether standard output is a terminal; Java does not say
    boolean interactive = Boolean.getBoolean("innopark.interactive");
    return new Terminal(out, interactive, unicode);
  }

  private static boolean localeIsUtf8(String... variables) {
    for (String variable : variables) {
      if (variable != null && !variable.isEmpty()) {
        return variable.toLowerCase(java.util.Locale.ROOT).replace("-", "").endsWith("utf8");
      }
    }
    return false;
  }

  boolean isInteractive() {
    return interactive;
  }

  synchronized void say(String line) {
    if (redrawing) {
      out.print(CLEAR_LINE);
      redrawing = false;
    }
    out.println(line);
    out.flush();
  }

  /** Writes over the line that was redrawn last. */
  synchronized void redraw(String line) {
    out.print(CLEAR_LINE + line);
    out.flush();
    redrawing = true;
  }

  /** Takes the redrawn line away. */
  synchronized void clear() {
    if (redrawing) {
      out.print(CLEAR_LINE);
      out.flush();
      redrawing = false;
    }
  }

  /** Leaves the redrawn line where it is. */
  synchronized void endRedraw() {
    if (redrawing) {
      out.println();
      out.flush();
      redrawing = false;
    }
  }

  /** A check mark. */
  String tick() {
    return unicode ? "✓" : "+";
  }

  /** A bar of which so much is full. */
  String bar(int full, int width) {
    return unicode
        ? "█".repeat(full) + "░".repeat(width - full)
        : "[" + "#".repeat(full) + ".".repeat(width - full) + "]";
  }
}
