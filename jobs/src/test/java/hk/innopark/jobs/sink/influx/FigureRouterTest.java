package hk.innopark.jobs.sink.influx;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.Level;
import hk.innopark.jobs.figures.FigureRow;
import hk.innopark.jobs.figures.Measurement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FigureRouterTest {

  @ParameterizedTest
  @CsvSource({
    "MACHINE, tenant-golden-noodle ALL",
    "LINE, tenant-golden-noodle ALL",
    "TENANT, tenant-golden-noodle ALL + hkstp WITHOUT_COUNTS",
    "ESTATE, hkstp WITHOUT_COUNTS"
  })
  void eachTenantHasItsBucketAndHkstpItsOwn(Level level, String destinations) throws Exception {
    assertThat(destinations(InfluxRouting.BUCKET_PER_TENANT, level)).isEqualTo(destinations);
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  void aSingleBucketTakesEachRowOnceInFull(Level level) throws Exception {
    assertThat(destinations(InfluxRouting.SINGLE_BUCKET, level)).isEqualTo("one ALL");
  }

  private static String destinations(InfluxRouting routing, Level level) throws Exception {
    FigureRow row = FigureRows.atLevel(level, Measurement.ENERGY, Map.of());
    List<String> destinations = new ArrayList<>();
    new FigureRouter(routing, "one")
        .route(row, (bucket, view, routed) -> destinations.add(bucket + " " + view));
    return String.join(" + ", destinations);
  }
}
