package hk.innopark.jobs.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hk.innopark.registry.ledger.LedgerEntry;
import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How a job without state goes on with a ledger that another release has written: it reads Kafka
 * once more, says nothing of what was said already, and continues each chain after its last row.
 *
 * @param fromMillis Kafka's stamp from which on it reads
 * @param untilMillis arrival time up to which the other release has said everything
 * @param completeFromMillis periods that begin before are not wholly in what is read: of them
 *     nothing is said
 * @param chains where each chain stands, by {@link LedgerChainFunction#chainOf}
 */
public record LedgerTakeover(
    long fromMillis, long untilMillis, long completeFromMillis, Map<String, End> chains)
    implements Serializable {
  /** Nothing was there before. */
  public static final LedgerTakeover NONE =
      new LedgerTakeover(Long.MIN_VALUE, Long.MIN_VALUE, Long.MIN_VALUE, Map.of());

  private static final JsonMapper JSON = new JsonMapper();

  /**
   * The end of a chain.
   *
   * @param seq the number that the job gave its last row
   * @param hash its hash
   * @param known {@link #keyOf} of the entries that are there and may come out once more
   */
  public record End(long seq, String hash, List<Long> known) implements Serializable {
    public End {
      known = List.copyOf(known);
    }
  }

  public LedgerTakeover {
    chains = Map.copyOf(chains);
  }

  public boolean isNone() {
    return chains.isEmpty() && untilMillis == Long.MIN_VALUE;
  }

  /** Tells the entries of a chain apart: 64 bits of SHA-256 of period, place and revision. */
  public static long keyOf(LedgerEntry entry) {
    String name =
        String.join(
            "|",
            entry.line() == null ? "" : entry.line(),
            entry.measurement(),
            entry.grain(),
            Long.toString(entry.periodStartMillis()),
            Integer.toString(entry.revision()));
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(digest).getLong();
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java runtime has SHA-256", impossible);
    }
  }

  /** Writes it as one JSON file. */
  public void write(Path file) throws IOException {
    ObjectNode root =
        JSON.createObjectNode()
            .put("from", fromMillis)
            .put("until", untilMillis)
            .put("complete_from", completeFromMillis);
    ObjectNode ends = root.putObject("chains");
    new TreeMap<>(chains)
        .forEach(
            (chain, end) -> {
              ObjectNode node = ends.putObject(chain).put("seq", end.seq()).put("hash", end.hash());
              ArrayNode known = node.putArray("known");
              end.known().forEach(known::add);
            });
    Files.writeString(file, JSON.writeValueAsString(root) + System.lineSeparator());
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException where it cannot be read, naming the file
   */
  public static LedgerTakeover read(Path file) {
    try {
      JsonNode root = JSON.readTree(file.toFile());
      Map<String, End> chains = new TreeMap<>();
      required(root, "chains").properties().forEach(c -> chains.put(c.getKey(), end(c.getValue())));
      return new LedgerTakeover(
          required(root, "from").asLong(),
          required(root, "until").asLong(),
          required(root, "complete_from").asLong(),
          chains);
    } catch (IOException | IllegalArgumentException unreadable) {
      throw new IllegalArgumentException(
          file + " is no file of innopark migrate: " + unreadable.getMessage(), unreadable);
    }
  }

  private static End end(JsonNode node) {
    List<Long> known = new ArrayList<>();
    required(node, "known").forEach(key -> known.add(key.asLong()));
    return new End(required(node, "seq").asLong(), required(node, "hash").asText(), known);
  }

  private static JsonNode required(JsonNode node, String member) {
    return Optional.ofNullable(node.get(member))
        .orElseThrow(() -> new IllegalArgumentException(member + " is missing"));
  }
}
