package hk.innopark.cli.command;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.TypeConversionException;

/** Durations as arguments: ISO 8601, above zero. */
final class Durations {
  private Durations() {}

  static Duration parse(String text) {
    try {
      Duration duration = Duration.parse(text);
      if (!duration.isNegative() && !duration.isZero()) {
        return duration;
      }
    } catch (DateTimeParseException malformed) {
      // refused below, like a negative one
    }
    throw new TypeConversionException(
        "'" + text + "' is not a duration above zero in ISO 8601, such as PT3M or PT24H");
  }
}
