package hk.innopark.jobs.figures;

import hk.innopark.events.Grain;
import hk.innopark.events.Level;
import hk.innopark.jobs.element.Entity;
import hk.innopark.jobs.reference.MissingFactors;
import hk.innopark.jobs.reference.ReferenceData;
import hk.innopark.jobs.rollup.PeriodTotal;
import hk.innopark.registry.ledger.LedgerEntry;
import hk.innopark.registry.lookup.Declarations;
import hk.innopark.registry.model.Commitment;
import hk.innopark.registry.model.Registry;
import java.time.Year;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The verdicts on a tenant's calendar year, which is the sum of its closed months. A year that
 * lacks a month is insufficient evidence, whatever the others come to.
 */
public final class YearOfMonths {
  /** The grain of their entries in the ledger. */
  public static final String GRAIN = Commitment.Over.YEAR.wireName();

  private static final int MONTHS = 12;
  private static final String MISSING = "missing:";
  private static final double NONE = Double.NaN;

  /** What a year's elements do not give, since a month's bill and baseline are its own. */
  private static final Set<String> SUMMED =
      Set.of("cost_energy_hkd", "cost_demand_hkd", "expected_kwh", "saving_kwh");

  private YearOfMonths() {}

  /** Whether an entry is part of a year: a tenant's month, and no verdict. */
  static boolean isPart(LedgerEntry entry) {
    return entry.grain().equals(Grain.MONTH.wireName())
        && entry.line() == null
        && !entry.isCommitment();
  }

  /** In which year a month's entry lies. */
  static Year yearOf(LedgerEntry month) {
    return Year.from(ReferenceData.localDay(month.periodStartMillis()));
  }

  /**
   * The verdicts, at revision 1.
   *
   * @param origin of the chain
   * @param entries the newest of the year's months of the whole tenant, of every measurement;
   *     others are passed over
   * @param registry by which the year's declarations and commitments are read
   */
  public static List<LedgerEntry> of(
      String tenant, String origin, Year year, List<LedgerEntry> entries, Registry registry) {
    List<Commitment> commitments =
        registry.commitments().stream()
            .filter(commitment -> commitment.tenant().equals(tenant))
            .filter(commitment -> commitment.judgedOver() == Commitment.Over.YEAR)
            .toList();
    List<LedgerEntry> months =
        entries.stream().filter(YearOfMonths::isPart).filter(m -> yearOf(m).equals(year)).toList();
    if (commitments.isEmpty() || months.isEmpty()) {
      return List.of();
    }
    String estate = registry.tenant(tenant).map(known -> known.estate()).orElse(null);
    LedgerSum sum = LedgerSum.of(months);
    PeriodTotal total =
        new PeriodTotal(
            new Entity(Level.TENANT, estate, tenant, null, null, origin),
            Grain.MONTH,
            null,
            startOf(year),
            startOf(year.plusYears(1)),
            startOf(year.plusYears(1)),
            1,
            PeriodTotal.Stage.CLOSED,
            sum.elements().pack(),
            sum.peakDemandKva());
    Inventory inventory =
        new Inventory(
            new MissingFactors(missing(sum.factorIds())),
            Declarations.ofYear(registry, tenant, year));
    List<FigureRow> rows =
        FigureCalculator.rows(total, sum.elements(), Expectation.NONE, inventory).stream()
            .map(row -> row.measurement() == Measurement.ENERGY ? ofMonths(row, months) : row)
            .toList();
    List<LedgerEntry> said = new ArrayList<>();
    for (FigureRow row : rows) {
      said.add(
          LedgerEntries.of(
              total, row, sum.registryVersions(), inventory.factorIds(sum.factorIds())));
    }
    String lacking =
        sum.parts() == MONTHS
            ? null
            : "%d of %d months are closed in the ledger".formatted(sum.parts(), MONTHS);
    return commitments.stream()
        .map(commitment -> CommitmentEntries.entry(commitment, total, rows, said, lacking))
        .map(YearOfMonths::ofYear)
        .toList();
  }

  private static long startOf(Year year) {
    return year.atDay(1).atStartOfDay(ReferenceData.ZONE).toInstant().toEpochMilli();
  }

  private static Set<String> missing(String factorIds) {
    Set<String> ids = new TreeSet<>();
    for (String id : factorIds.split(",", -1)) {
      if (id.startsWith(MISSING)) {
        ids.add(id.substring(MISSING.length()));
      }
    }
    return ids;
  }

  /** Writes into the row what months have and elements do not give; none where a month has none. */
  private static FigureRow ofMonths(FigureRow row, List<LedgerEntry> months) {
    List<LedgerEntry> energy =
        months.stream()
            .filter(month -> month.measurement().equals(Measurement.ENERGY.wireName()))
            .toList();
    double[] values = row.values();
    for (String field : SUMMED) {
      values[row.measurement().fields().indexOf(field)] =
          energy.stream().mapToDouble(month -> value(month, field)).sum();
    }
    values[row.measurement().fields().indexOf("demand_billed_kva")] =
        energy.stream().mapToDouble(month -> value(month, "demand_billed_kva")).max().orElse(NONE);
    Map<Long, LedgerEntry> sorted = new TreeMap<>();
    energy.forEach(month -> sorted.put(month.periodStartMillis(), month));
    values[row.measurement().fields().indexOf("cusum_kwh")] =
        sorted.isEmpty()
            ? NONE
            : value(new ArrayList<>(sorted.values()).get(sorted.size() - 1), "cusum_kwh");
    return row;
  }

  private static double value(LedgerEntry month, String field) {
    String text = LedgerSum.members(month.figures()).get(field);
    return text == null ? NONE : Double.parseDouble(text);
  }

  private static LedgerEntry ofYear(LedgerEntry verdict) {
    return new LedgerEntry(
        verdict.tenant(),
        verdict.origin(),
        null,
        verdict.measurement(),
        GRAIN,
        verdict.periodStartMillis(),
        verdict.periodEndMillis(),
        verdict.revision(),
        verdict.elements(),
        verdict.figures(),
        verdict.coverage(),
        verdict.codeVersion(),
        verdict.registryVersion(),
        verdict.factorIds(),
        verdict.rawMessages(),
        verdict.rawDigest(),
        verdict.reason());
  }
}
