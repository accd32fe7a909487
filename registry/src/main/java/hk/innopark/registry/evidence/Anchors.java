package hk.innopark.registry.evidence;

import hk.innopark.registry.ledger.LedgerChain;
import hk.innopark.registry.ledger.LedgerRow;
import hk.innopark.registry.ledger.LedgerStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Checkpoints that were written elsewhere, so that who owns the database cannot rewrite a chain
 * unseen. A file of them holds notes, each after a line {@value #BETWEEN}.
 */
public final class Anchors {
  private static final String BETWEEN = "--";

  private final Map<LedgerChain, NavigableMap<Long, Checkpoint>> checkpoints = new TreeMap<>();

  private Anchors() {}

  /** No anchors. */
  public static Anchors none() {
    return new Anchors();
  }

  /**
   * Every anchor of a file.
   *
   * @throws EvidenceException where one is not signed by a key that is given, or two contradict
   */
  public static Anchors read(Path file, Collection<NoteVerifier> keys) {
    Anchors anchors = new Anchors();
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      StringBuilder note = new StringBuilder();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.equals(BETWEEN)) {
          anchors.add(note, keys, file);
        } else {
          note.append(line).append('\n');
        }
      }
      anchors.add(note, keys, file);
    } catch (IOException e) {
      throw new EvidenceException(file + " cannot be read", e);
    }
    return anchors;
  }

  private void add(StringBuilder note, Collection<NoteVerifier> keys, Path file) {
    if (note.isEmpty()) {
      return;
    }
    Checkpoint checkpoint;
    try {
      checkpoint = Checkpoint.open(note.toString(), keys);
    } catch (EvidenceException e) {
      throw new EvidenceException(file + ": " + e.getMessage(), e);
    }
    note.setLength(0);
    Checkpoint known =
        checkpoints
            .computeIfAbsent(checkpoint.chain(), chain -> new TreeMap<>())
            .putIfAbsent(checkpoint.rows(), checkpoint);
    if (known != null && !known.hash().equals(checkpoint.hash())) {
      throw new EvidenceException(
          "%s: two anchors of %s contradict each other at row %d: %s of %s, %s of %s"
              .formatted(
                  file,
                  checkpoint.chain(),
                  checkpoint.rows(),
                  known.hash(),
                  known.at(),
                  checkpoint.hash(),
                  checkpoint.at()));
    }
  }

  /** The hashes of one chain's rows that were anchored, by the number of the row. */
  public NavigableMap<Long, String> of(LedgerChain chain) {
    NavigableMap<Long, String> hashes = new TreeMap<>();
    checkpoints
        .getOrDefault(chain, new TreeMap<>())
        .forEach((rows, checkpoint) -> hashes.put(rows, checkpoint.hash()));
    return hashes;
  }

  /** The chains that were anchored, whether they are still there or not. */
  public Collection<LedgerChain> chains() {
    return List.copyOf(checkpoints.keySet());
  }

  /** A signed checkpoint of every chain that has rows. */
  public static List<String> heads(LedgerStore ledger, NoteSigner signer, Instant at) {
    List<String> notes = new ArrayList<>();
    for (LedgerChain chain : ledger.chains()) {
      LedgerRow last = ledger.lastRow(chain).orElseThrow();
      notes.add(new Checkpoint(chain, last.seq(), last.hash(), at).signed(signer));
    }
    return List.copyOf(notes);
  }

  /** Appends notes to a file, and returns when they are on its disk. */
  public static void append(Path file, List<String> notes) {
    StringBuilder text = new StringBuilder();
    notes.forEach(note -> text.append(BETWEEN).append('\n').append(note));
    try {
      Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
    } catch (IOException e) {
      throw new EvidenceException(file + " cannot be written", e);
    }
  }
}
