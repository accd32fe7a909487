package hk.innopark.embedded.server;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs, unpacked once from the archive on the class path. */
final class PostgresBinaries {
  private static final String UNPACKED = "unpacked";

  private PostgresBinaries() {}

  /** The folder of the programs, below the given one, which several processes may share. */
  static Path unpack(Path folder) throws IOException {
    Files.createDirectories(folder);
    Path lockFile = folder.resolve("unpacking.lock");
    try (FileChannel lock =
        FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      // held until the channel closes
      lock.lock();
      if (!Files.exists(folder.resolve(UNPACKED))) {
        try (InputStream archive =
            DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system(), architecture())) {
          unpack(archive, folder);
        }
        Files.createFile(folder.resolve(UNPACKED));
      }
    }
    return folder.resolve("bin").toAbsolutePath();
  }

  private static void unpack(InputStream archive, Path folder) throws IOException {
    try (TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(archive))) {
      TarArchiveEntry entry = tar.getNextEntry();
      while (entry != null) {
        unpackEntry(tar, entry, folder);
        entry = tar.getNextEntry();
      }
    }
  }

  private static void unpackEntry(TarArchiveInputStream tar, TarArchiveEntry entry, Path folder)
      throws IOException {
    Path target = folder.resolve(entry.getName()).normalize();
    if (!target.startsWith(folder.normalize())) {
      throw new IOException("the archive of PostgreSQL leaves its folder: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(target.getParent());
    // what a run that was killed has left half-written
    Files.deleteIfExists(target);
    if (entry.isSymbolicLink() || entry.isLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(tar, target);
    if (target.getParent().endsWith("bin")) {
      Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  private static String system() throws IOException {
    String name = System.getProperty("os.name");
    if (name.startsWith("Linux")) {
      return "Linux";
    }
    if (name.startsWith("Mac")) {
      return "Darwin";
    }
    throw new IOException("there are no programs of PostgreSQL for " + name);
  }

  private static String architecture() {
    String name = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    return name.equals("amd64") ? "x86_64" : name;
  }
}
