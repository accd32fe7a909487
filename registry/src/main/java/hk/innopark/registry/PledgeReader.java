package hk.innopark.registry;

import hk.innopark.registry.model.Commitment;
import hk.innopark.registry.model.Declaration;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what tenants promise and what they declare. */
final class PledgeReader {
  private static final List<String> MEASUREMENTS =
      List.of("throughput", "energy", "sustainability", "quality_of_data");
  private static final Pattern METRIC = Pattern.compile("([a-z_]+)\\.[a-z0-9_]+");
  private static final Pattern PERIOD = Pattern.compile("[0-9]{4}(-(0[1-9]|1[0-2]))?");
  private static final int PRINCIPLES = 8;

  private final Set<String> tenants;
  private final Distinct commitmentIds = new Distinct();
  private final Distinct declarationKeys = new Distinct();

  PledgeReader(Set<String> tenants) {
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
    commitment.end();
    return new Commitment(id, tenant, metric, baseline, target, by, minimumCoverage);
  }

  Declaration declaration(Entry entry) {
    record Key(String tenant, int principle, String metric, String period) {}
    Mapping declaration = entry.mapping();
    String tenant = tenant(declaration.required("tenant"));
    Entry principleEntry = declaration.required("principle");
    Integer principle = principleEntry.wholeNumber();
    if (principle != null && (principle < 1 || principle > PRINCIPLES)) {
      principleEntry.refuse(principle + " is not within 1 to " + PRINCIPLES);
    }
    String metric = declaration.required("metric").id();
    Entry periodEntry = declaration.required("period");
    String period = periodEntry.text();
    if (period != null && !PERIOD.matcher(period).matches()) {
      periodEntry.refuse("\"" + period + "\" is neither a year (2026) nor a month (2026-11)");
    }
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

  private static String metric(Entry entry) {
    String metric = entry.text();
    if (metric == null) {
      return null;
    }
    Matcher parts = METRIC.matcher(metric);
    if (!parts.matches() || !MEASUREMENTS.contains(parts.group(1))) {
      entry.refuse(
          "\"" + metric + "\" is not measurement.field, with " + String.join(", ", MEASUREMENTS));
    }
    return metric;
  }
}
