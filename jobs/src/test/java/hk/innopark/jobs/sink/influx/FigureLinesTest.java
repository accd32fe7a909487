package hk.innopark.jobs.sink.influx;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.Level;
import hk.innopark.jobs.figures.FigureRow;
import hk.innopark.jobs.figures.Measurement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FigureLinesTest {

  @ParameterizedTest
  @CsvSource({
    "MACHINE, tenant-golden-noodle ALL",
    "LINE, tenant-golden-noodle ALL",
    "TENANT, tenant-golden-noodle ALL + hkstp WITHOUT_COUNTS",
    "ESTATE, hkstp WITHOUT_COUNTS"
  })
  void eachTenantHasItsBucketAndHkstpItsOwn(Level level, String destinations) {
    assertThat(destinations(InfluxRouting.BUCKET_PER_TENANT, level)).isEqualTo(destinations);
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  void aSingleBucketTakesEachRowOnceInFull(Level level) {
    assertThat(destinations(InfluxRouting.SINGLE_BUCKET, level)).isEqualTo("one ALL");
  }

  private static String destinations(InfluxRouting routing, Level level) {
    FigureRow row =
        FigureRows.atLevel(level, Measurement.THROUGHPUT, Map.of("oee", 0.5, "setup_s", 1.0));
    List<LineBlock> blocks = new ArrayList<>();
    LineBatches batches = new LineBatches(blocks::add);
    new FigureLines(routing, "one").encode(row, batches);
    batches.flush();
    return blocks.stream()
        .map(block -> block.bucket() + " " + view(new String(block.bytes(), UTF_8)))
        .collect(Collectors.joining(" + "));
  }

  private static FieldView view(String line) {
    assertThat(line).contains("setup_s=1");
    return line.contains("oee=") ? FieldView.ALL : FieldView.WITHOUT_COUNTS;
  }
}
