package hk.innopark.broker;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The users of a JSON file, {@code {"users": [{"name", "salt", "passwordSha256", "publish": [],
 * "subscribe": []}]}}, read again when the file changes. Thread-safe.
 */
final class UsersFile {
  private static final Logger LOG = LoggerFactory.getLogger(UsersFile.class);
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private final Path file;
  private FileTime readAt;
  private Map<String, User> users;

  private UsersFile(Path file, FileTime readAt, Map<String, User> users) {
    this.file = file;
    this.readAt = readAt;
    this.users = users;
  }

  /**
   * Reads the file.
   *
   * @throws IOException naming the file and what is wrong with it
   */
  static UsersFile open(Path file) throws IOException {
    return new UsersFile(file, Files.getLastModifiedTime(file), read(file));
  }

  /** The user of that name and password; none where either is wrong. */
  synchronized Optional<User> find(String name, byte[] password) {
    readAgainWhenChanged();
    return Optional.ofNullable(users.get(name)).filter(user -> user.hasPassword(password));
  }

  private void readAgainWhenChanged() {
    try {
      FileTime changedAt = Files.getLastModifiedTime(file);
      if (!changedAt.equals(readAt)) {
        users = read(file);
        readAt = changedAt;
      }
    } catch (IOException unreadable) {
      // the users known before stay valid: a half-written file locks nobody out
      LOG.error("users stay as they were: {}", unreadable.getMessage());
    }
  }

  private static Map<String, User> read(Path file) throws IOException {
    try {
      Users content = JSON.readValue(file.toFile(), Users.class);
      if (content.users() == null) {
        throw new IOException("\"users\" is missing");
      }
      return content.users().stream().collect(Collectors.toMap(User::name, Function.identity()));
    } catch (IllegalStateException duplicate) {
      throw new IOException(file + ": a user's name is there twice", duplicate);
    } catch (IOException malformed) {
      throw new IOException(file + ": " + firstLine(malformed.getMessage()), malformed);
    }
  }

  private static String firstLine(String text) {
    int end = text.indexOf('\n');
    return end < 0 ? text : text.substring(0, end);
  }

  private record Users(List<User> users) {}
}
