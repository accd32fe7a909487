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
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
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

    List<RefusedMessage> read(Properties kafka) throws IOException {
      List<RefusedMessage> letters = new ArrayList<>();
      Instant since = within == null ? Instant.EPOCH : Instant.now().minus(within);
      AtomicLong seen = new AtomicLong();
      try (Waiting reading =
          Waiting.until(() -> "reading dead letters: %,d so far".formatted(seen.get()))) {
        DeadLetterTopic.read(
            kafka,
            since,
            letter -> {
              seen.incrementAndGet();
              if (reason == null || reason.equalsIgnoreCase(letter.reason())) {
                letters.add(letter);
              }
            });
      }
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
    @Mixin private OutputOption output;

    @Option(
        names = "--last",
        paramLabel = "N",
        defaultValue = "20",
        description = "How many are shown one by one. Default: ${DEFAULT-VALUE}.")
    private int last;

    @Override
    public Integer call() throws Exception {
      List<RefusedMessage> letters = choice.read(stack.kafka());
      TreeMap<String, Integer> reasons = new TreeMap<>();
      letters.forEach(letter -> reasons.merge(letter.reason(), 1, Integer::sum));
      List<Shown> newest =
          letters.stream().skip(Math.max(0, letters.size() - last)).map(Shown::of).toList();
      output.say(
          new Listed(newest, reasons, letters.size()),
          terminal -> {
            newest.forEach(letter -> terminal.say(line(letter)));
            reasons.forEach((reason, count) -> terminal.say("%,9d  %s".formatted(count, reason)));
            terminal.say("%,9d  in all".formatted(letters.size()));
          });
      return ExitCode.DONE;
    }

    private record Listed(List<Shown> newest, Map<String, Integer> reasons, int total) {}

    private record Shown(String refusedAt, String reason, String sha256, String topic) {
      static Shown of(RefusedMessage letter) {
        return new Shown(
            letter.refusedAt().toString(),
            letter.reason(),
            letter.sha256(),
            // the topic may hold anything
            letter.topic().replaceAll("[^\\x20-\\x7e]", "?"));
      }
    }

    private static String line(Shown letter) {
      String hash = letter.sha256();
      return "%s  %-16s  %s  %s"
          .formatted(
              letter.refusedAt(),
              letter.reason(),
              hash.substring(0, Math.min(HASH_DIGITS, hash.length())),
              letter.topic());
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
    @Mixin private OutputOption output;

    @Override
    public Integer call() throws Exception {
      Properties kafka = stack.kafka();
      Redrive redrive = Redrive.of(choice.read(kafka));
      Sent sent = send(redrive, kafka);
      output.say(
          sent,
          terminal -> {
            terminal.say("%,9d  sent again".formatted(sent.sent()));
            tell(terminal, sent.repeated(), "refused more than once, sent once");
            tell(terminal, sent.cut(), "not sent: only the beginning was kept");
            tell(terminal, sent.sparkplug(), "not sent: Sparkplug, see restate");
          });
      return ExitCode.DONE;
    }

    private record Sent(long sent, long repeated, long cut, long sparkplug) {}

    private static Sent send(Redrive redrive, Properties kafka) throws Exception {
      try (KafkaSink sink = KafkaSink.connect(kafka, "redrive");
          Waiting sending =
              Waiting.until(() -> "sending: %,d confirmed".formatted(sink.acknowledged()))) {
        redrive.send(sink, Clock.systemUTC());
        if (!sink.drain(CONFIRM)) {
          throw new IOException(
              "Kafka at %s has not confirmed every message"
                  .formatted(kafka.getProperty("bootstrap.servers")));
        }
        return new Sent(
            sink.acknowledged(), redrive.repeated(), redrive.cut(), redrive.sparkplug());
      }
    }

    private static void tell(Terminal terminal, long count, String what) {
      if (count > 0) {
        terminal.say("%,9d  %s".formatted(count, what));
      }
    }
  }
}
