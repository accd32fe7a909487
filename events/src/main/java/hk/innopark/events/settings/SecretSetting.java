package hk.innopark.events.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** A secret of the environment: in {@code KEY}, or in the file that {@code KEY_FILE} names. */
public final class SecretSetting {
  private SecretSetting() {}

  /**
   * The secret without surrounding blanks; empty where neither is set.
   *
   * @throws IllegalArgumentException where both are set, or the file cannot be read or is empty,
   *     naming key and file
   */
  public static Optional<String> read(Map<String, String> environment, String key) {
    Optional<Path> file = file(environment, key);
    return file.isPresent() ? Optional.of(content(key, file.get())) : text(environment, key);
  }

  /**
   * The file of the secret; empty where the secret is in the environment itself or not set.
   *
   * @throws IllegalArgumentException where both are set
   */
  public static Optional<Path> file(Map<String, String> environment, String key) {
    Optional<Path> file = text(environment, fileKey(key)).map(Path::of);
    if (file.isPresent() && text(environment, key).isPresent()) {
      throw new IllegalArgumentException(key + " and " + fileKey(key) + " are both set: set one");
    }
    return file;
  }

  private static String content(String key, Path file) {
    try {
      String content = Files.readString(file, StandardCharsets.UTF_8).strip();
      if (content.isEmpty()) {
        throw new IllegalArgumentException(fileKey(key) + ": " + file + " is empty");
      }
      return content;
    } catch (IOException unreadable) {
      throw new IllegalArgumentException(
          fileKey(key) + ": " + file + " cannot be read", unreadable);
    }
  }

  private static String fileKey(String key) {
    return key + "_FILE";
  }

  private static Optional<String> text(Map<String, String> environment, String key) {
    return Optional.ofNullable(environment.get(key)).map(String::strip).filter(v -> !v.isEmpty());
  }
}
