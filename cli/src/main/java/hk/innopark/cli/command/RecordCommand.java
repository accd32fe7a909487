package hk.innopark.cli.command;

import hk.innopark.transports.mqtt.FeedRecorder;
import hk.innopark.transports.mqtt.MqttTarget;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "record",
    description = "Records a broker's traffic into a feed, until Ctrl-C or for a time.",
    mixinStandardHelpOptions = true)
final class RecordCommand implements Callable<Integer> {
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  @Mixin private StackOption stack;

  @Mixin private FeedFileOption feed;

  @Option(names = "--for", paramLabel = "DUR", description = "How long, such as PT10M.")
  private Duration duration;

  @Option(
      names = "--append",
      description = "Go on behind what the feed holds already, instead of replacing it.")
  private boolean append;

  @Override
  public Integer call() throws Exception {
    Path file = feed.file();
    CountDownLatch stopping = new CountDownLatch(1);
    TerminationSignals.handle(stopping::countDown);
    MqttTarget target = stack.mqtt("innopark-record");
    Instant end = duration == null ? Instant.MAX : Instant.now().plus(duration);
    try (FeedRecorder recorder =
        append
            ? FeedRecorder.resume(target, file, Clock.systemUTC())
            : FeedRecorder.start(target, file, Clock.systemUTC())) {
      while (stopping.getCount() > 0 && Instant.now().isBefore(end)) {
        recorder.awaitFailure(LOOK_EVERY);
      }
      Terminal.standard().say("%,d messages in %s".formatted(recorder.messages(), file));
    }
    return ExitCode.DONE;
  }
}
