package hk.innopark.cli.command;

import hk.innopark.events.RefusedException;
import hk.innopark.operations.access.KafkaAccess;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

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

    @Override
    public Integer call() throws Exception {
      Map<String, String> environment = System.getenv();
      Properties properties = new Properties();
      String file = environment.getOrDefault("KAFKA_PROPERTIES_FILE", "");
      if (!file.isBlank()) {
        load(Path.of(file), properties);
      }
      String servers = environment.getOrDefault("KAFKA_BOOTSTRAP_SERVERS", "");
      if (servers.isBlank()) {
        throw new RefusedException("KAFKA_BOOTSTRAP_SERVERS is not set");
      }
      properties.setProperty("bootstrap.servers", servers);
      KafkaAccess.Prepared done = KafkaAccess.prepare(properties, partitions(environment));
      Terminal.standard()
          .say("%d topics, %d permissions".formatted(done.topics(), done.permissions()));
      return 0;
    }

    private static void load(Path file, Properties properties) throws RefusedException {
      try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
        properties.load(reader);
      } catch (IOException unreadable) {
        throw new RefusedException(
            "KAFKA_PROPERTIES_FILE: " + file + " cannot be read", unreadable);
      }
    }

    private static int partitions(Map<String, String> environment) throws RefusedException {
      String text =
          environment.getOrDefault("KAFKA_PARTITIONS", Integer.toString(DEFAULT_PARTITIONS));
      if (!text.matches("[1-9][0-9]{0,4}")) {
        throw new RefusedException("KAFKA_PARTITIONS is \"" + text + "\"; expected 1 to 99999");
      }
      return Integer.parseInt(text);
    }
  }
}
