package hk.innopark.registry;

import hk.innopark.events.FigureFields;
import hk.innopark.registry.lookup.Declarations;
import hk.innopark.registry.model.Commitment;
import hk.innopark.registry.model.Commitment.Over;
import hk.innopark.registry.model.Declaration;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads what tenants promise and what they declare. */
final class CommitmentReader {
  private static final List<String> MEASUREMENTS =
      List.of("throughput", "energy", "sustainability", "quality_of_data");
  private static final Map<String, Over> JUDGED_OVER = Choices.of(Over.values());
  private static final Pattern PERIOD = Pattern.compile("[0-9]{4}(-(0[1-9]|1[0-2]))?");
  private static final int PRINCIPLES = 8;

  private final Set<String> tenants;
  private final Distinct commitmentIds = new Distinct();
  private final Distinct declarationKeys = new Distinct();

  CommitmentReader(Set<String> tenants) {
    this.tenants = tenants;
  }

  Commitment commitment(Entry entry) {
    Mapping commitment = entry.mapping();
    Entry idEntry = commitment.required("id");
    String id = idEntry.id();
    commitmentIds.add(id, "commitment \"" + id + '"', idEntry);
    String tenant = tenant(commitment.required("tenant"));
    String metric = metric(commitment.required("metric"));
    BigDecimal baseline = commitment.required("baseline").decimal();
    Entry targetEntry = commitment.required("target");
    BigDecimal target = targetEntry.decimal();
    if (target != null && baseline != null && target.compareTo(baseline) == 0) {
      targetEntry.refuse("equals the baseline, so neither more nor less would be better");
    }
    LocalDate by = commitment.required("by").date();
    BigDecimal minimumCoverage = commitment.required("minimum_coverage").fraction();
    Over judgedOver = commitment.optional("judged_over").choice(JUDGED_OVER);
    Entry baselinePeriodEntry = commitment.optional("baseline_period");
    String baselinePeriod = period(baselinePeriodEntry);
    String boundary = commitment.optional("boundary").text();
    String method = commitment.optional("method").text();
    commitment.end();
    return new Commitment(
        id,
        tenant,
        metric,
        baseline,
        target,
        by,
        minimumCoverage,
        judgedOver == null ? Over.MONTH : judgedOver,
        baselinePeriod,
        boundary,
        method == null ? Commitment.FIRST_METHOD : method);
  }

  Declaration declaration(Entry entry) {
    record Key(String tenant, int principle, String metric, String period) {}
    Mapping declaration = entry.mapping();
    String tenant = tenant(declaration.required("tenant"));
    Integer principle = principle(declaration.required("principle"));
    Entry metricEntry = declaration.required("metric");
    String metric = metricEntry.id();
    if (metric != null && Declarations.isMisspelt(metric)) {
      metricEntry.refuse(
          "\""
              + metric
              + "\" is none of "
              + String.join(", ", Declarations.WASTE_METRICS)
              + ", refrigerant_{gas}_kg");
    }
    String period = period(declaration.required("period"));
    BigDecimal value = declaration.required("value").decimal();
    String evidence = declaration.required("evidence").text();
    declaration.end();
    if (tenant == null || principle == null || metric == null || period == null) {
      return null;
    }
    declarationKeys.add(new Key(tenant, principle, metric, period), "the same declaration", entry);
    return new Declaration(tenant, principle, metric, period, value, evidence);
  }

  private String tenant(Entry entry) {
    String tenant = entry.id();
    if (tenant != null && !tenants.contains(tenant)) {
      entry.refuse("no tenant \"" + tenant + '"');
    }
    return tenant;
  }

  static Integer principle(Entry entry) {
    Integer principle = entry.wholeNumber();
    if (principle != null && (principle < 1 || principle > PRINCIPLES)) {
      entry.refuse(principle + " is not within 1 to " + PRINCIPLES);
    }
    return principle;
  }

  /** With a point a figure of the contract, else what somebody declares. */
  static String figureOrDeclared(Entry entry) {
    String metric = entry.text();
    return metric != null && metric.indexOf('.') >= 0 ? metric(entry) : entry.id();
  }

  /** A year or a month. */
  static String period(Entry entry) {
    String period = entry.text();
    if (period != null && !PERIOD.matcher(period).matches()) {
      entry.refuse("\"" + period + "\" is neither a year (2026) nor a month (2026-11)");
      return null;
    }
    return period;
  }

  /** A figure of the contract, by measurement and field. */
  private static String metric(Entry entry) {
    String metric = entry.text();
    if (metric == null) {
      return null;
    }
    String[] parts = metric.split("\\.", 2);
    List<String> fields = parts.length < 2 ? List.of() : FigureFields.of(parts[0]);
    if (fields.isEmpty()) {
      entry.refuse(
          "\"" + metric + "\" is not measurement.field, with " + String.join(", ", MEASUREMENTS));
    } else if (!fields.contains(parts[1])) {
      entry.refuse(
          "\""
              + metric
              + "\": "
              + parts[0]
              + " has no field \""
              + parts[1]
              + '"'
              + near(parts[1], fields));
    }
    return metric;
  }

  private static String near(String written, List<String> fields) {
    return fields.stream()
        .min(Comparator.comparingInt(field -> distance(written, field)))
        .filter(field -> distance(written, field) <= written.length() / 3)
        .map(field -> "; did you mean " + field + '?')
        .orElse("");
  }

  /** Levenshtein: the fewest letters to add, leave out or change. */
  private static int distance(String one, String other) {
    int[] before = new int[other.length() + 1];
    for (int j = 0; j < before.length; j++) {
      before[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int[] row = new int[before.length];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int change = before[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(change, 1 + Math.min(before[j], row[j - 1]));
      }
      before = row;
    }
    return before[other.length()];
  }
}
