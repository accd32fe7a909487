package hk.innopark.broker;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** Writes users files for tests. */
final class TestUsers {
  private static final String SALT = "0badc0de";

  private TestUsers() {}

  static User user(String name, String password) {
    return user(name, password, List.of(), List.of());
  }

  static User user(String name, String password, List<String> publish, List<String> subscribe) {
    return new User(name, SALT, hash(password), publish, subscribe);
  }

  static String json(User... users) {
    return Arrays.stream(users)
        .map(
            user ->
                """
                {"name": "%s", "salt": "%s", "passwordSha256": "%s",
                 "publish": %s, "subscribe": %s}"""
                    .formatted(
                        user.name(),
                        user.salt(),
                        user.passwordSha256(),
                        array(user.publish()),
                        array(user.subscribe())))
        .collect(Collectors.joining(",\n", "{\"users\": [", "]}"));
  }

  private static String array(List<String> texts) {
    return texts.stream()
        .map(text -> "\"" + text + "\"")
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String hash(String password) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(HexFormat.of().parseHex(SALT));
      return HexFormat.of().formatHex(sha256.digest(password.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
