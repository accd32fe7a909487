package hk.innopark.cli.command;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import hk.innopark.embedded.stack.DataFolder;
import hk.innopark.embedded.stack.EmbeddedStack;
import hk.innopark.embedded.stack.StackCounts;
import hk.innopark.embedded.stack.StackSettings;
import hk.innopark.events.RefusedException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "up",
    description =
        "The whole stack in one process, with three simulated estates, until Ctrl-C or for a time."
            + " Everything is kept in one folder: the next start goes on from there.",
    mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {
  private static final Duration LONGEST_STOP = Duration.ofSeconds(45);

  /** For counts that add up; on a machine that is not overloaded it is not needed. */
  private static final Duration LONGEST_DRAIN = Duration.ofSeconds(45);

  private static final Duration WATCH = Duration.ofSeconds(1);

  @Spec private CommandSpec spec;

  @Option(
      names = "--for",
      paramLabel = "DUR",
      description = "Stop by itself after so long, such as PT3M.")
  private Duration duration;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where everything is kept. Default: data beside the innopark script.")
  private Path data;

  @Option(
      names = "--history",
      paramLabel = "DUR",
      defaultValue = "PT24H",
      description =
          "How much history the plants have at the first start. Default: ${DEFAULT-VALUE}.")
  private Duration history;

  @Option(
      names = "--summary",
      paramLabel = "FILE",
      description = "Write counts of what happened, as JSON, at the end.")
  private Path summary;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8080",
      description = "Of the console, on 127.0.0.1. Default: ${DEFAULT-VALUE}.")
  private int port;

  private final CountDownLatch stopping = new CountDownLatch(1);

  @Override
  public Integer call() throws Exception {
    requireArguments();
    Terminal terminal = Terminal.standard();
    try (DataFolder folder = DataFolder.open(Home.data(data))) {
      logInto(folder.root().resolve("logs"));
      StackSettings settings = new StackSettings(Home.installation(folder.root()), history, port);
      UpScreen screen = new UpScreen(terminal);
      EmbeddedStack stack = EmbeddedStack.on(folder, settings, screen);
      TerminationSignals.handle(() -> stopOrCutOff(terminal));
      screen.title();
      return run(stack, screen, terminal, folder.root().resolve("secrets"));
    }
  }

  private int run(EmbeddedStack stack, UpScreen screen, Terminal terminal, Path secrets)
      throws Exception {
    long end = System.nanoTime() + (duration == null ? 0 : duration.toNanos());
    try (stack) {
      startUnlessStopped(stack);
      if (stopping.getCount() > 0) {
        screen.urls(stack.urls(), secrets);
      }
      Optional<String> failure = stack.failure();
      while (failure.isEmpty() && !isOver(end)) {
        failure = stack.failure();
      }
      stop(terminal);
      screen.stopping();
      if (failure.isPresent()) {
        throw new RefusedException(failure.get() + "; the log in the data folder says more");
      }
      if (summary != null) {
        StackCounts counts = stack.finish(LONGEST_DRAIN);
        write(counts);
        screen.counts(counts);
      }
    }
    screen.stopped();
    return ExitCode.DONE;
  }

  private void startUnlessStopped(EmbeddedStack stack) throws Exception {
    try {
      stack.start();
    } catch (Exception failure) {
      if (stopping.getCount() > 0) {
        throw failure;
      }
      throw new RefusedException("stopped before everything was up", failure);
    }
  }

  private boolean isOver(long end) throws InterruptedException {
    long left =
        duration == null ? WATCH.toNanos() : Math.min(end - System.nanoTime(), WATCH.toNanos());
    return left <= 0 || stopping.await(left, TimeUnit.NANOSECONDS);
  }

  /** The second time somebody asks, there is no time left for order. */
  private void stopOrCutOff(Terminal terminal) {
    if (stopping.getCount() == 0) {
      terminal.say("  cut off: the next start goes on from the last checkpoint");
      Runtime.getRuntime().halt(ExitCode.CUT_OFF);
    }
    stop(terminal);
  }

  /** Begins the stop, and sees to it that it has an end. */
  private synchronized void stop(Terminal terminal) {
    if (stopping.getCount() == 0) {
      return;
    }
    stopping.countDown();
    Duration longestStop = summary == null ? LONGEST_STOP : LONGEST_STOP.plus(LONGEST_DRAIN);
    Thread watchdog =
        new Thread(
            () -> {
              try {
                Thread.sleep(longestStop.toMillis());
              } catch (InterruptedException never) {
                Thread.currentThread().interrupt();
              }
              terminal.say("  not everything stopped in time: the rest is cut off");
              // child processes end as their standard input closes
              Runtime.getRuntime().halt(ExitCode.CUT_OFF);
            },
            "watchdog");
    watchdog.setDaemon(true);
    watchdog.start();
  }

  private void requireArguments() throws RefusedException {
    if (port < 1 || port > 65_535) {
      throw new ParameterException(
          spec.commandLine(), "--port must be from 1 to 65535, not " + port);
    }
    if (summary != null) {
      Path folder = summary.toAbsolutePath().getParent();
      if (Files.isDirectory(summary) || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
        throw new RefusedException("--summary: " + summary + " cannot be written");
      }
    }
  }

  /** Before the first logger is made. What libraries print goes beside the log. */
  private static void logInto(Path logs) throws IOException {
    System.setProperty("log4j2.configurationFile", "log4j2-up.xml");
    System.setProperty("innopark.logs", logs.toString());
    PrintStream printed =
        new PrintStream(
            Files.newOutputStream(logs.resolve("printed.log")), true, StandardCharsets.UTF_8);
    System.setOut(printed);
    System.setErr(printed);
  }

  private void write(StackCounts counts) throws IOException {
    Path unfinished = summary.resolveSibling(summary.getFileName() + ".new");
    Files.writeString(
        unfinished,
        new JsonMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(counts)
            + System.lineSeparator());
    Files.move(unfinished, summary, StandardCopyOption.REPLACE_EXISTING);
  }
}
