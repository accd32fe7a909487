package hk.innopark.cli.command;

import hk.innopark.cli.command.ExitCode.WrongSettingException;
import hk.innopark.operations.access.KafkaAccess;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "kafka",
    description = "Kafka as the stack needs it.",
    mixinStandardHelpOptions = true,
    subcommands = KafkaCommand.Prepare.class)
final class KafkaCommand {

  @Command(
      name = "prepare",
      description =
          "Creates the topics that are missing and, where the servers check it, lets users gateway"
              + " and flink do what they have to. The environment says where:"
              + " KAFKA_BOOTSTRAP_SERVERS, KAFKA_PROPERTIES_FILE (an administrator's),"
              + " KAFKA_PARTITIONS.",
      mixinStandardHelpOptions = true)
  static final class Prepare implements Callable<Integer> {
    private static final int DEFAULT_PARTITIONS = 6;

    @Mixin private OutputOption output;

    @Override
    public Integer call() throws Exception {
      ServerSettings settings = ServerSettings.ofEnvironment();
      Properties administrator = settings.kafka();
      int partitions = partitions(settings.environment());
      KafkaAccess.Prepared done;
      try (Waiting kafka = Waiting.until("Kafka prepares its topics")) {
        done = KafkaAccess.prepare(administrator, partitions);
      }
      output.say(
          done,
          terminal ->
              terminal.say(
                  "%d topics, %d permissions".formatted(done.topics(), done.permissions())));
      return ExitCode.DONE;
    }

    private static int partitions(Map<String, String> environment) throws WrongSettingException {
      String text =
          environment.getOrDefault("KAFKA_PARTITIONS", Integer.toString(DEFAULT_PARTITIONS));
      if (!text.matches("[1-9][0-9]{0,4}")) {
        throw new WrongSettingException(
            "KAFKA_PARTITIONS is \"" + text + "\"; expected 1 to 99999");
      }
      return Integer.parseInt(text);
    }
  }
}
