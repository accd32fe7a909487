package hk.innopark.registry.access;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/** Writes the file from which the broker learns its users; it holds no password. */
public final class MqttUsersFile {
  private static final int SALT_BYTES = 16;

  private MqttUsersFile() {}

  public static void write(Path file, List<MqttUser> users) throws IOException {
    List<Entry> entries = users.stream().map(MqttUsersFile::entry).toList();
    Secret.write(file, new JsonMapper().writeValueAsString(new Content(entries)));
  }

  private static Entry entry(MqttUser user) {
    byte[] salt = new byte[SALT_BYTES];
    new SecureRandom().nextBytes(salt);
    return new Entry(
        user.name(),
        HexFormat.of().formatHex(salt),
        HexFormat.of().formatHex(hash(salt, user.password())),
        user.publish(),
        user.subscribe());
  }

  private static byte[] hash(byte[] salt, Secret password) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(salt);
      return sha256.digest(password.reveal().getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private record Content(List<Entry> users) {}

  private record Entry(
      String name,
      String salt,
      String passwordSha256,
      List<String> publish,
      List<String> subscribe) {}
}
