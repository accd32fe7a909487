package hk.innopark.registry.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/**
 * Keeps in a file how far a verification has come, so that one that was ended goes on there. The
 * file is trusted: keep it where only who verifies can write, and remove it to begin anew.
 */
public final class VerificationFile implements VerificationCourse {
  private static final long ROWS_BETWEEN = 100_000;

  private final Path file;
  private final LongConsumer rowsSoFar;
  private final Map<LedgerChain, ChainPosition> positions = new TreeMap<>();
  private long rowsKept;

  private VerificationFile(Path file, LongConsumer rowsSoFar) {
    this.file = file;
    this.rowsSoFar = rowsSoFar;
  }

  /**
   * Goes on where the file says, or begins where there is none.
   *
   * @param file null where nothing is kept
   * @param rowsSoFar takes how many rows of all chains were verified, those before included
   * @throws LedgerException where a line of it makes no sense, naming both
   */
  public static VerificationFile open(Path file, LongConsumer rowsSoFar) {
    VerificationFile course = new VerificationFile(file, rowsSoFar);
    if (file == null || !Files.exists(file)) {
      return course;
    }
    try {
      int number = 0;
      for (String line : Files.readAllLines(file)) {
        number++;
        String[] parts = line.split("\t", -1);
        boolean isWhole =
            parts.length == 5
                && parts[2].matches("[0-9]{1,18}")
                && parts[3].matches("[0-9]{1,18}")
                && parts[4].matches("[0-9a-f]{64}");
        if (!isWhole) {
          throw new LedgerException(file + ": line " + number + " is no position of a chain");
        }
        LedgerChain chain = new LedgerChain(parts[0], parts[1]);
        course.positions.put(
            chain,
            new ChainPosition(chain, Long.parseLong(parts[2]), Long.parseLong(parts[3]), parts[4]));
      }
    } catch (IOException e) {
      throw new LedgerException(file + ": cannot be read: " + e.getMessage(), e);
    }
    course.rowsKept = course.rows();
    return course;
  }

  @Override
  public ChainPosition from(LedgerChain chain) {
    return positions.getOrDefault(chain, ChainPosition.begin(chain));
  }

  @Override
  public void reached(ChainPosition position) {
    positions.put(position.chain(), position);
    long rows = rows();
    rowsSoFar.accept(rows);
    if (file != null && rows - rowsKept >= ROWS_BETWEEN) {
      keep();
      rowsKept = rows;
    }
  }

  /** The verification is complete: the next one begins anew. */
  public void finish() {
    if (file != null) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw new LedgerException(file + ": cannot be removed: " + e.getMessage(), e);
      }
    }
  }

  private long rows() {
    return positions.values().stream().mapToLong(ChainPosition::rows).sum();
  }

  private void keep() {
    StringBuilder text = new StringBuilder();
    for (ChainPosition position : positions.values()) {
      text.append(position.chain().tenant())
          .append('\t')
          .append(position.chain().origin())
          .append('\t')
          .append(position.rows())
          .append('\t')
          .append(position.seq())
          .append('\t')
          .append(position.hash())
          .append('\n');
    }
    Path unfinished = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.writeString(unfinished, text);
      Files.move(
          unfinished, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new LedgerException(file + ": cannot be written: " + e.getMessage(), e);
    }
  }
}
