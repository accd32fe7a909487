package hk.innopark.operations.restate;

import hk.innopark.events.Grain;
import hk.innopark.jobs.compute.FeedComputation;
import hk.innopark.jobs.reference.ReferenceData;
import hk.innopark.registry.RegistryStore;
import hk.innopark.registry.ledger.LedgerChain;
import hk.innopark.registry.ledger.LedgerEntry;
import hk.innopark.registry.ledger.LedgerJson;
import hk.innopark.registry.ledger.LedgerRow;
import hk.innopark.registry.ledger.LedgerStore;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Computes the ledger's rows once more from what was received, each by the registry versions that
 * it names, and compares: messages and their digest, elements, figures.
 */
public final class Recomputation {
  private static final String RESTATED = "restated by ";

  private final LedgerStore ledger;
  private final RegistryStore registry;
  private final int parallelism;

  /**
   * What gives a row: which readings, and by what.
   *
   * @param restated with what came too late, taken where it belongs
   * @param version the one version that always applied; empty for those that were in force
   */
  private record Method(boolean restated, Optional<String> version) {}

  /** A period's revision; a restated one has no number of its own, since it is the newest. */
  private record Said(PeriodKey key, int revision) {}

  public Recomputation(LedgerStore ledger, RegistryStore registry, int parallelism) {
    this.ledger = ledger;
    this.registry = registry;
    this.parallelism = parallelism;
  }

  /**
   * Recomputes the rows of periods that lie in the days.
   *
   * @param archive feeds, each in the order of arrival, from {@link Restatement#archiveFromMillis}
   * @param work an empty folder for what is needed meanwhile
   */
  public List<RecomputedChain> run(
      Days days, Optional<String> tenant, List<Path> archive, Path work) throws Exception {
    Map<Method, Map<Said, LedgerEntry>> computed = new HashMap<>();
    List<RecomputedChain> verdicts = new ArrayList<>();
    for (LedgerChain chain : ledger.chains()) {
      if (tenant.map(chain.tenant()::equals).orElse(true)) {
        long same = 0;
        List<String> differences = new ArrayList<>();
        for (LedgerRow row : ledger.touching(chain, days.startMillis(), days.endMillis())) {
          LedgerEntry entry = row.entry();
          if (days.holds(entry.periodStartMillis(), entry.periodEndMillis())) {
            Optional<String> difference =
                difference(entry, recomputed(entry, days, archive, work, computed));
            if (difference.isPresent()) {
              differences.add(line(row, difference.get()));
            } else {
              same++;
            }
          }
        }
        verdicts.add(new RecomputedChain(chain, same, differences));
      }
    }
    return verdicts;
  }

  /** By the versions in force where the row names those, else by the one that it names. */
  private LedgerEntry recomputed(
      LedgerEntry row,
      Days days,
      List<Path> archive,
      Path work,
      Map<Method, Map<Said, LedgerEntry>> computed)
      throws Exception {
    boolean restated = row.reason().startsWith(RESTATED);
    Said said = new Said(PeriodKey.of(row), restated ? 0 : row.revision());
    LedgerEntry inForce =
        of(new Method(restated, Optional.empty()), days, archive, work, computed).get(said);
    if (inForce != null && inForce.registryVersion().equals(row.registryVersion())) {
      return inForce;
    }
    Method named = new Method(restated, Optional.of(row.registryVersion()));
    return of(named, days, archive, work, computed).get(said);
  }

  private Map<Said, LedgerEntry> of(
      Method method,
      Days days,
      List<Path> archive,
      Path work,
      Map<Method, Map<Said, LedgerEntry>> computed)
      throws Exception {
    Map<Said, LedgerEntry> entries = computed.get(method);
    if (entries == null) {
      entries = compute(method, days, archive, work);
      computed.put(method, entries);
    }
    return entries;
  }

  private Map<Said, LedgerEntry> compute(Method method, Days days, List<Path> archive, Path work)
      throws Exception {
    long from = Restatement.archiveFromMillis(days);
    Optional<ReferenceData.Source> references =
        method.version().isEmpty()
            ? Optional.of(ReferenceData.Source.inForce(registry, from))
            : NamedVersion.find(registry, method.version().get());
    if (references.isEmpty()) {
      return Map.of();
    }
    Path folder = Files.createTempDirectory(work, "run-");
    Path feed = folder.resolve("feed.ndjson");
    ArchiveFeed received = new ArchiveFeed(from, days.endMillis() + Stamps.HORIZON_MILLIS);
    if (method.restated()) {
      received.write(archive, feed);
    } else {
      received.writeAsItCame(archive, feed);
    }
    EnumSet<Grain> grains = EnumSet.of(Grain.HOUR, Grain.DAY, Grain.MONTH);
    new FeedComputation(references.get(), feed, grains, parallelism).run(folder);
    Map<Said, LedgerEntry> entries = new HashMap<>();
    try (BufferedReader lines = Files.newBufferedReader(folder.resolve("ledger.ndjson"))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        LedgerEntry entry = LedgerJson.parse(line).entry();
        // rows of a period stand in the order of their revisions
        entries.put(new Said(PeriodKey.of(entry), method.restated() ? 0 : entry.revision()), entry);
      }
    }
    return entries;
  }

  private static Optional<String> difference(LedgerEntry row, LedgerEntry computed) {
    if (computed == null) {
      return Optional.of(
          "does not come out at all: by the archive, or by version " + row.registryVersion());
    }
    if (row.rawMessages() != computed.rawMessages()) {
      return Optional.of(
          "raw messages: %,d, and %,d in the archive"
              .formatted(row.rawMessages(), computed.rawMessages()));
    }
    if (!row.rawDigest().equals(computed.rawDigest())) {
      return Optional.of("the archive holds other messages: their digest differs");
    }
    if (!row.elements().equals(computed.elements())) {
      return Optional.of("elements differ");
    }
    if (!row.figures().equals(computed.figures())) {
      return Optional.of("figures differ, their elements are the same");
    }
    return Optional.empty();
  }

  private static String line(LedgerRow row, String difference) {
    LedgerEntry entry = row.entry();
    return "row %d (%s from %s%s, %s, revision %d, code %s): %s"
        .formatted(
            row.seq(),
            entry.grain(),
            Instant.ofEpochMilli(entry.periodStartMillis()),
            entry.line() == null ? "" : ", " + entry.line(),
            entry.measurement(),
            entry.revision(),
            entry.codeVersion(),
            difference);
  }
}
