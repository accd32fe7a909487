package hk.innopark.events.settings;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** Properties that do not fit into one variable: in the file that {@code KEY} names. */
public final class PropertiesSetting {
  private PropertiesSetting() {}

  /**
   * What the file holds; nothing where the key is not set.
   *
   * @throws IllegalArgumentException where it is no properties file or cannot be read, naming key
   *     and file
   */
  public static Properties read(Map<String, String> environment, String key) {
    Properties properties = new Properties();
    String file = environment.getOrDefault(key, "").strip();
    if (!file.isEmpty()) {
      try (Reader reader = Files.newBufferedReader(Path.of(file), StandardCharsets.UTF_8)) {
        properties.load(reader);
      } catch (IOException | IllegalArgumentException unreadable) {
        throw new IllegalArgumentException(
            key + " names " + file + ", not a readable properties file", unreadable);
      }
    }
    return properties;
  }
}
