package hk.innopark.operations.provision;

import hk.innopark.events.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/** A folder of secrets, a file each, that only its owner may read. */
public final class TokenFolder {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private final Path folder;

  public TokenFolder(Path folder) {
    this.folder = folder;
  }

  Optional<String> read(String name) throws RefusedException {
    Path file = folder.resolve(name);
    try {
      return Files.exists(file)
          ? Optional.of(Files.readString(file).strip()).filter(token -> !token.isEmpty())
          : Optional.empty();
    } catch (IOException unreadable) {
      throw new RefusedException(file + " cannot be read", unreadable);
    }
  }

  void remove(String name) throws RefusedException {
    try {
      Files.deleteIfExists(folder.resolve(name));
    } catch (IOException stuck) {
      throw new RefusedException(folder.resolve(name) + " cannot be removed", stuck);
    }
  }

  String require(String name) throws RefusedException {
    return read(name)
        .orElseThrow(
            () ->
                new RefusedException(
                    folder.resolve(name) + " is missing: run innopark influx provision first"));
  }

  /** Whole or not at all. */
  void write(String name, String token) throws RefusedException {
    try {
      Files.createDirectories(folder);
      Path part =
          Files.createTempFile(
              folder, "." + name, "", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
      Files.writeString(part, token + "\n");
      Files.move(part, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException unwritable) {
      throw new RefusedException(folder.resolve(name) + " cannot be written", unwritable);
    }
  }
}
