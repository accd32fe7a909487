package hk.innopark.operations.restate;

import hk.innopark.events.Grain;
import hk.innopark.events.RefusedException;
import hk.innopark.jobs.compute.FeedComputation;
import hk.innopark.jobs.compute.FigureFile;
import hk.innopark.jobs.figures.FigureRow;
import hk.innopark.jobs.reference.ReferenceData;
import hk.innopark.registry.RegistryStore;
import hk.innopark.registry.ledger.LedgerChain;
import hk.innopark.registry.ledger.LedgerEntry;
import hk.innopark.registry.ledger.LedgerJson;
import hk.innopark.registry.ledger.LedgerRow;
import hk.innopark.registry.ledger.LedgerStore;
import hk.innopark.registry.model.Registry;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Computes settled days once more, with everything that has arrived for them since, and appends to
 * the ledger what comes out otherwise. Nothing is overwritten there; where all is as it was,
 * nothing is appended.
 */
public final class Restatement {
  /** Twice, because a reading as old as the horizon may change what lies as far back again. */
  private static final long SETTLED_AFTER_MILLIS = 2 * Stamps.HORIZON_MILLIS + 600_000;

  private static final Set<Grain> GRAINS =
      Set.of(Grain.MINUTE, Grain.HALF_HOUR, Grain.HOUR, Grain.SHIFT, Grain.DAY);

  /**
   * An entry that was appended.
   *
   * @param before what the ledger said; null where it said nothing
   */
  public record Change(LedgerEntry before, LedgerEntry after) {}

  /**
   * What was done.
   *
   * @param figureRows how many were written to the time-series store
   * @param notes what was left to do, one line each
   */
  public record Result(
      ArchiveFeed.Summary archive, List<Change> changes, long figureRows, List<String> notes) {}

  /** What is to be appended, and the figure rows that go with it. */
  public record Plan(
      ArchiveFeed.Summary archive,
      List<Change> changes,
      List<FigureRow> rows,
      List<String> notes) {}

  private final LedgerStore ledger;
  private final LedgerStore appender;
  private final RegistryStore registry;
  private final FigureWriter figures;
  private final int parallelism;

  /**
   * @param ledger read as auditor
   * @param appender written as writer, who may not read
   */
  public Restatement(
      LedgerStore ledger,
      LedgerStore appender,
      RegistryStore registry,
      FigureWriter figures,
      int parallelism) {
    this.ledger = ledger;
    this.appender = appender;
    this.registry = registry;
    this.figures = figures;
    this.parallelism = parallelism;
  }

  /** From when on the archive must hold what was received, for these days; epoch milliseconds. */
  public static long archiveFromMillis(Days days) {
    return days.startMillis() - Stamps.HORIZON_MILLIS;
  }

  /**
   * Restates.
   *
   * @param archive feeds, each in the order of arrival
   * @param work an empty folder for what is needed meanwhile
   * @throws RefusedException where the days are not settled, or the archive does not hold all that
   *     the ledger rests on
   */
  public Result run(RestatementRequest request, List<Path> archive, Path work) throws Exception {
    return append(plan(request, archive, work));
  }

  /**
   * What {@link #run} would append, computed and not appended.
   *
   * @param archive feeds, each in the order of arrival
   * @param work an empty folder for what is needed meanwhile
   */
  public Plan plan(RestatementRequest request, List<Path> archive, Path work) throws Exception {
    Days days = request.days();
    requireSettled(days);
    Path feed = work.resolve("feed.ndjson");
    ArchiveFeed.Summary summary =
        new ArchiveFeed(archiveFromMillis(days), days.endMillis() + Stamps.HORIZON_MILLIS)
            .write(archive, feed);
    new FeedComputation(references(request), feed, GRAINS, parallelism)
        .reporting(days.startMillis(), days.endMillis())
        .run(work);
    Map<PeriodKey, LedgerEntry> computed = computed(work.resolve("ledger.ndjson"), request);
    Map<PeriodKey, LedgerEntry> known = known(request, computed);
    new ArchiveCheck(days, request.registryVersion().isPresent()).check(known, computed);

    List<String> notes = new ArrayList<>();
    List<Change> changes = changes(request, known, computed);
    if (!changes.isEmpty()) {
      long gone = known.keySet().stream().filter(key -> isOf(key, days, computed)).count();
      if (gone > 0) {
        notes.add(gone + " rows are in the ledger and have nothing to say any more; they stay");
      }
    }
    List<FigureRow> rows = rows(request, work.resolve("figures.ndjson"), changes);
    MonthChanges months = new MonthChanges(ledger, settledUntil(), request.ledgerReason());
    Registry now = registry.load();
    months.find(days, changes, known.keySet(), now);
    changes.addAll(months.changes());
    Set<LedgerChain> chains = new TreeSet<>();
    known.keySet().forEach(key -> chains.add(new LedgerChain(key.tenant(), key.origin())));
    changes.addAll(
        new YearChanges(ledger, settledUntil(), request.ledgerReason())
            .find(days, List.copyOf(changes), chains, now));
    rows.addAll(months.rows());
    notes.addAll(months.notes());
    return new Plan(summary, List.copyOf(changes), List.copyOf(rows), List.copyOf(notes));
  }

