package hk.innopark.console.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hk.innopark.events.OutputFields;
import hk.innopark.registry.ledger.LedgerEntry;
import hk.innopark.registry.ledger.LedgerRow;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Ledger rows as HKSTP sees them: without what depends on how many items were made. The digest of
 * the raw messages is left out too. A row's hash is over counts, which are small numbers: with
 * everything else known, they could be found by trying. The digest is the part that nobody can try.
 */
public final class AuditRows {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> MEASUREMENTS =
      Set.of("energy", "sustainability", "quality_of_data");
  private static final Pattern ELEMENTS =
      Pattern.compile(
          "[a-z0-9_]+_nano_(kwh|kvarh|kg|m3|mj|l)|[a-z]+_micro_intervals"
              + "|messages|duplicates|late|dead_letters|sequence_gaps|quarantined|resets|clock_off"
              + "|stuck_ms|doubtful_ms");
  private static final Set<String> VALUES = Set.of("value", "progress");
  private static final String WITHHELD = "withheld";

  private AuditRows() {}

  /** The row without what is not shown. */
  public static StoredRow of(StoredRow stored) {
    LedgerEntry entry = stored.row().entry();
    boolean isShown = MEASUREMENTS.contains(entry.measurement());
    LedgerEntry shown =
        new LedgerEntry(
            entry.tenant(),
            entry.origin(),
            entry.line(),
            entry.measurement(),
            entry.grain(),
            entry.periodStartMillis(),
            entry.periodEndMillis(),
            entry.revision(),
            only(entry.elements(), name -> isShown && ELEMENTS.matcher(name).matches()),
            entry.isCommitment()
                ? verdict(entry.figures())
                : only(entry.figures(), name -> isShown && !OutputFields.contains(name)),
            entry.coverage(),
            entry.codeVersion(),
            entry.registryVersion(),
            entry.factorIds(),
            entry.rawMessages(),
            WITHHELD,
            entry.reason());
    LedgerRow row = stored.row();
    return new StoredRow(
        new LedgerRow(shown, row.seq(), row.previousHash(), row.hash()),
        stored.recordedAt(),
        stored.intact(),
        true);
  }

  /** A verdict in full, but for the value of a figure that is not shown. */
  private static String verdict(String figures) {
    try {
      String metric = JSON.readTree(figures).path("metric").asText();
      boolean isShown = !OutputFields.contains(metric.substring(metric.indexOf('.') + 1));
      return only(figures, name -> isShown || !VALUES.contains(name));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the ledger takes JSON objects alone", e);
    }
  }

  private static String only(String object, Predicate<String> isShown) {
    try {
      ObjectNode members = (ObjectNode) JSON.readTree(object);
      members.properties().removeIf(member -> !isShown.test(member.getKey()));
      return JSON.writeValueAsString(members);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the ledger takes JSON objects alone", e);
    }
  }
}
