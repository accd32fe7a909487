package hk.innopark.embedded.stack;

import hk.innopark.events.RefusedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** The folder of everything that the stack keeps, held by one process at a time. */
public final class DataFolder implements AutoCloseable {
  private static final long NEEDED_BYTES = 1L << 30;
  private static final String LOCK_FILE = "in-use.lock";
  private static final String NOT_ENDED = "not-ended";

  /** Which ports were chosen. */
  static final String PORTS_FILE = "ports.json";

  private final Path root;
  private final FileChannel lock;

  private DataFolder(Path root, FileChannel lock) {
    this.root = root;
    this.lock = lock;
  }

  /**
   * Takes the folder, creating it where it is missing.
   *
   * @throws RefusedException where it cannot be written, is too full, or another process holds it
   */
  public static DataFolder open(Path folder) throws RefusedException {
    Path root = folder.toAbsolutePath().normalize();
    try {
      Files.createDirectories(root);
      FileChannel lock = lock(root);
      requireSpace(root);
      for (String child : new String[] {"logs", "secrets", "plants"}) {
        Files.createDirectories(root.resolve(child));
      }
      Files.setPosixFilePermissions(
          root.resolve("secrets"), PosixFilePermissions.fromString("rwx------"));
      return new DataFolder(root, lock);
    } catch (FileAlreadyExistsException file) {
      throw new RefusedException("data folder " + root + " is a file", file);
    } catch (AccessDeniedException denied) {
      throw new RefusedException("data folder " + root + " cannot be written", denied);
    } catch (IOException unwritable) {
      throw new RefusedException(
          "data folder " + root + " cannot be written: " + unwritable.getMessage(), unwritable);
    }
  }

  private static FileChannel lock(Path root) throws IOException, RefusedException {
    Path file = root.resolve(LOCK_FILE);
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    if (tryLock(channel) == null) {
      String holder = Files.readString(file).strip();
      channel.close();
      throw new RefusedException(
          "data folder "
              + root
              + " is in use by another innopark"
              + (holder.isEmpty() ? "" : " (process " + holder + ")"));
    }
    channel.truncate(0);
    channel.write(
        ByteBuffer.wrap(
            Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8)));
    return channel;
  }

  /** Whether a process holds the folder. */
  static boolean isInUse(Path folder) {
    try (FileChannel channel =
        FileChannel.open(folder.resolve(LOCK_FILE), StandardOpenOption.WRITE)) {
      return tryLock(channel) == null;
    } catch (IOException notEvenThere) {
      return false;
    }
  }

  private static FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException heldByThisProcess) {
      return null;
    }
  }

  private static void requireSpace(Path root) throws IOException, RefusedException {
    long free = Files.getFileStore(root).getUsableSpace();
    if (free < NEEDED_BYTES) {
      throw new RefusedException(
          "data folder %s has %d MiB of free space left, but 1024 MiB are needed"
              .formatted(root, free >> 20));
    }
  }

  public Path root() {
    return root;
  }

  Path child(String name) {
    return root.resolve(name);
  }

  /** Remembers that work has begun; says whether the work before was not ended in order. */
  boolean begin() throws IOException {
    try {
      Files.createFile(root.resolve(NOT_ENDED));
      return false;
    } catch (FileAlreadyExistsException killed) {
      return true;
    }
  }

  /** Remembers that work was ended in order. */
  void end() throws IOException {
    Files.deleteIfExists(root.resolve(NOT_ENDED));
  }

  Path secret(String name) {
    return root.resolve("secrets").resolve(name);
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
