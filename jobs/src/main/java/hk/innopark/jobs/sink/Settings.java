package hk.innopark.jobs.sink;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Typed reads of environment variables; a value that is missing or invalid is refused with an
 * {@link IllegalArgumentException} that names its key.
 */
public final class Settings {
  private final Map<String, String> environment;

  public Settings(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /** The value, without surrounding white space; empty where it is not set or blank. */
  public Optional<String> text(String key) {
    return Optional.ofNullable(environment.get(key)).map(String::strip).filter(v -> !v.isEmpty());
  }

  public String required(String key) {
    return text(key).orElseThrow(() -> new IllegalArgumentException(key + " is not set"));
  }

  /** An ISO 8601 duration above zero, such as {@code PT30S}. */
  public Duration duration(String key, Duration absent) {
    Optional<String> value = text(key);
    if (value.isEmpty()) {
      return absent;
    }
    try {
      Duration duration = Duration.parse(value.get());
      if (!duration.isNegative() && !duration.isZero()) {
        return duration;
      }
    } catch (DateTimeParseException notIso) {
      // refused below, with the key
    }
    throw invalid(key, value.get(), "a duration above zero such as PT30S");
  }

  /** A whole number of at least one. */
  public int count(String key, int absent) {
    Optional<String> value = text(key);
    if (value.isEmpty()) {
      return absent;
    }
    try {
      int count = Integer.parseInt(value.get());
      if (count >= 1) {
        return count;
      }
    } catch (NumberFormatException notWhole) {
      // refused below, with the key
    }
    throw invalid(key, value.get(), "a whole number from 1");
  }

  /** One of an enum's names, in any case, with {@code -} or {@code _}. */
  public <E extends Enum<E>> E choice(String key, E absent) {
    Optional<String> value = text(key);
    if (value.isEmpty()) {
      return absent;
    }
    E[] choices = absent.getDeclaringClass().getEnumConstants();
    String wanted = value.get().toUpperCase(Locale.ROOT).replace('-', '_');
    for (E choice : choices) {
      if (choice.name().equals(wanted)) {
        return choice;
      }
    }
    throw invalid(key, value.get(), "one of " + Arrays.toString(choices));
  }

  /**
   * The secret in the variable itself, or in the file that {@code KEY_FILE} names, which is
   * followed.
   */
  public Optional<Secret> secret(String key) {
    String fileKey = key + "_FILE";
    Optional<String> file = text(fileKey);
    if (file.isEmpty()) {
      return text(key).map(Secret::of);
    }
    if (text(key).isPresent()) {
      throw new IllegalArgumentException(key + " and " + fileKey + " are both set");
    }
    try {
      String content = Files.readString(Path.of(file.get())).strip();
      if (content.isEmpty()) {
        throw new IllegalArgumentException(fileKey + ": " + file.get() + " is empty");
      }
      return Optional.of(Secret.of(Path.of(file.get()), content));
    } catch (IOException unreadable) {
      throw new IllegalArgumentException(
          fileKey + ": cannot read " + file.get() + ": " + unreadable, unreadable);
    }
  }

  private static IllegalArgumentException invalid(String key, String value, String expected) {
    return new IllegalArgumentException(key + " is \"" + value + "\"; expected " + expected);
  }
}