  /** Appends what was planned. */
  public Result append(Plan plan) throws Exception {
    if (!plan.changes().isEmpty()) {
      // in this order: what fails between the two is done by the next run
      figures.write(plan.rows());
      appender.restate(plan.changes().stream().map(Change::after).toList());
    }
    return new Result(plan.archive(), plan.changes(), plan.rows().size(), plan.notes());
  }

  private static boolean isOf(PeriodKey key, Days days, Map<PeriodKey, LedgerEntry> computed) {
    return !key.grain().equals(Grain.MONTH.wireName())
        && key.startMillis() >= days.startMillis()
        && key.startMillis() < days.endMillis()
        && !computed.containsKey(key);
  }

  private long settledUntil() {
    return ledger.newestHourEndMillis() - SETTLED_AFTER_MILLIS;
  }

  private void requireSettled(Days days) throws RefusedException {
    long settled = settledUntil();
    if (days.endMillis() > settled) {
      throw new RefusedException(
          "%s is not settled yet: readings that arrive in time may still change it. The ledger is settled up to %s"
              .formatted(days, settled <= 0 ? "no day" : Instant.ofEpochMilli(settled).toString()));
    }
  }

  private ReferenceData.Source references(RestatementRequest request) throws RefusedException {
    if (request.registryVersion().isEmpty()) {
      return ReferenceData.Source.inForce(registry, archiveFromMillis(request.days()));
    }
    String wanted = request.registryVersion().get();
    return NamedVersion.find(registry, wanted)
        .orElseThrow(
            () -> new RefusedException("--registry-version " + wanted + " was never imported"));
  }

  /** The newest entry of each period of the days that came out. */
  private static Map<PeriodKey, LedgerEntry> computed(Path file, RestatementRequest request)
      throws IOException {
    Map<PeriodKey, LedgerEntry> newest = new HashMap<>();
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        LedgerEntry entry = LedgerJson.parse(line).entry();
        if (request.days().holds(entry.periodStartMillis(), entry.periodEndMillis())
            && request.tenant().map(entry.tenant()::equals).orElse(true)) {
          newest.merge(
              PeriodKey.of(entry),
              entry,
              (one, other) -> one.revision() > other.revision() ? one : other);
        }
      }
    }
    return newest;
  }

  /** What the ledger says of the days, and of the months around them. */
  private Map<PeriodKey, LedgerEntry> known(
      RestatementRequest request, Map<PeriodKey, LedgerEntry> computed) {
    Set<LedgerChain> chains = new TreeSet<>(ledger.chains());
    computed.keySet().forEach(key -> chains.add(new LedgerChain(key.tenant(), key.origin())));
    Map<PeriodKey, LedgerEntry> known = new HashMap<>();
    for (LedgerChain chain : chains) {
      if (request.tenant().map(chain.tenant()::equals).orElse(true)) {
        for (LedgerRow row :
            ledger.newest(chain, request.days().startMillis(), request.days().endMillis())) {
          known.put(PeriodKey.of(row.entry()), row.entry());
        }
      }
    }
    return known;
  }

  private static List<Change> changes(
      RestatementRequest request,
      Map<PeriodKey, LedgerEntry> known,
      Map<PeriodKey, LedgerEntry> computed) {
    List<Change> changes = new ArrayList<>();
    computed.forEach(
        (key, entry) -> {
          LedgerEntry before = known.get(key);
          if (before == null || !PeriodKey.isSame(before, entry)) {
            int revision = before == null ? 1 : before.revision() + 1;
            changes.add(new Change(before, entry.restated(revision, request.ledgerReason())));
          }
        });
    changes.sort(ChangeOrder.ORDER);
    return changes;
  }

  private static List<FigureRow> rows(RestatementRequest request, Path file, List<Change> changes)
      throws IOException {
    RestatedRows rows = new RestatedRows(changes, request.tenant().isEmpty());
    FigureFile.read(file, rows::accept);
    return rows.rows();
  }
}
