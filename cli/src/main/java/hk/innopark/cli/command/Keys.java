package hk.innopark.cli.command;

import hk.innopark.events.RefusedException;
import hk.innopark.registry.evidence.NoteVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Public keys in files. */
final class Keys {
  private Keys() {}

  /** The keys of files that hold one each. */
  static List<NoteVerifier> of(List<Path> files) throws RefusedException {
    List<NoteVerifier> keys = new ArrayList<>();
    for (Path file : files) {
      try {
        keys.add(NoteVerifier.parse(Files.readString(file)));
      } catch (IOException unreadable) {
        throw new RefusedException("--key: " + file + " cannot be read", unreadable);
      }
    }
    return keys;
  }
}
