package hk.innopark.cli.command;

import hk.innopark.simulators.feed.FeedReplay;
import hk.innopark.simulators.feed.ReplaySpeed;
import hk.innopark.simulators.publish.MessageSink;
import hk.innopark.transports.kafka.KafkaSink;
import hk.innopark.transports.mqtt.MqttPublisher;
import hk.innopark.transports.mqtt.MqttTarget;
import hk.innopark.transports.sparkplug.SparkplugPublisher;
import hk.innopark.transports.sparkplug.SparkplugSink;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
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
  private static final int WINDOW = 1000;

  private enum Destination {
    MQTT,
    KAFKA
  }

  @Spec private CommandSpec spec;
  @Mixin private StackOption stack;

  @Option(
      names = "--feed",
      required = true,
      paramLabel = "FILE",
      description = "Messages (NDJSON, also .gz).")
  private Path feed;

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
    FeedReplay replay = FeedReplay.open(feed);
    TerminationSignals.handle(replay::stop);
    Terminal terminal = Terminal.standard();
    try (MessageSink sink = connect()) {
      long sent = replay.run(sink, factor, new ProgressBar(terminal, "replay")::show);
      terminal.say("%,d of %,d messages sent".formatted(sent, replay.messages()));
      return sent == replay.messages() ? 0 : 1;
    }
  }

  private MessageSink connect() throws Exception {
    return switch (destination) {
      case MQTT -> {
        MqttTarget target = stack.mqtt("innopark-replay");
        yield sparkplug
            ? new SparkplugPublisher(target, Clock.systemUTC())
            : MqttPublisher.connect(target, 1, WINDOW);
      }
      case KAFKA -> {
        MessageSink kafka = KafkaSink.connect(stack.kafkaBootstrapServers(), "replay");
        yield sparkplug ? new SparkplugSink(kafka) : kafka;
      }
    };
  }
}
