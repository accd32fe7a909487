package hk.innopark.broker;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Who may connect, and to what.
 *
 * @param salt hex; goes before the password
 * @param passwordSha256 hex of SHA-256 over the salt's bytes and the password's. Passwords are
 *     random keys of 128 bits or more, so a slow hash would add nothing
 * @param publish topic filters; nothing else may be published
 * @param subscribe topic filters; nothing else may be subscribed to
 */
record User(
    String name, String salt, String passwordSha256, List<String> publish, List<String> subscribe) {

  User {
    if (name == null || name.isBlank()) {
      throw new IllegalArgumentException("a user has no name");
    }
    requireHex(name, "salt", salt, 0);
    requireHex(name, "passwordSha256", passwordSha256, 64);
    publish = publish == null ? List.of() : List.copyOf(publish);
    subscribe = subscribe == null ? List.of() : List.copyOf(subscribe);
  }

  boolean hasPassword(byte[] password) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(HexFormat.of().parseHex(salt));
      return MessageDigest.isEqual(
          sha256.digest(password), HexFormat.of().parseHex(passwordSha256));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /**
   * Whether it may connect with this client id. Users of devices hold a slash in their names, and
   * each has its own name alone: nobody can take another device's session.
   */
  boolean mayBe(String clientId) {
    return name.indexOf('/') < 0 || name.equals(clientId);
  }

  @Override
  public String toString() {
    return "user " + name;
  }

  private static void requireHex(String name, String key, String value, int length) {
    boolean rightLength = value != null && (length == 0 || value.length() == length);
    if (!rightLength || !value.matches("([0-9a-f]{2})+")) {
      throw new IllegalArgumentException(
          "user " + name + ": " + key + " must be lower-case hex" + (length == 0 ? "" : ", 64"));
    }
  }
}
