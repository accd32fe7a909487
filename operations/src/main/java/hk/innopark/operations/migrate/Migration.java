package hk.innopark.operations.migrate;

import hk.innopark.events.RefusedException;
import hk.innopark.jobs.account.AccountConfig;
import hk.innopark.jobs.ledger.LedgerTakeover;
import hk.innopark.jobs.reference.ReferenceData;
import hk.innopark.registry.ledger.LedgerChain;
import hk.innopark.registry.ledger.LedgerEntry;
import hk.innopark.registry.ledger.LedgerStore;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Properties;

/**
 * Prepares a job without state to go on with the ledger that another release has written: from
 * where on it has to read Kafka once more, and where each chain stands.
 */
public final class Migration {
  /** How long after its end a period may still be revised, and 10 minutes until it closes. */
  private static final long REVISED_FOR_MILLIS =
      2 * AccountConfig.DEFAULT.latenessHorizon().toMillis() + Duration.ofMinutes(10).toMillis();

  /** How far back a reading may reach, and with it what a period's first readings follow. */
  private static final long REACH_MILLIS = AccountConfig.DEFAULT.latenessHorizon().toMillis();

  private final LedgerStore ledger;

  /**
   * What the new release will do.
   *
   * @param takeover what it is told
   * @param rows how many rows of the ledger it will compute again and leave as they are
   * @param openMonth the first day of the month that Kafka does not hold wholly, of which it says
   *     nothing; null where there is none
   */
  public record Plan(LedgerTakeover takeover, long rows, LocalDate openMonth) {}

  /**
   * @param ledger read as auditor
   */
  public Migration(LedgerStore ledger) {
    this.ledger = ledger;
  }

  /**
   * Looks at Kafka and the ledger; the job before must have stopped.
   *
   * @param client properties of a client that may read the raw topic and describe the group
   * @param group under which the job before has committed what it had read
   * @throws RefusedException where that job has read nothing
   */
  public Plan plan(Properties client, String group) throws IOException, RefusedException {
    OptionalLong held;
    long untilMillis;
    try (RawTopic raw = new RawTopic(client, group)) {
      held = raw.heldFromMillis();
      untilMillis =
          raw.readUntilMillis()
              .orElseThrow(
                  () ->
                      new RefusedException(
                          "group "
                              + group
                              + " has read nothing: KAFKA_GROUP has to be that of the job before"));
    }
    LocalDate month = monthOf(untilMillis - REVISED_FOR_MILLIS);
    long wantedMillis = startOf(month) - REACH_MILLIS;
    // the beginning of everything is complete, however early a period begins
    boolean isEverything = held.isEmpty();
    long fromMillis =
        isEverything ? Math.max(0, wantedMillis) : Math.max(held.getAsLong(), wantedMillis);
    boolean isCut = !isEverything && held.getAsLong() > wantedMillis;
    long completeFromMillis = isCut ? fromMillis + REACH_MILLIS : startOf(month);
    return plan(fromMillis, untilMillis, completeFromMillis, isCut);
  }

  private Plan plan(long fromMillis, long untilMillis, long completeFromMillis, boolean isCut) {
    Map<String, LedgerTakeover.End> chains = new HashMap<>();
    long rows = 0;
    for (LedgerChain chain : ledger.chains()) {
      LedgerStore.JobEnd end = ledger.jobEnd(chain);
      List<Long> known = new ArrayList<>();
      ledger.forEachOfJob(
          chain, completeFromMillis, (LedgerEntry entry) -> known.add(LedgerTakeover.keyOf(entry)));
      rows += known.size();
      chains.put(
          chain.tenant() + '|' + chain.origin(),
          new LedgerTakeover.End(end.seq(), end.hash(), known));
    }
    LocalDate openMonth = isCut ? monthOf(completeFromMillis - 1) : null;
    return new Plan(
        new LedgerTakeover(fromMillis, untilMillis, completeFromMillis, chains), rows, openMonth);
  }

  private static LocalDate monthOf(long millis) {
    return Instant.ofEpochMilli(millis).atZone(ReferenceData.ZONE).toLocalDate().withDayOfMonth(1);
  }

  private static long startOf(LocalDate day) {
    return day.atStartOfDay(ReferenceData.ZONE).toInstant().toEpochMilli();
  }
}
