package hk.innopark.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** Whether a person or a program reads the answer. Progress and errors go to standard error. */
final class OutputOption {
  private static final JsonMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  private enum Format {
    TEXT,
    JSON
  }

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text, or json: one document on one line. Default: ${DEFAULT-VALUE}.")
  private Format format = Format.TEXT;

  /**
   * Says the answer once.
   *
   * @param answer a record or a map, for programs
   * @param text says the same to a person
   */
  void say(Object answer, Consumer<Terminal> text) throws JsonProcessingException {
    Terminal terminal = Terminal.standard();
    if (format == Format.JSON) {
      terminal.say(JSON.writeValueAsString(answer));
    } else {
      text.accept(terminal);
    }
  }
}
