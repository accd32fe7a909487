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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
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
   * Every anchor of some files.
   *
   * @throws EvidenceException where one is not signed by a key that is given, or two contradict
   */
  public static Anchors read(List<Path> files, Collection<NoteVerifier> keys) {
    Anchors anchors = new Anchors();
    files.forEach(file -> anchors.addAll(file, keys));
    return anchors;
  }

  private void addAll(Path file, Collection<NoteVerifier> keys) {
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      StringBuilder note = new StringBuilder();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.equals(BETWEEN)) {
          add(note, keys, file);
        } else {
          note.append(line).append('\n');
        }
      }
      add(note, keys, file);
    } catch (IOException e) {
      throw new EvidenceException(file + " cannot be read", e);
    }
  }

  private void add(StringBuilder note, Collection<NoteVerifier> keys, Path file) {
    if (!note.isEmpty()) {
      add(note.toString(), keys, file.toString());
      note.setLength(0);
    }
  }

  /**
   * Adds an anchor from elsewhere.
   *
   * @param where what complaints name as its place
   * @throws EvidenceException where it is not signed by a key that is given, or contradicts another
   */
  public void add(String note, Collection<NoteVerifier> keys, String where) {
    Checkpoint checkpoint;
    try {
      checkpoint = Checkpoint.open(note, keys);
    } catch (EvidenceException e) {
      throw new EvidenceException(where + ": " + e.getMessage(), e);
    }
    Checkpoint known =
        checkpoints
            .computeIfAbsent(checkpoint.chain(), chain -> new TreeMap<>())
            .putIfAbsent(checkpoint.rows(), checkpoint);
    if (known != null && !known.hash().equals(checkpoint.hash())) {
      throw new EvidenceException(
          "%s: two anchors of %s contradict each other at row %d: %s of %s, %s of %s"
              .formatted(
                  where,
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

  /** A signed checkpoint of every chain that has rows, sorted. */
  public static SortedMap<LedgerChain, String> heads(
      LedgerStore ledger, NoteSigner signer, Instant at) {
    SortedMap<LedgerChain, String> notes = new TreeMap<>();
    for (LedgerChain chain : ledger.chains()) {
      LedgerRow last = ledger.lastRow(chain).orElseThrow();
      notes.put(chain, new Checkpoint(chain, last.seq(), last.hash(), at).signed(signer));
    }
    return notes;
  }

  /** Appends notes to a file, and returns when they are on its disk. */
  public static void append(Path file, Collection<String> notes) {
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
