package hk.innopark.embedded.stack;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * What happened between a start of the stack and its end. Nothing is lost where {@code published =
 * bridged = decoded + deadLetters + duplicates}.
 *
 * @param published messages that the plants sent and had acknowledged; their history included
 * @param history of them, stored in Kafka without passing broker and gateway
 * @param bridged messages in Kafka, refused ones included
 * @param decoded readings that the job took, those that came late included
 * @param deadLetters messages that gateway or job refused
 * @param duplicates readings that were there already
 * @param late readings older than the lateness horizon
 * @param pointsWritten to the time-series store
 * @param ledgerRows added to the ledger
 * @param oracleMismatches figures in the store that are not what truly happened at the plants
 */
@JsonPropertyOrder({
  "published",
  "bridged",
  "decoded",
  "dead_letters",
  "duplicates",
  "late",
  "points_written",
  "ledger_rows",
  "oracle_mismatches",
  "oracle_rows",
  "history"
})
public record StackCounts(
    long published,
    long history,
    long bridged,
    long decoded,
    @JsonProperty("dead_letters") long deadLetters,
    long duplicates,
    long late,
    @JsonProperty("points_written") long pointsWritten,
    @JsonProperty("ledger_rows") long ledgerRows,
    @JsonProperty("oracle_mismatches") long oracleMismatches,
    @JsonProperty("oracle_rows") long oracleRows) {}
