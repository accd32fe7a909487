package hk.innopark.registry.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** A random password that is kept in a file which only its owner can read. */
public final class Secret {
  private static final int BYTES = 24;

  private final String value;

  private Secret(String value) {
    this.value = value;
  }

  /** The password of that file; where there is none, a new one, written there first. */
  public static Secret keptIn(Path file) throws IOException {
    if (!Files.exists(file)) {
      write(file, draw(new SecureRandom()));
    }
    String value = Files.readString(file).strip();
    if (value.isEmpty()) {
      throw new IOException(file + " is empty: it should hold a password");
    }
    return new Secret(value);
  }

  /** Never with a dash in front: programs that are given it would take it for an option. */
  static String draw(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    String drawn;
    do {
      random.nextBytes(bytes);
      drawn = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    } while (drawn.startsWith("-"));
    return drawn;
  }

  /** Writes a file that only its owner can read, whole or not at all. */
  public static void write(Path file, String content) throws IOException {
    Files.createDirectories(file.getParent());
    Path incomplete = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(incomplete);
    Files.createFile(
        incomplete,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(incomplete, content);
    Files.move(
        incomplete, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  public String reveal() {
    return value;
  }

  @Override
  public String toString() {
    return "secret";
  }
}
