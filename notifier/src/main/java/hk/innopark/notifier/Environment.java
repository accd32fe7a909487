package hk.innopark.notifier;

import hk.innopark.events.settings.SecretSetting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Typed values by key; what is wrong is an IllegalArgumentException that names the key. */
final class Environment {
  private final Map<String, String> values;

  Environment(Map<String, String> values) {
    this.values = Map.copyOf(values);
  }

  Optional<String> text(String key) {
    return Optional.ofNullable(values.get(key)).map(String::strip).filter(v -> !v.isEmpty());
  }

  String required(String key, String example) {
    return text(key)
        .orElseThrow(
            () -> new IllegalArgumentException(key + " is missing, for example " + example));
  }

  Optional<String> secret(String key) {
    return SecretSetting.read(values, key);
  }

  Optional<Path> file(String key) {
    return text(key)
        .map(Path::of)
        .map(
            path -> {
              if (!Files.isReadable(path)) {
                throw new IllegalArgumentException(key + ": " + path + " cannot be read");
              }
              return path;
            });
  }

  boolean flag(String key) {
    String text = text(key).orElse("false");
    if (!text.equals("true") && !text.equals("false")) {
      throw new IllegalArgumentException(key + " is \"" + text + "\", but must be true or false");
    }
    return text.equals("true");
  }

  int port(String key, int fallback) {
    String text = text(key).orElse(Integer.toString(fallback));
    if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65_535) {
      throw new IllegalArgumentException(key + " is \"" + text + "\", but must be 0 to 65535");
    }
    return Integer.parseInt(text);
  }

  /** Above zero. */
  Duration duration(String key, Duration fallback) {
    String text = text(key).orElse(fallback.toString());
    try {
      Duration value = Duration.parse(text);
      if (!value.isNegative() && !value.isZero()) {
        return value;
      }
    } catch (DateTimeException none) {
      // told below
    }
    throw new IllegalArgumentException(
        key + " is \"" + text + "\", but must be a duration such as PT10S");
  }
}
