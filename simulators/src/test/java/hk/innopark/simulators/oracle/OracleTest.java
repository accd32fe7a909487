package hk.innopark.simulators.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hk.innopark.events.Level;
import hk.innopark.events.RawMessage;
import hk.innopark.simulators.plant.Fleet;
import hk.innopark.simulators.plant.Messages;
import hk.innopark.simulators.plant.Plants;
import hk.innopark.simulators.plant.SimulationRun;
import hk.innopark.simulators.plant.TruthElement;
import hk.innopark.simulators.plant.TruthRow;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OracleTest {
  private static final Set<String> FROM_COUNTERS =
      Set.of(
          "good",
          "scrap",
          "produced",
          "grid_kwh",
          "pv_kwh",
          "active_kwh",
          "reactive_kvarh",
          "water_m3",
          "running_kwh",
          "idle_kwh",
          "setup_kwh",
          "down_kwh",
          "off_kwh",
          "scope1_kg");
  private static List<TruthRow> truth;
  private static List<Observed> honest;
  private static ReferenceRates rates;

  @BeforeAll
  static void simulate() throws IOException {
    rates =
        ReferenceRates.parse(
            "factors: [{carrier: towngas, valid_from: 2024-01-01, kg_per_unit: 0.05, scope: 1}]");
    Instant start = Instant.parse("2026-03-02T22:00:00Z");
    Fleet fleet = Fleet.startingAt(start, Plants.sample(), new SimulationRun(3, "test"));
    List<RawMessage> messages = fleet.advanceTo(start.plus(Duration.ofHours(8)));
    truth = fleet.truth().completeHours();
    honest = FiguresFromMessages.of(Messages.byMachine(messages));
  }

  private static Oracle machines() {
    return new Oracle(truth, EnumSet.of(Level.MACHINE)).withRates(rates, Oracle.Billing.HOUR);
  }

  private static List<Observed> with(int index, String field, double value) {
    List<Observed> changed = new ArrayList<>(honest);
    Observed row = changed.get(index);
    Map<String, Double> fields = new HashMap<>(row.fields());
    fields.put(field, value);
    changed.set(
        index,
        new Observed(
            row.estate(), row.tenant(), row.line(), row.machine(), row.hourStart(), fields));
    return changed;
  }

  @Test
  void figures_computed_from_the_messages_agree_with_the_truth() {
    assertThat(machines().expectedRows()).isEqualTo(41 * 8);
    assertThat(machines().compare(honest, FROM_COUNTERS)).isEmpty();
  }

  @Test
  void one_item_too_many_is_found() {
    double good = honest.get(5).fields().get("good");
    assertThat(machines().compare(with(5, "good", good + 1), FROM_COUNTERS))
        .singleElement()
        .satisfies(
            mismatch -> {
              assertThat(mismatch.field()).isEqualTo("good");
              assertThat(mismatch.toString())
                  .contains(honest.get(5).machine())
                  .contains((good + 1) + " instead of " + good);
            });
  }

  @Test
  void a_kilowatt_hour_that_is_off_in_the_ninth_digit_is_found_and_in_the_eleventh_is_not() {
    int row = 0;
    double kwh = honest.get(row).fields().get("active_kwh");
    assertThat(machines().compare(with(row, "active_kwh", kwh * (1 + 5e-9)), FROM_COUNTERS))
        .hasSize(1);
    assertThat(machines().compare(with(row, "active_kwh", kwh * (1 + 1e-11)), FROM_COUNTERS))
        .isEmpty();
  }

  @Test
  void a_row_that_is_missing_is_found() {
    assertThat(machines().compare(honest.subList(1, honest.size()), FROM_COUNTERS))
        .singleElement()
        .satisfies(
            mismatch -> {
              assertThat(mismatch.field()).isNull();
              assertThat(mismatch.text()).isEqualTo("missing");
            });
  }

  @Test
  void a_row_that_is_there_twice_is_found() {
    List<Observed> twice = new ArrayList<>(honest);
    twice.add(honest.get(7));
    assertThat(machines().compare(twice, FROM_COUNTERS))
        .extracting(Mismatch::text)
        .containsExactly("reported more than once");
  }

  @Test
  void a_row_of_a_machine_that_does_not_exist_is_found() {
    List<Observed> more = new ArrayList<>(honest);
    Observed row = honest.get(0);
    more.add(
        new Observed(row.estate(), row.tenant(), row.line(), "ghost-1", row.hourStart(), Map.of()));
    assertThat(machines().compare(more, FROM_COUNTERS))
        .extracting(Mismatch::text)
        .containsExactly("nothing of the kind was simulated");
  }

  @Test
  void rows_of_other_hours_are_passed_over() {
    List<Observed> more = new ArrayList<>(honest);
    Observed row = honest.get(0);
    more.add(
        new Observed(
            row.estate(),
            row.tenant(),
            row.line(),
            row.machine(),
            row.hourStart().minus(Duration.ofDays(1)),
            Map.of()));
    assertThat(machines().compare(more, FROM_COUNTERS)).isEmpty();
  }

  @Test
  void a_value_that_is_missing_is_found() {
    assertThat(machines().compare(with(0, "good", Double.NaN), FROM_COUNTERS))
        .extracting(Mismatch::text)
        .allMatch(text -> text.startsWith("no value instead of "))
        .hasSize(1);
  }

  @Test
  void lines_tenants_and_estates_are_the_sums_of_their_machines() {
    for (Level level : List.of(Level.LINE, Level.TENANT, Level.ESTATE)) {
      Oracle oracle = new Oracle(truth, EnumSet.of(level)).withRates(rates, Oracle.Billing.HOUR);
      List<Observed> summed = summed(level);
      assertThat(oracle.expectedRows()).isEqualTo(summed.size());
      assertThat(oracle.compare(summed, FROM_COUNTERS)).as(level.wireName()).isEmpty();
    }
  }

  private static List<Observed> summed(Level level) {
    Map<List<String>, Observed> sums = new HashMap<>();
    for (Observed row : honest) {
      String tenant = level == Level.ESTATE ? null : row.tenant();
      String line = level == Level.LINE ? row.line() : null;
      Observed sum =
          sums.computeIfAbsent(
              List.of(row.estate(), "" + tenant, "" + line, row.hourStart().toString()),
              key ->
                  new Observed(row.estate(), tenant, line, null, row.hourStart(), new HashMap<>()));
      row.fields().forEach((field, value) -> sum.fields().merge(field, value, Double::sum));
    }
    return sums.values().stream().filter(row -> isComplete(row)).toList();
  }

  private static boolean isComplete(Observed row) {
    return row.hourStart().isBefore(Instant.parse("2026-03-03T06:00:00Z"));
  }

  @Test
  void quotients_follow_from_the_sums_and_are_null_over_zero() {
    Map<String, Double> values = new HashMap<>();
    TruthRow busy =
        truth.stream()
            .filter(row -> row.get(TruthElement.PRODUCTION) > 0)
            .filter(row -> row.get(TruthElement.DELAY) > 0)
            .findFirst()
            .orElseThrow();
    double production = busy.get(TruthElement.PRODUCTION);
    double planned =
        production
            + busy.get(TruthElement.SETUP)
            + busy.get(TruthElement.DELAY)
            + busy.get(TruthElement.IDLE);
    double good = busy.get(TruthElement.GOOD);
    double produced = good + busy.get(TruthElement.REJECT);
    values.put("availability", production / planned);
    values.put("quality", good / produced);
    values.put("effectiveness", busy.get(TruthElement.IDEAL_PLANNED) / production);
    values.put("oee", busy.get(TruthElement.IDEAL_GOOD_PLANNED) / planned);
    Oracle oracle = new Oracle(List.of(busy), EnumSet.of(Level.MACHINE));
    assertThat(oracle.compare(List.of(row(busy, values)), values.keySet())).isEmpty();

    TruthRow off =
        truth.stream()
            .filter(row -> row.get(TruthElement.OFF_MILLIS) == 3_600_000L)
            .findFirst()
            .orElseThrow();
    Oracle night = new Oracle(List.of(off), EnumSet.of(Level.MACHINE));
    assertThat(night.compare(List.of(row(off, Map.of())), values.keySet())).isEmpty();
    assertThat(night.compare(List.of(row(off, Map.of("oee", 0.0))), values.keySet()))
        .extracting(Mismatch::text)
        .containsExactly("0.0 instead of no value");
  }

  private static Observed row(TruthRow truth, Map<String, Double> fields) {
    return new Observed(
        truth.machine().estate(),
        truth.machine().tenant(),
        truth.machine().line(),
        truth.machine().machine(),
        Instant.ofEpochMilli(truth.startMillis()),
        fields);
  }

  @Test
  void a_field_that_the_oracle_does_not_know_is_refused() {
    assertThatThrownBy(() -> machines().compare(honest, Set.of("happiness")))
        .hasMessage("the oracle does not know happiness");
  }

  @Test
  void sums_are_part_of_every_field() {
    Set<String> quotients = new LinkedHashSet<>(Oracle.everyField());
    quotients.removeAll(Oracle.sums());
    assertThat(quotients).contains("oee", "kwh_per_good").doesNotContain("good");
  }
}
