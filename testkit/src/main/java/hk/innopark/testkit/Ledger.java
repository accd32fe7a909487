package hk.innopark.testkit;

import hk.innopark.registry.ledger.LedgerJson;
import hk.innopark.registry.ledger.LedgerRow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Ledger rows as {@code innopark compute} writes them to {@code ledger.ndjson}. */
public final class Ledger {
  private final List<LedgerRow> rows;

  private Ledger(List<LedgerRow> rows) {
    this.rows = rows;
  }

  /**
   * @throws IOException where the file cannot be read
   */
  public static Ledger read(Path file) throws IOException {
    return new Ledger(Files.readAllLines(file).stream().map(LedgerJson::parse).toList());
  }

  public List<LedgerRow> rows() {
    return rows;
  }

  /** The newest hash of each chain, by {@code tenant origin}. */
  public Map<String, String> heads() {
    Map<String, String> heads = new TreeMap<>();
    rows.forEach(row -> heads.put(chain(row), row.hash()));
    return heads;
  }

  /**
   * One hash over the heads of all chains: equal where the ledgers hold the same rows in the same
   * order, and practically only there.
   */
  public String hash() {
    MessageDigest digest = sha256();
    heads()
        .forEach(
            (chain, head) ->
                digest.update((chain + '=' + head + '\n').getBytes(StandardCharsets.UTF_8)));
    return HexFormat.of().formatHex(digest.digest());
  }

  /**
   * One hash over everything but what names the messages' bytes ({@code raw_digest}, {@code
   * raw_messages} and the digest's elements), so that the same readings in JSON and in Sparkplug
   * give the same one.
   */
  public String figuresHash() {
    MessageDigest digest = sha256();
    for (LedgerRow row : rows) {
      String text =
          String.join(
              "|",
              chain(row),
              String.valueOf(row.entry().line()),
              row.entry().measurement(),
              row.entry().grain(),
              Long.toString(row.entry().periodStartMillis()),
              Integer.toString(row.entry().revision()),
              row.entry().figures(),
              String.valueOf(row.entry().coverage()));
      digest.update((text + '\n').getBytes(StandardCharsets.UTF_8));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  static String chain(LedgerRow row) {
    return row.entry().tenant() + ' ' + row.entry().origin();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java runtime has SHA-256", impossible);
    }
  }
}
