package hk.innopark.gateway;

import hk.innopark.events.settings.PropertiesSetting;
import hk.innopark.events.settings.SecretSetting;
import hk.innopark.events.settings.SecretValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** Reads typed values by key and collects every problem, so that all are told at once. */
final class EnvironmentReader {
  private final Map<String, String> environment;
  private final List<String> problems = new ArrayList<>();

  EnvironmentReader(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /** The value without surrounding blanks; empty where it is absent or blank. */
  Optional<String> text(String key) {
    return Optional.ofNullable(environment.get(key)).map(String::strip).filter(v -> !v.isEmpty());
  }

  String required(String key, String example) {
    return text(key)
        .orElseGet(
            () -> {
              problem(key, "is missing, for example " + example);
              return "";
            });
  }

  int integer(String key, int fallback, int least, int greatest) {
    String text = text(key).orElse(null);
    if (text == null) {
      return fallback;
    }
    try {
      int value = Integer.parseInt(text);
      if (value >= least && value <= greatest) {
        return value;
      }
    } catch (NumberFormatException notWhole) {
      // told below, with the range
    }
    problem(key, "is \"" + text + "\", but must be a whole number " + least + " to " + greatest);
    return fallback;
  }

  Duration duration(String key, Duration fallback, Duration least, Duration greatest) {
    String text = text(key).orElse(null);
    if (text == null) {
      return fallback;
    }
    try {
      Duration value = Duration.parse(text);
      if (value.compareTo(least) >= 0 && value.compareTo(greatest) <= 0) {
        return value;
      }
    } catch (DateTimeParseException notDuration) {
      // told below, with the range
    }
    problem(
        key, "is \"" + text + "\", but must be an ISO 8601 duration " + least + " to " + greatest);
    return fallback;
  }

  boolean flag(String key, boolean fallback) {
    String text = text(key).orElse(null);
    if (text == null) {
      return fallback;
    }
    if (text.equals("true") || text.equals("false")) {
      return text.equals("true");
    }
    problem(key, "is \"" + text + "\", but must be true or false");
    return fallback;
  }

  /** A file that exists and can be read. */
  Optional<Path> file(String key) {
    return text(key)
        .map(Path::of)
        .filter(
            path -> {
              boolean readable = Files.isRegularFile(path) && Files.isReadable(path);
              if (!readable) {
                problem(key, "names " + path + ", which is not a readable file");
              }
              return readable;
            });
  }

  /** A secret from {@code key}, or from the file that {@code key_FILE} names. */
  Optional<SecretValue> secret(String key) {
    try {
      return SecretSetting.read(environment, key).map(SecretValue::of);
    } catch (IllegalArgumentException wrong) {
      problems.add(wrong.getMessage());
      return Optional.empty();
    }
  }

  /** What the properties file holds that the key names; nothing where it is not set. */
  Properties properties(String key) {
    try {
      return PropertiesSetting.read(environment, key);
    } catch (IllegalArgumentException wrong) {
      problems.add(wrong.getMessage());
      return new Properties();
    }
  }

  void problem(String key, String whatIsWrong) {
    problems.add(key + " " + whatIsWrong);
  }

  void throwIfProblems() {
    if (!problems.isEmpty()) {
      throw new GatewayConfigException(problems);
    }
  }
}
