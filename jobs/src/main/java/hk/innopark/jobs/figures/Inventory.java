package hk.innopark.jobs.figures;

import hk.innopark.events.Grain;
import hk.innopark.events.Level;
import hk.innopark.jobs.element.Elements;
import hk.innopark.jobs.reference.MissingFactors;
import hk.innopark.jobs.reference.ReferenceData;
import hk.innopark.jobs.reference.ReferenceHistory;
import hk.innopark.jobs.rollup.PeriodTotal;
import hk.innopark.registry.lookup.Declarations;
import hk.innopark.registry.model.Registry;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a period's greenhouse gas inventory has besides metered amounts: factors that it lacks, and
 * what its tenant declared.
 *
 * @param declared of a tenant's month; null for other periods
 */
record Inventory(MissingFactors missing, Declarations declared) {
  static final Inventory NONE = new Inventory(MissingFactors.NONE, null);

  private static final String MISSING = "missing:";

  static Inventory of(PeriodTotal total, Elements elements, ReferenceHistory reference) {
    long known = Math.max(total.endMillis() - 1, total.asOfMillis());
    return new Inventory(
        Carriers.missing(total, elements, reference),
        isTenantsMonth(total) ? declared(total, reference.at(known).registry()) : null);
  }

  /** Of a month that is the sum of its days; what these lack, it lacks. */
  static Inventory ofDays(PeriodTotal total, String factorIds, Registry registry) {
    Set<String> ids = new TreeSet<>();
    for (String id : factorIds.split(",", -1)) {
      if (id.startsWith(MISSING)) {
        ids.add(id.substring(MISSING.length()));
      }
    }
    return new Inventory(
        new MissingFactors(ids), isTenantsMonth(total) ? declared(total, registry) : null);
  }

  private static boolean isTenantsMonth(PeriodTotal total) {
    return total.grain() == Grain.MONTH && total.entity().level() == Level.TENANT;
  }

  private static Declarations declared(PeriodTotal total, Registry registry) {
    YearMonth month = YearMonth.from(ReferenceData.localDay(total.startMillis()));
    return Declarations.ofMonth(registry, total.entity().tenant(), month);
  }

  /** The factors of a row, with those of what is declared and a word for each that is missing. */
  String factorIds(String metered) {
    Set<String> ids = new TreeSet<>(Arrays.asList(metered.split(",")));
    ids.remove("");
    missing.ids().forEach(id -> ids.add(MISSING + id));
    if (declared != null) {
      ids.addAll(declared.factorIds());
      declared.missingFactors().forEach(id -> ids.add(MISSING + id));
    }
    return String.join(",", ids);
  }
}
