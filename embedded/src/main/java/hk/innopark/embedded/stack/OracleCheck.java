package hk.innopark.embedded.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import hk.innopark.events.Grain;
import hk.innopark.events.Level;
import hk.innopark.simulators.oracle.Mismatch;
import hk.innopark.simulators.oracle.Observed;
import hk.innopark.simulators.oracle.Oracle;
import hk.innopark.simulators.oracle.ReferenceRates;
import hk.innopark.simulators.oracle.TruthGrain;
import hk.innopark.simulators.plant.TruthRow;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds the hours in the time-series store against what truly happened at the plants. */
final class OracleCheck {
  private static final Logger LOG = LoggerFactory.getLogger(OracleCheck.class);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration HALF_HOUR = Duration.ofMinutes(30);
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final List<String> MEASUREMENTS =
      List.of("throughput", "energy", "sustainability");
  private static final Set<String> SUMS =
      Stream.concat(
              Oracle.sums().stream(),
              Stream.of(
                  "failures",
                  "mean_kw",
                  "cost_energy_hkd",
                  "scope1_kg",
                  "scope2_location_kg",
                  "scope2_market_kg",
                  "scope3_kg"))
          .collect(Collectors.toUnmodifiableSet());

  private static final int MISMATCHES_LOGGED = 50;

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final JsonMapper json = new JsonMapper();
  private final URI store;
  private final String origin;

  /** How many rows were held against the truth, and how much in them is wrong. */
  record Result(long rows, long mismatches) {}

  OracleCheck(String storeUrl, String origin) {
    this.store = URI.create(storeUrl);
    this.origin = origin;
  }

  /**
   * Checks every figure of hours that truth determines.
   *
   * @param halfHours of those hours, as far as they are known; costs, masses and demand are checked
   *     where both of an hour are
   * @param rates nothing where the registry is not known to be one and the same for all hours
   */
  Result check(List<TruthRow> hours, List<TruthRow> halfHours, Optional<ReferenceRates> rates)
      throws IOException, InterruptedException {
    if (hours.isEmpty()) {
      return new Result(0, 0);
    }
    Set<Level> levels = EnumSet.allOf(Level.class);
    Result all = check(new Oracle(hours, levels), Oracle.everyField(), hours);
    if (rates.isEmpty() || halfHours.isEmpty()) {
      return all;
    }
    Oracle rated =
        new Oracle(halfHours, HALF_HOUR, TruthGrain.every(HOUR), levels)
            .withRates(rates.get(), Oracle.Billing.HOUR);
    Result more = check(rated, Oracle.fieldsOfRates(), halfHours);
    return new Result(all.rows, all.mismatches + more.mismatches);
  }

  private Result check(Oracle oracle, Set<String> checked, List<TruthRow> parts)
      throws IOException, InterruptedException {
    Instant from = Instant.ofEpochMilli(parts.get(0).startMillis()).truncatedTo(ChronoUnit.HOURS);
    Map<String, Observed> observed = new LinkedHashMap<>();
    Set<String> known = new TreeSet<>();
    for (String measurement : MEASUREMENTS) {
      Set<String> fields = fieldsOf(measurement);
      fields.retainAll(checked);
      known.addAll(fields);
      read(measurement, List.copyOf(fields), from, observed);
    }
    observed.values().forEach(hour -> fillWithZero(hour, known));
    List<Mismatch> mismatches = oracle.compare(observed.values(), known);
    mismatches.stream().limit(MISMATCHES_LOGGED).forEach(m -> LOG.error("not the truth: {}", m));
    return new Result(oracle.expectedRows(), mismatches.size());
  }

  /** A measurement has no row where nothing happened; then its sums are zero. */
  private static void fillWithZero(Observed hour, Set<String> known) {
    for (String field : known) {
      if (SUMS.contains(field)) {
        hour.fields().putIfAbsent(field, 0.0);
      }
    }
  }

  private Set<String> fieldsOf(String measurement) throws IOException, InterruptedException {
    Set<String> fields = new TreeSet<>();
    for (JsonNode row : query("SELECT \"column\" FROM table_columns('" + measurement + "')")) {
      fields.add(row.get(0).asText());
    }
    return fields;
  }

  private void read(
      String measurement, List<String> fields, Instant from, Map<String, Observed> observed)
      throws IOException, InterruptedException {
    String sql =
        "SELECT estate, tenant, line, machine, timestamp, %s FROM %s WHERE grain = '%s' AND origin = '%s' AND timestamp >= '%s'"
            .formatted(String.join(", ", fields), measurement, Grain.HOUR.wireName(), origin, from);
    for (JsonNode row : query(sql)) {
      List<String> key = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        key.add(row.get(i).asText(null));
      }
      Observed hour =
          observed.computeIfAbsent(
              String.join("/", key.stream().map(String::valueOf).toList()),
              ignored ->
                  new Observed(
                      key.get(0),
                      key.get(1),
                      key.get(2),
                      key.get(3),
                      Instant.parse(key.get(4)),
                      new HashMap<>()));
      for (int i = 0; i < fields.size(); i++) {
        JsonNode value = row.get(5 + i);
        if (value.isNumber()) {
          hour.fields().put(fields.get(i), value.doubleValue());
        }
      }
    }
  }

  private JsonNode query(String sql) throws IOException, InterruptedException {
    URI uri =
        store.resolve("/exec?count=false&query=" + URLEncoder.encode(sql, StandardCharsets.UTF_8));
    String body =
        client
            .send(HttpRequest.newBuilder(uri).timeout(TIMEOUT).build(), BodyHandlers.ofString())
            .body();
    JsonNode answer = json.readTree(body);
    if (!answer.has("dataset")) {
      throw new IOException("time-series store: " + answer.path("error").asText(body));
    }
    return answer.get("dataset");
  }
}
