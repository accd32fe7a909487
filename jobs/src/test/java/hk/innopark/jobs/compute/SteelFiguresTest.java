package hk.innopark.jobs.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hk.innopark.events.FeedWriter;
import hk.innopark.events.Grain;
import hk.innopark.events.RawMessage;
import hk.innopark.registry.RegistryYaml;
import hk.innopark.registry.model.Registry;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A quarter of a steelworks' real energy data through the pipeline, against sums made from the same
 * file in the plainest way; and the same figures whatever happened to the messages on their way.
 */
class SteelFiguresTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ZoneId ZONE = ZoneId.of("Asia/Hong_Kong");
  private static final Set<Grain> GRAINS = EnumSet.of(Grain.HOUR, Grain.DAY, Grain.MONTH);

  @TempDir static Path directory;

  private static List<SteelFeed.Interval> intervals;
  private static SteelFeed feed;
  private static List<JsonNode> inOrder;

  @BeforeAll
  static void compute() throws Exception {
    intervals = SteelFeed.intervals();
    feed = SteelFeed.of(intervals);
    inOrder = figures("in-order", feed.inOrder());
  }

  @AfterAll
  static void forget() {
    intervals = null;
    feed = null;
    inOrder = null;
  }

  @Test
  void theRegistersRollOverHundredsOfTimes() {
    BigDecimal kwh = sum(intervals.stream().map(SteelFeed.Interval::kwh).toList());
    BigDecimal kvarh = sum(intervals.stream().map(SteelFeed.Interval::kvarh).toList());
    assertThat(kwh.intValue() / SteelFeed.MODULUS).isEqualTo(297);
    assertThat(kvarh.intValue() / SteelFeed.MODULUS).isEqualTo(122);
  }

  @Test
  void aMonthsEnergyIsTheSumOfItsIntervals() {
    Map<String, BigDecimal> kwh = new TreeMap<>();
    Map<String, BigDecimal> kvarh = new TreeMap<>();
    for (SteelFeed.Interval interval : intervals) {
      String month = interval.start().toLocalDate().withDayOfMonth(1).toString();
      kwh.merge(month, interval.kwh(), BigDecimal::add);
      kvarh.merge(month, interval.kvarh(), BigDecimal::add);
    }
    assertThat(kwh).hasSize(3);
    for (String level : List.of("machine", "line", "tenant", "estate")) {
      kwh.forEach(
          (month, expected) ->
              assertThat(value(level, "month", month, "active_kwh"))
                  .isCloseTo(expected.doubleValue(), relatively(1e-9, expected.doubleValue())));
      kvarh.forEach(
          (month, expected) ->
              assertThat(value(level, "month", month, "reactive_kvarh"))
                  .isCloseTo(expected.doubleValue(), relatively(1e-9, expected.doubleValue())));
    }
  }

  @Test
  void aMonthsPeakIsItsGreatestHalfHoursMeanApparentPower() {
    Map<String, Double> peaks = new TreeMap<>();
    for (int index = 0; index < intervals.size(); index += 2) {
      SteelFeed.Interval one = intervals.get(index);
      SteelFeed.Interval two = intervals.get(index + 1);
      assertThat(one.start().getMinute() % 30).isZero();
      double kwh = one.kwh().add(two.kwh()).doubleValue();
      double kvarh = one.kvarh().add(two.kvarh()).doubleValue();
      String month = one.start().toLocalDate().withDayOfMonth(1).toString();
      peaks.merge(month, 2 * Math.hypot(kwh, kvarh), Math::max);
    }
    peaks.forEach(
        (month, peak) ->
            assertThat(value("tenant", "month", month, "peak_demand_kva"))
                .isCloseTo(peak, relatively(1e-6, peak)));
  }

  /**
   * January at 68 HK$ a kVA; of February 14 days of 28 at that and 14 at the new tariff, which
   * bills the greatest half hour on peak: 70 HK$ for each of 200 kVA and 60 for each more.
   */
  @Test
  void aMonthsDemandIsBilledByTheTariffOfItsDays() {
    double january = peak("2018-01-01", "2018-02-01", "any");
    double before = peak("2018-02-01", "2018-02-15", "any");
    double after = peak("2018-02-15", "2018-03-01", "on peak");
    assertThat(january).isGreaterThan(200);
    assertThat(after).isGreaterThan(200);
    assertThat(value("tenant", "month", "2018-01-01", "demand_billed_kva"))
        .isCloseTo(january, relatively(1e-6, january));
    assertThat(value("tenant", "month", "2018-01-01", "cost_demand_hkd"))
        .isCloseTo(68 * january, relatively(1e-6, 68 * january));
    double february = 0.5 * 68 * before + 0.5 * (70 * 200 + 60 * (after - 200));
    assertThat(value("tenant", "month", "2018-02-01", "cost_demand_hkd"))
        .isCloseTo(february, relatively(1e-6, february));
  }

  private static double peak(String from, String to, String band) {
    double peak = 0;
    for (int index = 0; index < intervals.size(); index += 2) {
      LocalDateTime start = intervals.get(index).start();
      boolean within =
          !start.toLocalDate().isBefore(LocalDate.parse(from))
              && start.toLocalDate().isBefore(LocalDate.parse(to));
      if (within && (band.equals("any") || isOnPeak(start))) {
        double kwh = intervals.get(index).kwh().add(intervals.get(index + 1).kwh()).doubleValue();
        double kvarh =
            intervals.get(index).kvarh().add(intervals.get(index + 1).kvarh()).doubleValue();
        peak = Math.max(peak, 2 * Math.hypot(kwh, kvarh));
      }
    }
    return peak;
  }

  /** Monday to Saturday from nine to nine; the lunar new year of 2018 is as a Sunday. */
  private static boolean isOnPeak(LocalDateTime start) {
    Set<LocalDate> holidays = Set.of(LocalDate.of(2018, 2, 16), LocalDate.of(2018, 2, 17));
    return start.getDayOfWeek() != DayOfWeek.SUNDAY
        && !holidays.contains(start.toLocalDate())
        && start.getHour() >= 9
        && start.getHour() < 21;
  }

  /** 0.9 on peak and 0.8 off peak; from 15 February 0.975 and 0.811, and 0.037 for fuel. */
  @Test
  void aDaysCostIsItsIntervalsAtTheRatesOfTheirHours() {
    Map<LocalDate, BigDecimal> costs = new TreeMap<>();
    for (SteelFeed.Interval interval : intervals) {
      LocalDateTime start = interval.start();
      boolean onPeak = isOnPeak(start);
      boolean spring = !start.toLocalDate().isBefore(LocalDate.of(2018, 2, 15));
      String rate = spring ? (onPeak ? "1.012" : "0.848") : (onPeak ? "0.9" : "0.8");
      costs.merge(
          start.toLocalDate(), interval.kwh().multiply(new BigDecimal(rate)), BigDecimal::add);
    }
    assertThat(costs).hasSize(90);
    costs.forEach(
        (day, cost) ->
            assertThat(value("line", "day", day.toString(), "cost_energy_hkd"))
                .as(day.toString())
                .isCloseTo(cost.doubleValue(), relatively(1e-6, cost.doubleValue())));
  }

  static Stream<Arguments> waysOfArriving() {
    return Stream.of(
        Arguments.of("duplicates", feed.withDuplicates()),
        Arguments.of("disorder", feed.inDisorder()),
        Arguments.of("backlogs", feed.withBacklogs()),
        Arguments.of("live-before-backlogs-in-disorder-and-twice", feed.withEverything()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("waysOfArriving")
  void theFiguresDoNotDependOnHowTheMessagesArrived(String way, List<RawMessage> messages)
      throws Exception {
    List<JsonNode> figures = figures(way, messages);
    assertThat(directory.resolve(way).resolve("deadletters.ndjson")).isEmptyFile();
    assertThat(differences(said(figures), said(inOrder))).isEmpty();
    assertThat(inOrder).hasSizeGreaterThan(4 * (90 * 24 + 90 + 3) * 3);
    assertThat(figures)
        .filteredOn(row -> row.get("grain").asText().equals("month"))
        .filteredOn(row -> row.get("start").asLong() < millis("2018-04-01"))
        .isNotEmpty()
        .allSatisfy(row -> assertThat(row.get("status").asText()).isIn("final", "revised"));
  }

  /**
   * Rows without what may truly differ: that they were revised, how many repeats came, and whether
   * messages came as from a slow clock.
   */
  private static List<String> said(List<JsonNode> figures) {
    List<String> said = new ArrayList<>();
    for (JsonNode row : figures) {
      ObjectNode copy = row.deepCopy();
      copy.remove(List.of("revision", "status", "duplicates", "clock_off"));
      if (row.get("start").asLong() < millis("2018-04-01")) {
        said.add(copy.toString());
      }
    }
    return said;
  }

  private static List<String> differences(List<String> actual, List<String> expected) {
    assertThat(actual).hasSameSizeAs(expected);
    List<String> differences = new ArrayList<>();
    for (int index = 0; index < actual.size(); index++) {
      if (!actual.get(index).equals(expected.get(index))) {
        differences.add(expected.get(index) + " but " + actual.get(index));
      }
    }
    return differences;
  }

  private static List<JsonNode> figures(String name, List<RawMessage> messages) throws Exception {
    Path file = directory.resolve(name + ".ndjson");
    try (FeedWriter writer = FeedWriter.create(file)) {
      for (RawMessage message : messages) {
        writer.write(message);
      }
    }
    new FeedComputation(registry(), file, GRAINS, 2).run(directory.resolve(name));
    List<JsonNode> figures = new ArrayList<>();
    for (String line : Files.readAllLines(directory.resolve(name).resolve("figures.ndjson"))) {
      figures.add(JSON.readTree(line));
    }
    return figures;
  }

  private static Registry registry() throws IOException {
    try (var in = SteelFiguresTest.class.getResourceAsStream("/steel/registry.yaml")) {
      return RegistryYaml.parse(
          new String(in.readAllBytes(), StandardCharsets.UTF_8), "registry.yaml");
    }
  }

  private static double value(String level, String grain, String day, String field) {
    for (JsonNode row : inOrder) {
      if (row.get("measurement").asText().equals("energy")
          && row.get("level").asText().equals(level)
          && row.get("grain").asText().equals(grain)
          && row.get("start").asLong() == millis(day)) {
        return row.get(field).asDouble(Double.NaN);
      }
    }
    throw new AssertionError("no row " + level + " " + grain + " " + day);
  }

  private static long millis(String day) {
    return LocalDate.parse(day).atStartOfDay(ZONE).toInstant().toEpochMilli();
  }

  private static BigDecimal sum(List<BigDecimal> values) {
    return values.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static org.assertj.core.data.Offset<Double> relatively(double part, double of) {
    return within(part * of);
  }
}
