package hk.innopark.local.command;

import hk.innopark.simulators.feed.FeedRecorder;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "record",
    description = "Records a broker's traffic into a feed, until Ctrl-C or for a time.",
    mixinStandardHelpOptions = true)
final class RecordCommand implements Callable<Integer> {
  @Mixin private StackOption stack;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "The feed (NDJSON; gzip where the name ends so).")
  private Path file;

  @Option(names = "--for", paramLabel = "DUR", description = "How long, such as PT10M.")
  private Duration duration;

  @Override
  public Integer call() throws Exception {
    CountDownLatch stopping = new CountDownLatch(1);
    TerminationSignals.handle(stopping::countDown);
    FeedRecorder recorder =
        FeedRecorder.start(stack.mqtt("innopark-record"), file, Clock.systemUTC());
    if (duration == null) {
      stopping.await();
    } else if (stopping.await(duration.toMillis(), TimeUnit.MILLISECONDS)) {
      Terminal.standard().say("stopped before its time");
    }
    recorder.close();
    Terminal.standard().say("%,d messages in %s".formatted(recorder.messages(), file));
    return 0;
  }
}
