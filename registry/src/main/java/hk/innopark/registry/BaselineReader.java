package hk.innopark.registry;

import hk.innopark.registry.model.Baseline;
import hk.innopark.registry.model.DailyTemperature;
import hk.innopark.registry.model.Tenant;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/** Reads baselines of energy, and the temperatures that they rest on. */
final class BaselineReader {
  private final List<Tenant> tenants;
  private final Distinct ids = new Distinct();
  private final Distinct firstDays = new Distinct();
  private final Distinct dates = new Distinct();

  BaselineReader(List<Tenant> tenants) {
    this.tenants = tenants;
  }

  Baseline baseline(Entry entry) {
    record FirstDay(String tenant, String line, LocalDate validFrom) {}
    Mapping baseline = entry.mapping();
    Entry idEntry = baseline.required("id");
    String id = idEntry.id();
    ids.add(id, "baseline \"" + id + '"', idEntry);
    Entry tenantEntry = baseline.required("tenant");
    String tenant = tenantEntry.id();
    Entry lineEntry = baseline.optional("line");
    String line = lineEntry.id();
    checkPlace(tenantEntry, tenant, lineEntry, line);
    Entry validFromEntry = baseline.required("valid_from");
    LocalDate validFrom = validFromEntry.date();
    if (validFrom != null && validFrom.getDayOfMonth() != 1) {
      validFromEntry.refuse("is not the first of a month, and a month has one baseline");
    }
    if (tenant != null && validFrom != null) {
      firstDays.add(
          new FirstDay(tenant, line, validFrom),
          "a baseline of " + tenant + (line == null ? "" : "/" + line) + " from " + validFrom,
          validFromEntry);
    }
    BigDecimal perDay = baseline.required("kwh_per_day").decimal();
    BigDecimal perItem = baseline.required("kwh_per_item").decimal();
    Entry perDegreeEntry = baseline.optional("kwh_per_degree_day");
    BigDecimal perDegree = perDegreeEntry.decimal();
    Entry baseEntry = baseline.optional("base_temperature_c");
    BigDecimal base = baseEntry.decimal();
    if (perDegreeEntry.isAbsent() != baseEntry.isAbsent()) {
      baseline.refuse("has kwh_per_degree_day or base_temperature_c, but not both");
    }
    BigDecimal rSquared = rSquared(baseline.required("r_squared"));
    Integer points = points(baseline.required("points"));
    String source = baseline.required("source").text();
    baseline.end();
    return new Baseline(
        id,
        tenant,
        line,
        validFrom,
        perDay,
        perItem,
        perDegree == null ? BigDecimal.ZERO : perDegree,
        base,
        rSquared,
        points == null ? 0 : points,
        source);
  }

  DailyTemperature temperature(Entry entry) {
    Mapping temperature = entry.mapping();
    Entry dateEntry = temperature.required("date");
    LocalDate date = dateEntry.date();
    dates.add(date, "a temperature of " + date, dateEntry);
    BigDecimal mean = temperature.required("mean_c").decimal();
    String source = temperature.optional("source").text();
    temperature.end();
    return new DailyTemperature(date, mean, source);
  }

  private void checkPlace(Entry tenantEntry, String tenant, Entry lineEntry, String line) {
    if (tenant == null) {
      return;
    }
    Tenant found =
        tenants.stream().filter(other -> tenant.equals(other.id())).findFirst().orElse(null);
    if (found == null) {
      tenantEntry.refuse("no tenant \"" + tenant + '"');
    } else if (line != null && found.line(line).isEmpty()) {
      lineEntry.refuse("no line \"" + line + "\" of " + tenant);
    }
  }

  private static BigDecimal rSquared(Entry entry) {
    BigDecimal rSquared = entry.fraction();
    if (rSquared != null && rSquared.compareTo(Baseline.LEAST_R_SQUARED) < 0) {
      entry.refuse(
          rSquared.toPlainString()
              + " is under "
              + Baseline.LEAST_R_SQUARED
              + ": it explains too little to be a baseline");
    }
    return rSquared;
  }

  private static Integer points(Entry entry) {
    Integer points = entry.wholeNumber();
    if (points != null && points < Baseline.FEWEST_POINTS) {
      entry.refuse(points + " are fewer than " + Baseline.FEWEST_POINTS + " points");
    }
    return points;
  }
}
