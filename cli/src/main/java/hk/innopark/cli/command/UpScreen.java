package hk.innopark.cli.command;

import hk.innopark.embedded.stack.StackCounts;
import hk.innopark.embedded.stack.StackListener;
import hk.innopark.embedded.stack.StackUrls;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** What a person sees of the stack as it comes and goes. */
final class UpScreen implements StackListener {
  private final Terminal terminal;
  private final ProgressBar history;
  private final long beginNanos = System.nanoTime();
  private boolean stopping;
  private boolean urlsSaid;

  UpScreen(Terminal terminal) {
    this.terminal = terminal;
    this.history = new ProgressBar(terminal, "history");
  }

  void title() {
    terminal.say("");
    terminal.say("  INNOPARK telemetry: three industrial estates on this machine");
    terminal.say("");
  }

  @Override
  public synchronized void started(String part, Duration took) {
    terminal.say(line(terminal.tick(), part, took));
  }

  @Override
  public synchronized void history(double fraction, long messages) {
    if (urlsSaid && !stopping) {
      history.show(fraction, messages);
    }
  }

  /**
   * Says where everything is.
   *
   * @param secrets the folder of passwords
   */
  synchronized void urls(StackUrls urls, Path secrets) {
    terminal.say("");
    terminal.say("  Console         " + urls.signIn());
    terminal.say("                  the link signs in once, as who runs the platform; later");
    terminal.say(
        "                  sign in as engineer, auditor, or a tenant's id: passwords are in");
    terminal.say("                  " + secrets + "/console-NAME");
    terminal.say("  Flink's page    " + urls.flink());
    terminal.say("  Time series     " + urls.timeSeries());
    terminal.say("");
    terminal.say(
        String.format(
            Locale.ROOT,
            "  up in %.1f s; Ctrl-C stops everything, the next start goes on from there",
            (System.nanoTime() - beginNanos) / 1e9));
    terminal.say("");
    urlsSaid = true;
  }

  synchronized void stopping() {
    stopping = true;
    terminal.endRedraw();
    terminal.say("");
    terminal.say("  stopping: what is under way is finished first");
  }

  @Override
  public synchronized void stopped(String part, Duration took) {}

  @Override
  public synchronized void failedToStop(String part, Exception cause) {
    terminal.say("  " + part + " did not stop in order: " + Failures.inOneLine(cause));
  }

  synchronized void counts(StackCounts counts) {
    terminal.say(
        String.format(
            Locale.ROOT,
            "  %,d messages published, %,d bridged: %,d decoded, %,d dead letters, %,d duplicates",
            counts.published(),
            counts.bridged(),
            counts.decoded(),
            counts.deadLetters(),
            counts.duplicates()));
    terminal.say(
        String.format(
            Locale.ROOT,
            "  %,d points and %,d ledger rows written; %,d of %,d hours wrong",
            counts.pointsWritten(),
            counts.ledgerRows(),
            counts.oracleMismatches(),
            counts.oracleRows()));
    sayWhatIsMissing(counts);
  }

  private void sayWhatIsMissing(StackCounts counts) {
    if (!counts.historyComplete()) {
      terminal.say("  the history was not complete yet: the next start goes on with it");
    }
    if (counts.unread() > 0) {
      terminal.say(
          String.format(
              Locale.ROOT,
              "  %,d messages were not read yet: the next start reads them; hours are not checked",
              counts.unread()));
    }
    if (counts.carriedOver() > 0) {
      terminal.say(
          String.format(
              Locale.ROOT,
              "  besides, %,d messages of a run before that was killed",
              counts.carriedOver()));
    }
  }

  synchronized void stopped() {
    terminal.say("  stopped");
  }

  private static String line(String mark, String part, Duration took) {
    return String.format(Locale.ROOT, "  %s %-20s %5.1f s", mark, part, took.toMillis() / 1000.0);
  }
}
