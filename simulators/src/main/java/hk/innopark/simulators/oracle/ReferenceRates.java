package hk.innopark.simulators.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import hk.innopark.events.MachineId;
import hk.innopark.events.Signal;
import hk.innopark.simulators.plant.TruthElement;
import hk.innopark.simulators.plant.TruthRow;
import java.io.IOException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tariffs, emission factors and baselines, read from a registry file without any code of the
 * pipeline. Tariffs with blocks, demand bands or sliding windows are not known here.
 */
public final class ReferenceRates {
  private static final double NANO = 1e-9;

  private final Map<String, String> utilities = new HashMap<>();
  private final JsonNode tariffs;
  private final JsonNode factors;
  private final JsonNode baselines;
  private final Map<LocalDate, Double> temperatures = new HashMap<>();

  private ReferenceRates(JsonNode file) {
    this.tariffs = file.path("tariffs");
    this.factors = file.path("factors");
    this.baselines = file.path("baselines");
    for (JsonNode day : file.path("temperatures")) {
      temperatures.put(date(day.path("date")), day.path("mean_c").asDouble());
    }
    for (JsonNode tenant : file.path("tenants")) {
      for (JsonNode line : tenant.path("lines")) {
        for (JsonNode machine : line.path("machines")) {
          String key =
              String.join(
                  "/",
                  tenant.path("estate").asText(),
                  tenant.path("id").asText(),
                  line.path("id").asText(),
                  machine.path("id").asText());
          for (JsonNode meter : machine.path("meters")) {
            utilities.put(
                key + '#' + meter.path("signal").asText(), meter.path("utility").asText(""));
          }
        }
      }
    }
  }

  /**
   * Reads a registry file.
   *
   * @throws IOException where it is not YAML
   */
  public static ReferenceRates parse(String registryYaml) throws IOException {
    return new ReferenceRates(new ObjectMapper(new YAMLFactory()).readTree(registryYaml));
  }

  /** What a machine's consumption costs and emits in a time within which no rate changes. */
  Amounts amounts(TruthRow row) {
    LocalDateTime local =
        LocalDateTime.ofInstant(Instant.ofEpochMilli(row.startMillis()), TruthGrain.HONG_KONG);
    LocalDate day = local.toLocalDate();
    double grid = row.get(TruthElement.GRID) * NANO;
    double towngas = row.get(TruthElement.TOWNGAS) * NANO;
    double water = row.get(TruthElement.WATER) * NANO;
    String grids = utility(row.machine(), Signal.ACTIVE_ENERGY_KWH);
    String gases = utility(row.machine(), Signal.TOWNGAS_MJ);
    String waters = utility(row.machine(), Signal.WATER_M3);
    return new Amounts(
        grid * tariff(grids, day).map(tariff -> rate(tariff, local)).orElse(0.0),
        towngas * factor("towngas", gases, 1, null, day),
        grid * factor("electricity", grids, 2, "location", day),
        grid * factor("electricity", grids, 2, "market", day),
        grid * factor("electricity", grids, 3, null, day)
            + towngas * factor("towngas", gases, 3, null, day)
            // what is supplied is discharged
            + water * (factor("water", waters, 3, null, day) + factor("sewage", "", 3, null, day)));
  }

  /**
   * What a month's demand costs a place: billed kVA and HK$.
   *
   * @param machines of the place
   * @param peakKva the greatest half hour of the month
   * @return nothing where it has no bill, or several utilities
   */
  Optional<double[]> demand(Set<MachineId> machines, LocalDate day, double peakKva) {
    Set<String> names = new HashSet<>();
    machines.forEach(machine -> names.add(utility(machine, Signal.ACTIVE_ENERGY_KWH)));
    if (names.size() != 1) {
      return Optional.empty();
    }
    return tariff(names.iterator().next(), day)
        .map(tariff -> tariff.path("demand"))
        .filter(JsonNode::isObject)
        .map(
            demand -> {
              requirePlain(demand);
              double billed = Math.max(demand.path("minimum_kva").asDouble(), peakKva);
              return new double[] {billed, billed * demand.path("per_kva_month").asDouble()};
            });
  }

  /**
   * What a line or tenant is expected to take.
   *
   * @param line null for the tenant
   * @return kWh; nothing where there is no baseline, NaN where a temperature is missing
   */
  Optional<Double> expectedKwh(
      String tenant, String line, TruthGrain.Span span, double producedItems) {
    LocalDate day = localDay(span.start());
    JsonNode newest = null;
    for (JsonNode baseline : baselines) {
      boolean isTheirs =
          baseline.path("tenant").asText().equals(tenant)
              && baseline.path("line").asText("").equals(line == null ? "" : line);
      if (isTheirs && applies(baseline, day, newest)) {
        newest = baseline;
      }
    }
    return Optional.ofNullable(newest).map(baseline -> expected(baseline, span, producedItems));
  }

