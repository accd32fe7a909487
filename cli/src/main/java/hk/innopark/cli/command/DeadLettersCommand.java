package hk.innopark.cli.command;

import hk.innopark.operations.deadletter.DeadLetterTopic;
import hk.innopark.operations.deadletter.Redrive;
import hk.innopark.operations.deadletter.RefusedMessage;
import hk.innopark.transports.kafka.KafkaSink;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "deadletters",
    description = "Messages that were refused.",
    mixinStandardHelpOptions = true,
    subcommands = {DeadLettersCommand.Show.class, DeadLettersCommand.SendAgain.class})
final class DeadLettersCommand {

  /** Which letters are meant. */
  static final class Choice {
    @Option(
        names = "--reason",
        paramLabel = "REASON",
        description = "Only those that were refused for this, such as UNKNOWN_DEVICE.")
    private String reason;

    @Option(
        names = "--within",
        paramLabel = "DUR",
        description = "Only those that were refused within the last so long, such as PT1H.")
    private Duration within;

    List<RefusedMessage> read(String bootstrapServers) throws IOException {
      List<RefusedMessage> letters = new ArrayList<>();
      Instant since = within == null ? Instant.EPOCH : Instant.now().minus(within);
      DeadLetterTopic.read(
          bootstrapServers,
          since,
          letter -> {
            if (reason == null || reason.equalsIgnoreCase(letter.reason())) {
              letters.add(letter);
            }
          });
      return letters;
    }
  }

  @Command(
      name = "list",
      description = "Shows what was refused, and why; the newest last.",
      mixinStandardHelpOptions = true)
  static final class Show implements Callable<Integer> {
    private static final int HASH_DIGITS = 12;

    @Mixin private StackOption stack;
    @Mixin private Choice choice;

    @Option(
        names = "--last",
        paramLabel = "N",
        defaultValue = "20",
        description = "How many are shown one by one. Default: ${DEFAULT-VALUE}.")
    private int last;

    @Override
    public Integer call() throws Exception {
      List<RefusedMessage> letters = choice.read(stack.kafkaBootstrapServers());
      Terminal terminal = Terminal.standard();
      TreeMap<String, Integer> reasons = new TreeMap<>();
      letters.forEach(letter -> reasons.merge(letter.reason(), 1, Integer::sum));
      letters.stream()
          .skip(Math.max(0, letters.size() - last))
          .forEach(letter -> terminal.say(line(letter)));
      reasons.forEach((reason, count) -> terminal.say("%,9d  %s".formatted(count, reason)));
      terminal.say("%,9d  in all".formatted(letters.size()));
      return 0;
    }

    private static String line(RefusedMessage letter) {
      String hash = letter.sha256();
      return "%s  %-16s  %s  %s"
          .formatted(
              letter.refusedAt(),
              letter.reason(),
              hash.substring(0, Math.min(HASH_DIGITS, hash.length())),
              // the topic may hold anything
              letter.topic().replaceAll("[^\\x20-\\x7e]", "?"));
    }
  }

  @Command(
      name = "redrive",
      description =
          "Sends refused messages through the pipeline once more, for instance after the registry"
              + " has learnt a machine. What was taken meanwhile counts as a duplicate and changes"
              + " no figure.",
      mixinStandardHelpOptions = true)
  static final class SendAgain implements Callable<Integer> {
    private static final Duration CONFIRM = Duration.ofMinutes(1);

    @Mixin private StackOption stack;
    @Mixin private Choice choice;

    @Override
    public Integer call() throws Exception {
      String servers = stack.kafkaBootstrapServers();
      Redrive redrive = Redrive.of(choice.read(servers));
      try (KafkaSink sink = KafkaSink.connect(servers, "redrive")) {
        redrive.send(sink, Clock.systemUTC());
        if (!sink.drain(CONFIRM)) {
          throw new IOException("Kafka at " + servers + " has not confirmed every message");
        }
        Terminal terminal = Terminal.standard();
        terminal.say("%,9d  sent again".formatted(sink.acknowledged()));
        tell(terminal, redrive.repeated(), "refused more than once, sent once");
        tell(terminal, redrive.cut(), "not sent: only the beginning was kept");
        tell(terminal, redrive.sparkplug(), "not sent: Sparkplug, see restate");
      }
      return 0;
    }

    private static void tell(Terminal terminal, long count, String what) {
      if (count > 0) {
        terminal.say("%,9d  %s".formatted(count, what));
      }
    }
  }
}
