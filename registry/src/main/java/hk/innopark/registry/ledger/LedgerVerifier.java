package hk.innopark.registry.ledger;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Checks hash chains: every number, every link, every content. */
public final class LedgerVerifier {
  /** Rows of one query: no snapshot of the database is held for as long as all of them take. */
  private static final int ROWS_AT_ONCE = 20_000;

  private LedgerVerifier() {}

  /** Verifies every chain of the database, sorted by tenant and origin. */
  public static List<ChainVerdict> verify(LedgerStore store) {
    return store.chains().stream().map(chain -> verify(store, chain)).toList();
  }

  /** Verifies one chain of the database. */
  public static ChainVerdict verify(LedgerStore store, LedgerChain chain) {
    return verify(store, chain, Collections.emptyNavigableMap());
  }

  /**
   * Verifies one chain of the database, reading it by portions, and holds it against what was known
   * of it elsewhere.
   *
   * @param anchored the hash of a row, by its number
   */
  public static ChainVerdict verify(
      LedgerStore store, LedgerChain chain, NavigableMap<Long, String> anchored) {
    return verify(store, chain, anchored, VerificationCourse.FROM_THE_BEGINNING);
  }

  /**
   * The same, of a chain of any length: memory does not grow with it, and it can be gone on with.
   */
  public static ChainVerdict verify(
      LedgerStore store,
      LedgerChain chain,
      NavigableMap<Long, String> anchored,
      VerificationCourse course) {
    ChainVerifier verifier = new ChainVerifier(chain, anchored);
    ChainPosition begin = course.from(chain);
    if (begin.seq() > 0) {
      verifier.goOnAfter(begin, store.row(chain, begin.seq()).orElse(null));
    }
    long seq = begin.seq();
    for (long last = seq; ; seq = last) {
      last = store.following(chain, seq, ROWS_AT_ONCE, verifier::accept);
      ChainPosition position = verifier.position();
      if (position != null) {
        course.reached(position);
      }
      if (last == seq) {
        return verifier.verdict();
      }
    }
  }

  /**
   * Verifies every chain of an exported file, sorted by tenant and origin; each chain's rows stand
   * in their order, chains may be mixed.
   *
   * @throws LedgerException where the file cannot be read or a line is no ledger row, naming both
   */
  public static List<ChainVerdict> verify(Path file) {
    Map<LedgerChain, ChainVerifier> verifiers = new TreeMap<>();
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      long number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        LedgerRow row = row(line, file, number);
        verifiers.computeIfAbsent(LedgerChain.of(row), ChainVerifier::new).accept(row);
      }
    } catch (NoSuchFileException e) {
      throw new LedgerException(file + ": no such file", e);
    } catch (CharacterCodingException e) {
      throw new LedgerException(file + ": is not UTF-8 text", e);
    } catch (IOException e) {
      String reason = Files.isDirectory(file) ? "is a folder, not a file" : e.getMessage();
      throw new LedgerException(file + ": cannot be read: " + reason, e);
    }
    return verifiers.values().stream().map(ChainVerifier::verdict).toList();
  }

  private static LedgerRow row(String line, Path file, long number) {
    try {
      return LedgerJson.parse(line);
    } catch (LedgerException e) {
      throw new LedgerException(file + ": line " + number + ": " + e.getMessage(), e);
    }
  }
}
