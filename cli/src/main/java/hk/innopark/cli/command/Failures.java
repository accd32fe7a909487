package hk.innopark.cli.command;

import hk.innopark.events.RefusedException;
import hk.innopark.registry.RegistryException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

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
    if (failure instanceof FileSystemException file && file.getReason() == null) {
      return file.getFile() + ": " + file.getClass().getSimpleName();
    }
    String message = failure.getMessage();
    boolean isForPeople = failure instanceof RefusedException || failure instanceof IOException;
    if (message == null || message.isBlank()) {
      return failure.getClass().getSimpleName();
    }
    String line = message.strip().lines().findFirst().orElseThrow();
    boolean saysItself = isForPeople || failure instanceof IllegalArgumentException;
    return saysItself || line.contains(" ")
        ? line
        : failure.getClass().getSimpleName() + ": " + line;
  }
}
