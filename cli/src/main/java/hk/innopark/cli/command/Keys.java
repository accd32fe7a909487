package hk.innopark.cli.command;

import hk.innopark.events.RefusedException;
import hk.innopark.registry.evidence.NoteVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The ledger's key, and public keys in files. */
final class Keys {
  /** The name of a new key. */
  static final String LEDGER = "innopark-ledger";

  /** What the option says that names the private one. */
  static final String PRIVATE =
      "The private key; made there, with the public one in FILE.pub, if missing.";

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
