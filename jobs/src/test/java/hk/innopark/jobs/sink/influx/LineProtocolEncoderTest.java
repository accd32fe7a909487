package hk.innopark.jobs.sink.influx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hk.innopark.events.Grain;
import hk.innopark.events.Level;
import hk.innopark.jobs.figures.FigureRow;
import hk.innopark.jobs.figures.Measurement;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LineProtocolEncoderTest {
  private final LineProtocolEncoder encoder = new LineProtocolEncoder();

  @Test
  void aRowIsOneLineWithSortedTagsAndItsFieldsInTheContractsOrder() {
    FigureRow row =
        FigureRows.machineMinute(
            Measurement.ENERGY, Map.of("mean_kw", 12.25, "grid_kwh", 0.1, "active_kwh", 3.0));

    assertThat(line(row))
        .isEqualTo(
            "energy,estate=tai-po,grain=minute,level=machine,line=line-1,machine=oven-1,"
                + "origin=real,tenant=golden-noodle"
                + " revision=1,grid_kwh=0.1,active_kwh=3,mean_kw=12.25 1763791200000\n");
  }

  @ParameterizedTest
  @CsvSource({
    "MACHINE, ',level=machine,line=line-1,machine=oven-1,origin=real,tenant=golden-noodle'",
    "LINE, ',level=line,line=line-1,origin=real,tenant=golden-noodle'",
    "TENANT, ',level=tenant,origin=real,tenant=golden-noodle'",
    "ESTATE, ',level=estate,origin=real'"
  })
  void tagsAboveALevelAreLeftOut(Level level, String tags) {
    FigureRow row = FigureRows.atLevel(level, Measurement.ENERGY, Map.of("mean_kw", 1.0));

    assertThat(line(row))
        .isEqualTo(
            "energy,estate=tai-po,grain=minute" + tags + " revision=1,mean_kw=1 1763791200000\n");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, 0",
    "1200, 1200",
    "-1200, -1200",
    "0.1, 0.1",
    "-0.1, -0.1",
    "0.30000000000000004, 0.30000000000000004",
    "2.0E-3, 0.002",
    "0.000000001, 0.000000001",
    "-12345.678900001, -12345.678900001",
    "123456.789012345, 123456.789012345",
    "1234567.890123456, 1234567.890123456",
    "0.3333333333333333, 0.3333333333333333",
    "2E-10, 2.0E-10",
    "999999999999999, 999999999999999",
    "1E15, 1.0E15",
    "1.7976931348623157E308, 1.7976931348623157E308",
    "4.9E-324, 4.9E-324"
  })
  void numbersAreTheShortestDecimalThatReadsBackTheSame(double value, String text) {
    FigureRow row = FigureRows.machineMinute(Measurement.ENERGY, Map.of("grid_kwh", value));

    assertThat(line(row)).contains(" revision=1,grid_kwh=" + text + " ");
  }

  @ParameterizedTest
  @CsvSource({"NaN", "Infinity", "-Infinity"})
  void aRowWithoutAnyValueStillHasItsRevision(double none) {
    FigureRow row = FigureRows.machineMinute(Measurement.ENERGY, Map.of("grid_kwh", none));

    assertThat(line(row)).contains(" revision=1 1763791200000");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "sim:run-1 | sim:run-1",
        "a,b | a\\,b",
        "a b | a\\ b",
        "a=b | a\\=b",
        "a\\ | a%5C",
        "a\\,b | a%5C\\,b",
        "\\\\ | %5C%5C",
        "100% | 100%25",
        "\"a\nb\" | a%0Ab",
        "\"a\rb\" | a%0Db",
        "\"a\u007Fb\" | a%7Fb",
        "金麵 | 金麵",
        "🍜 | 🍜",
        "é | é",
        "\uD83C | \uFFFD"
      })
  void tagValuesAreEscaped(String origin, String escaped) {
    FigureRow row =
        FigureRows.renamed(
            FigureRows.machineMinute(Measurement.ENERGY, Map.of("mean_kw", 1.0)),
            "golden-noodle",
            "oven-1",
            origin);

    assertThat(line(row)).contains(",origin=" + escaped + ",tenant=golden-noodle ");
  }

  @Test
  void anEmptyTagIsLeftOut() {
    FigureRow row =
        FigureRows.renamed(
            FigureRows.machineMinute(Measurement.ENERGY, Map.of()), "golden-noodle", "", "real");

    assertThat(line(row)).doesNotContain("machine=");
  }

  @Test
  void aRowWithAnotherNumberOfValuesIsRefused() {
    FigureRow row =
        new FigureRow(
            Measurement.ENERGY,
            Level.ESTATE,
            Grain.DAY,
            "tai-po",
            null,
            null,
            null,
            null,
            "real",
            0,
            1,
            1,
            FigureRow.Status.FINAL,
            new double[3]);

    assertThatThrownBy(() -> line(row))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching("a row of energy has 3 values for \\d+ fields");
  }

  @ParameterizedTest
  @EnumSource(Measurement.class)
  void everyFieldOfAMeasurementIsWritten(Measurement measurement) {
    ParsedPoint point = parse(FigureRows.full(measurement, "oven-1", 3, 1));

    assertThat(point.fields()).containsKeys(measurement.fields().toArray(String[]::new));
  }

  @Property
  void aDecimalIsNoLongerThanItHasToBe(
      @ForAll @LongRange(min = -999_999_999_999_999L, max = 999_999_999_999_999L) long unscaled,
      @ForAll @IntRange(max = 12) int scale) {
    BigDecimal decimal = BigDecimal.valueOf(unscaled, scale);
    String line =
        line(
            FigureRows.machineMinute(
                Measurement.ENERGY, Map.of("grid_kwh", decimal.doubleValue())));

    String written = line.substring(line.indexOf("grid_kwh=") + 9, line.lastIndexOf(' '));
    assertThat(new BigDecimal(written)).isEqualByComparingTo(decimal);
  }

  @Property
  void whatIsWrittenReadsBackTheSame(
      @ForAll("rows") FigureRow row, @ForAll("texts") String origin) {
    FigureRow named = FigureRows.renamed(row, "golden-noodle", "oven-1", origin);

    ParsedPoint point = parse(named);

    assertThat(point.measurement()).isEqualTo(row.measurement().wireName());
    assertThat(point.timestamp()).isEqualTo(row.startMillis());
    Map<String, String> tags = new TreeMap<>();
    tags.put("estate", "tai-po");
    tags.put("tenant", "golden-noodle");
    tags.put("line", "line-1");
    tags.put("machine", "oven-1");
    tags.put("level", "machine");
    tags.put("grain", "minute");
    tags.put("origin", origin);
    Map<String, String> read = new TreeMap<>(point.tags());
    read.compute("origin", (key, text) -> percentDecoded(text));
    assertThat(read).isEqualTo(tags);
    Map<String, Double> fields = new TreeMap<>();
    fields.put("revision", (double) row.revision());
    for (int i = 0; i < row.values().length; i++) {
      double value = row.values()[i];
      if (!Double.isNaN(value) && !Double.isInfinite(value)) {
        fields.put(row.measurement().fields().get(i), value + 0.0); // no negative zero
      }
    }
    assertThat(point.fields()).isEqualTo(fields);
  }

  @Provide
  Arbitrary<FigureRow> rows() {
    return Arbitraries.of(Measurement.values())
        .flatMap(
            measurement ->
                Arbitraries.oneOf(
                        Arbitraries.doubles(),
                        Arbitraries.of(
                            Double.NaN,
                            Double.POSITIVE_INFINITY,
                            Double.MIN_VALUE,
                            -0.0,
                            1e15,
                            9.007199254740992e15),
                        Arbitraries.longs().map(nano -> nano / 1e9))
                    .array(double[].class)
                    .ofSize(measurement.fields().size())
                    .flatMap(
                        values ->
                            Arbitraries.integers()
                                .between(1, Integer.MAX_VALUE)
                                .flatMap(
                                    revision ->
                                        Arbitraries.longs()
                                            .map(
                                                start ->
                                                    new FigureRow(
                                                        measurement,
                                                        Level.MACHINE,
                                                        Grain.MINUTE,
                                                        "tai-po",
                                                        "golden-noodle",
                                                        "line-1",
                                                        "oven-1",
                                                        null,
                                                        "real",
                                                        start,
                                                        0,
                                                        revision,
                                                        FigureRow.Status.FINAL,
                                                        values)))));
  }

  /** Whole Unicode without lone surrogates, with the protocol's own characters often among it. */
  @Provide
  Arbitrary<String> texts() {
    Arbitrary<Integer> codePoints =
        Arbitraries.oneOf(
            Arbitraries.of((int) '\\', (int) ',', (int) ' ', (int) '=', (int) '\n', (int) '%'),
            Arbitraries.of((int) '"', (int) '\r', (int) '\t', 0, 0x7F, (int) '#', (int) '+'),
            Arbitraries.integers().between(0, 0xD7FF),
            Arbitraries.integers().between(0xE000, Character.MAX_CODE_POINT));
    return codePoints
        .list()
        .ofMinSize(1)
        .ofMaxSize(12)
        .map(
            list -> {
              StringBuilder text = new StringBuilder();
              list.forEach(text::appendCodePoint);
              return text.toString();
            });
  }

  private static String percentDecoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private ParsedPoint parse(FigureRow row) {
    String line = line(row);
    assertThat(line).endsWith("\n");
    return ParsedPoint.parse(line.substring(0, line.length() - 1));
  }

  private String line(FigureRow row) {
    LineBatch batch = new LineBatch();
    encoder.encode(row, FieldView.ALL, batch);
    assertThat(batch.lines()).isEqualTo(1);
    return batch.text(0, 1);
  }
}
