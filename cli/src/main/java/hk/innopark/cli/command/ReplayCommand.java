package hk.innopark.cli.command;

import hk.innopark.operations.restate.KafkaArchive;
import hk.innopark.operations.restate.WorkFolder;
import hk.innopark.simulators.feed.FeedReplay;
import hk.innopark.simulators.feed.FeedSelection;
import hk.innopark.simulators.feed.ReplayPosition;
import hk.innopark.simulators.feed.ReplaySpeed;
import hk.innopark.simulators.publish.MessageSink;
import hk.innopark.transports.kafka.KafkaSink;
import hk.innopark.transports.sparkplug.SparkplugSink;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "replay",
    description =
        "Sends a feed again, to MQTT or, with the arrival times that it holds, straight to Kafka.",
    mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {
  private enum Destination {
    MQTT,
    KAFKA
  }

  @Spec private CommandSpec spec;
  @Mixin private StackOption stack;

  @ArgGroup(multiplicity = "1")
  private Source source;

  private static final class Source {
    @Option(
        names = "--feed",
        arity = "1..*",
        paramLabel = "FILE",
        description = "Messages (NDJSON, also .gz); several feeds are merged by their arrival.")
    private List<Path> feeds;

    @Option(names = "--archive", description = "What Kafka still has in telemetry.raw.")
    private boolean archive;
  }

  @Option(
      names = "--from",
      paramLabel = "INSTANT",
      description = "Only what was received from then on, such as 2026-03-03T00:00:00Z.")
  private Instant from;

  @Option(
      names = "--until",
      paramLabel = "INSTANT",
      description = "Only what was received before then.")
  private Instant until;

  @Option(
      names = "--rebase",
      paramLabel = "INSTANT",
      description =
          "Move arrival and stamps so that the first message is of this moment; now is one too.")
  private String rebase;

  @Option(
      names = "--skip-damaged",
      description = "Pass over lines that are no messages, and say how many there were.")
  private boolean skipDamaged;

  @Option(
      names = "--resume",
      paramLabel = "FILE",
      description =
          "Keep in FILE how far the replay is, and go on there if it was ended before its end.")
  private Path position;

  @Option(
      names = "--to",
      paramLabel = "PLACE",
      defaultValue = "mqtt",
      description = "mqtt or kafka. Default: ${DEFAULT-VALUE}.")
  private Destination destination;

  @Option(
      names = "--speed",
      paramLabel = "FACTOR",
      defaultValue = "1",
      description = "1 is real time; 10; max. Default: ${DEFAULT-VALUE}.")
  private String speed;

  @Option(names = "--sparkplug", description = "The feed's JSON messages are said in Sparkplug B.")
  private boolean sparkplug;

  @Override
  public Integer call() throws Exception {
    ReplaySpeed factor;
    try {
      factor = ReplaySpeed.parse(speed);
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(spec.commandLine(), "--speed: " + wrong.getMessage(), wrong);
    }
    try (WorkFolder work = WorkFolder.create()) {
      return run(FeedReplay.open(selection(work.path())), factor);
    }
  }

  private int run(FeedReplay opened, ReplaySpeed factor) throws Exception {
    FeedReplay replay = rebase == null ? opened : opened.rebasedTo(moment());
    replay = position == null ? replay : replay.resumingAt(new ReplayPosition(position));
    TerminationSignals.handle(replay::stop);
    Terminal terminal = Terminal.standard();
    if (replay.skipped() > 0) {
      terminal.say("%,d damaged lines are passed over".formatted(replay.skipped()));
    }
    try (MessageSink sink = connect()) {
      long sent = replay.run(sink, factor, new ProgressBar(terminal, "replay")::show);
      terminal.say("%,d of %,d messages sent".formatted(sent, replay.messages()));
      return sent == replay.messages() ? ExitCode.DONE : ExitCode.FAILED;
    }
  }

  private FeedSelection selection(Path work) throws Exception {
    Instant begin = from == null ? Instant.MIN : from;
    List<Path> feeds =
        source.archive
            ? KafkaArchive.copy(stack.kafka(), from == null ? 0 : from.toEpochMilli(), work)
            : source.feeds;
    try {
      return new FeedSelection(
          feeds,
          begin,
          until == null ? Instant.MAX : until,
          skipDamaged ? FeedSelection.Damage.SKIP : FeedSelection.Damage.REFUSE);
    } catch (IllegalArgumentException contradictory) {
      throw new ParameterException(
          spec.commandLine(), "--from, --until: " + contradictory.getMessage(), contradictory);
    }
  }

  private Instant moment() {
    if (rebase.equals("now")) {
      return Instant.now();
    }
    try {
      return Instant.parse(rebase);
    } catch (DateTimeParseException malformed) {
      throw new ParameterException(
          spec.commandLine(),
          "--rebase: '" + rebase + "' is neither now nor an instant such as 2026-01-05T00:00:00Z",
          malformed);
    }
  }

  private MessageSink connect() throws Exception {
    return switch (destination) {
      case MQTT -> stack.publisher("innopark-replay", sparkplug);
      case KAFKA -> {
        MessageSink kafka = KafkaSink.connect(stack.kafka(), "replay");
        yield sparkplug ? new SparkplugSink(kafka) : kafka;
      }
    };
  }
}
