package hk.innopark.events.settings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Typed reads of environment variables; a value that is missing or invalid is refused with an
 * {@link IllegalArgumentException} that names its key.
 */
public final class Settings {
  private static final int LAST_PORT = 65_535;

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

  /** As {@link #required(String)}; the refusal shows how such a value looks. */
  public String required(String key, String example) {
    return text(key)
        .orElseThrow(
            () -> new IllegalArgumentException(key + " is not set, for example " + example));
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
    return whole(key, absent, 1, Integer.MAX_VALUE, "a whole number from 1");
  }

  /** A port to listen at; 0 is any that is free. */
  public int port(String key, int absent) {
    return whole(key, absent, 0, LAST_PORT, "0 to " + LAST_PORT);
  }

  private int whole(String key, int absent, int least, int greatest, String expected) {
    Optional<String> value = text(key);
    if (value.isEmpty()) {
      return absent;
    }
    try {
      int number = Integer.parseInt(value.get());
      if (number >= least && number <= greatest) {
        return number;
      }
    } catch (NumberFormatException notWhole) {
      // refused below, with the key
    }
    throw invalid(key, value.get(), expected);
  }

  /** {@code true} or {@code false}; false where it is not set. */
  public boolean flag(String key) {
    String value = text(key).orElse("false");
    if (!value.equals("true") && !value.equals("false")) {
      throw invalid(key, value, "true or false");
    }
    return value.equals("true");
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

  /** A file that can be read. */
  public Optional<Path> file(String key) {
    Optional<Path> file = text(key).map(Path::of);
    if (file.isPresent() && !Files.isReadable(file.get())) {
      throw new IllegalArgumentException(key + ": " + file.get() + " cannot be read");
    }
    return file;
  }

  /** What the properties file holds that the key names; nothing where it is not set. */
  public Properties properties(String key) {
    return PropertiesSetting.read(environment, key);
  }

  /**
   * The secret in the variable itself, or in the file that {@code KEY_FILE} names, which is
   * followed.
   */
  public Optional<SecretValue> secret(String key) {
    return SecretSetting.read(environment, key)
        .map(
            now ->
                SecretSetting.file(environment, key)
                    .map(file -> SecretValue.of(file, now))
                    .orElseGet(() -> SecretValue.of(now)));
  }

  private static IllegalArgumentException invalid(String key, String value, String expected) {
    return new IllegalArgumentException(key + " is \"" + value + "\"; expected " + expected);
  }
}
