package hk.innopark.cli.command;

import hk.innopark.events.RefusedException;
import hk.innopark.registry.RegistryException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.apache.flink.runtime.client.JobExecutionException;

/** Says in one line what went wrong. */
final class Failures {
  private Failures() {}

  static String inOneLine(Throwable failure) {
    if (failure instanceof RegistryException registry) {
      int more = registry.problems().size() - 1;
      return registry.problems().get(0) + (more == 0 ? "" : " (and " + more + " more)");
    }
    if (failure instanceof NoSuchFileException missing) {
      return missing.getFile() + ": no such file";
    }
    if (failure instanceof AccessDeniedException denied) {
      return denied.getFile() + ": permission denied";
    }
    if (failure instanceof FileAlreadyExistsException there) {
      return there.getFile() + ": is there already";
    }
    if (failure instanceof NotDirectoryException file) {
      return file.getFile() + ": is not a folder";
    }
    if (failure instanceof FileSystemException file && file.getReason() == null) {
      return file.getFile() + ": cannot be read or written (" + nameOf(file) + ")";
    }
    if (failure instanceof JobExecutionException job) {
      return "the job failed: " + rootOf(job);
    }
    String message = failure.getMessage();
    boolean isForPeople = failure instanceof RefusedException || failure instanceof IOException;
    if (message == null || message.isBlank()) {
      return nameOf(failure);
    }
    String line = message.strip().lines().findFirst().orElseThrow();
    boolean saysItself = isForPeople || failure instanceof IllegalArgumentException;
    return saysItself || line.contains(" ") ? line : nameOf(failure) + ": " + line;
  }

  /** What Flink wraps into words of its own. */
  private static String rootOf(JobExecutionException job) {
    Throwable root = job;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root == job ? String.valueOf(job.getMessage()) : inOneLine(root);
  }

  private static String nameOf(Throwable failure) {
    return failure.getClass().getSimpleName();
  }
}
