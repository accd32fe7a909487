package hk.innopark.operations.baseline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hk.innopark.jobs.reference.ReferenceData;
import hk.innopark.registry.model.Baseline;
import hk.innopark.registry.model.DailyTemperature;
import hk.innopark.registry.model.Registry;
import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes a baseline of a line or tenant from its computed days: those that are settled, and have
 * both energy and output.
 *
 * @param line null for the whole tenant
 * @param origin of the data, such as {@code real}
 * @param baseTemperatureC above which a day's temperature counts; null to leave the weather out
 */
public record BaselineFit(
    String id,
    String tenant,
    String line,
    String origin,
    LocalDate validFrom,
    BigDecimal baseTemperatureC) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final MathContext DIGITS = new MathContext(12);

  /**
   * The baseline that the days of a {@code figures.ndjson} give; whether it is good enough is the
   * registry's to judge.
   *
   * @param registry whose temperatures are taken
   * @throws IOException where the figures cannot be read, naming file and line
   * @throws IllegalArgumentException where they do not determine a baseline
   */
  public Baseline of(Path figures, Registry registry) throws IOException {
    Map<LocalDate, Double> kwh = new TreeMap<>();
    Map<LocalDate, Double> items = new HashMap<>();
    read(figures, kwh, items);
    Map<LocalDate, BigDecimal> temperatures = new HashMap<>();
    for (DailyTemperature day : registry.temperatures()) {
      temperatures.put(day.date(), day.meanC());
    }
    List<Regression.Point> points = new ArrayList<>();
    for (Map.Entry<LocalDate, Double> day : kwh.entrySet()) {
      Double produced = items.get(day.getKey());
      if (produced != null) {
        points.add(
            new Regression.Point(day.getValue(), produced, degreeDays(day.getKey(), temperatures)));
      }
    }
    Regression fit =
        Regression.of(
            points,
            baseTemperatureC == null ? Regression.Weather.LEFT_OUT : Regression.Weather.INCLUDED);
    return new Baseline(
        id,
        tenant,
        line,
        validFrom,
        decimal(fit.constant()),
        decimal(fit.perItem()),
        decimal(fit.perDegreeDay()),
        baseTemperatureC,
        decimal(Math.max(0, fit.rSquared())),
        fit.points(),
        "regression over " + fit.points() + " days of " + figures.getFileName());
  }

  /** The registry with a baseline added, or put in the place of the one with its id. */
  public static Registry added(Registry registry, Baseline baseline) {
    List<Baseline> baselines = new ArrayList<>(registry.baselines());
    baselines.removeIf(other -> other.id().equals(baseline.id()));
    baselines.add(baseline);
    return registry.withBaselines(baselines);
  }

  private double degreeDays(LocalDate day, Map<LocalDate, BigDecimal> temperatures) {
    if (baseTemperatureC == null) {
      return 0;
    }
    return Optional.ofNullable(temperatures.get(day))
        .map(mean -> Math.max(0, mean.subtract(baseTemperatureC).doubleValue()))
        .orElseThrow(() -> new IllegalArgumentException("registry: temperatures: none of " + day));
  }

  private void read(Path figures, Map<LocalDate, Double> kwh, Map<LocalDate, Double> items)
      throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(figures)) {
      int number = 0;
      for (String text = lines.readLine(); text != null; text = lines.readLine()) {
        number++;
        // most lines are other grains
        if (!text.contains("\"grain\":\"day\"")) {
          continue;
        }
        JsonNode row;
        try {
          row = JSON.readTree(text);
        } catch (IOException malformed) {
          throw new IOException(figures + ": line " + number + ": is no figure row", malformed);
        }
        if (isOfThis(row)) {
          LocalDate day = ReferenceData.localDay(row.path("start").asLong());
          put(kwh, day, row.path("active_kwh"));
          put(items, day, row.path("produced"));
        }
      }
    }
  }

  private boolean isOfThis(JsonNode row) {
    return row.path("level").asText().equals(line == null ? "tenant" : "line")
        && tenant.equals(row.path("tenant").asText())
        && (line == null || Objects.equals(line, row.path("line").asText()))
        && origin.equals(row.path("origin").asText())
        && !row.path("status").asText().equals("provisional");
  }

  private static void put(Map<LocalDate, Double> values, LocalDate day, JsonNode value) {
    if (value.isNumber()) {
      values.put(day, value.asDouble());
    }
  }

  private static BigDecimal decimal(double value) {
    BigDecimal rounded = new BigDecimal(value).round(DIGITS);
    // a registry's number has at most 18 digits behind the point
    return rounded.scale() > 18 ? rounded.setScale(18, java.math.RoundingMode.HALF_EVEN) : rounded;
  }
}
