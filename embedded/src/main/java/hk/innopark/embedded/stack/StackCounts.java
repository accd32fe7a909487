package hk.innopark.embedded.stack;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * What happened between a start of the stack and its end. Nothing is lost where {@code published =
 * bridged = decoded + deadLetters + duplicates}, and the run before had read everything: what it
 * left unread is in what this one decoded, but for {@code carriedOver}.
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
 * @param carriedOver messages of a run before, which was killed, that this one has read; they are
 *     in none of the counts above
 * @param unread messages in Kafka that the job had no time for: the next start reads them. Where
 *     there are any, no hour was held against the truth
 * @param historyComplete whether the plants have sent all of their history
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
  "history",
  "history_complete",
  "carried_over",
  "unread"
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
    @JsonProperty("oracle_rows") long oracleRows,
    @JsonProperty("carried_over") long carriedOver,
    long unread,
    @JsonProperty("history_complete") boolean historyComplete) {}
