package hk.innopark.cli.command;

import hk.innopark.events.RefusedException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Settings of other people's servers, from the environment. */
record ServerSettings(Map<String, String> environment) {
  static ServerSettings ofEnvironment() {
    return new ServerSettings(System.getenv());
  }

  String required(String key) throws RefusedException {
    String value = environment.get(key);
    if (value == null || value.isBlank()) {
      throw new RefusedException(key + " is not set");
    }
    return value.strip();
  }

  URI url(String key) throws RefusedException {
    String text = required(key);
    try {
      URI url = URI.create(text);
      if (url.getHost() != null
          && url.getUserInfo() == null
          && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
        return url;
      }
    } catch (IllegalArgumentException malformed) {
      throw new RefusedException(key + " is not of the form http://host:port", malformed);
    }
    throw new RefusedException(key + " is not of the form http://host:port");
  }

  /** The value itself, or what is in the file that {@code key_FILE} names. */
  String secret(String key) throws RefusedException {
    String file = environment.get(key + "_FILE");
    if (file == null) {
      return required(key);
    }
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (IOException unreadable) {
      throw new RefusedException(key + "_FILE: " + file + " cannot be read", unreadable);
    }
  }
}