  private double expected(JsonNode baseline, TruthGrain.Span span, double items) {
    double days = (span.end() - span.start()) / 86_400_000.0;
    double degreeDays = 0;
    if (baseline.has("base_temperature_c")) {
      for (long at = span.start(); at < span.end(); at += 3_600_000L) {
        double part = Math.min(3_600_000L, span.end() - at) / 86_400_000.0;
        double mean = temperatures.getOrDefault(localDay(at), Double.NaN);
        degreeDays += part * Math.max(0, mean - baseline.path("base_temperature_c").asDouble());
      }
    }
    return baseline.path("kwh_per_day").asDouble() * days
        + baseline.path("kwh_per_item").asDouble() * items
        + baseline.path("kwh_per_degree_day").asDouble() * degreeDays;
  }

  private String utility(MachineId machine, Signal signal) {
    return utilities.getOrDefault(machine.key() + '#' + signal.wireName(), "");
  }

  private Optional<JsonNode> tariff(String utility, LocalDate day) {
    JsonNode newest = null;
    for (JsonNode tariff : tariffs) {
      if (!utility.isEmpty()
          && tariff.path("utility").asText().equals(utility)
          && applies(tariff, day, newest)) {
        newest = tariff;
      }
    }
    return Optional.ofNullable(newest);
  }

  private static double rate(JsonNode tariff, LocalDateTime local) {
    Set<LocalDate> holidays = new HashSet<>();
    tariff.path("holidays").forEach(day -> holidays.add(date(day)));
    DayOfWeek day =
        holidays.contains(local.toLocalDate()) ? DayOfWeek.SUNDAY : local.getDayOfWeek();
    for (JsonNode band : tariff.path("energy")) {
      if (band.has("blocks")) {
        throw new IllegalArgumentException("the oracle knows no blocks of energy");
      }
      if (isIn(band, day, local.toLocalTime())) {
        return band.path("per_kwh").asDouble() + tariff.path("fuel_adjustment_per_kwh").asDouble();
      }
    }
    return 0;
  }

  private static boolean isIn(JsonNode band, DayOfWeek day, LocalTime time) {
    List<String> days = new ArrayList<>();
    band.path("days").forEach(name -> days.add(name.asText()));
    boolean onDay = days.isEmpty() || days.contains(day.name().substring(0, 3));
    String start = band.path("start").asText("00:00");
    String end = band.path("end").asText("24:00");
    return onDay
        && !time.isBefore(LocalTime.parse(start))
        && (end.equals("24:00") || time.isBefore(LocalTime.parse(end)));
  }

  private double factor(String carrier, String utility, int scope, String basis, LocalDate day) {
    JsonNode newest = null;
    for (String whose : new String[] {utility, ""}) {
      for (JsonNode factor : factors) {
        if (newest == null || newest.path("utility").asText("").equals(whose)) {
          boolean fits =
              factor.path("carrier").asText().equals(carrier)
                  && factor.path("utility").asText("").equals(whose)
                  && factor.path("scope").asInt() == scope
                  && (basis == null || factor.path("basis").asText().equals(basis));
          if (fits && applies(factor, day, newest)) {
            newest = factor;
          }
        }
      }
    }
    return newest == null ? 0 : newest.path("kg_per_unit").asDouble();
  }

  private static boolean applies(JsonNode entry, LocalDate day, JsonNode newest) {
    LocalDate from = date(entry.path("valid_from"));
    return !from.isAfter(day) && (newest == null || date(newest.path("valid_from")).isBefore(from));
  }

  private static void requirePlain(JsonNode demand) {
    boolean isPlain =
        demand.path("window").asText("PT30M").equals("PT30M")
            && !demand.path("sliding").asBoolean()
            && !demand.has("band")
            && !demand.has("blocks");
    if (!isPlain) {
      throw new IllegalArgumentException("the oracle knows no demand but fixed half hours");
    }
  }

  private static LocalDate localDay(long millis) {
    return Instant.ofEpochMilli(millis).atOffset(TruthGrain.HONG_KONG).toLocalDate();
  }

  private static LocalDate date(JsonNode text) {
    return LocalDate.parse(text.asText());
  }
}
