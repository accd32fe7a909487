package hk.innopark.console;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.console.figures.AlertRow;
import hk.innopark.console.figures.FigureQuery;
import hk.innopark.console.figures.FigureRow;
import hk.innopark.console.figures.FigureStore;
import hk.innopark.console.figures.InfluxBuckets;
import hk.innopark.console.figures.InfluxFigureStore;
import hk.innopark.console.figures.Measure;
import hk.innopark.console.figures.Place;
import hk.innopark.events.Grain;
import hk.innopark.events.Level;
import hk.innopark.events.settings.TokenFile;
import hk.innopark.events.testing.InfluxDbProcess;
import hk.innopark.registry.model.Tenant;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The contract of figure stores, asked of InfluxDB with a bucket a tenant. */
class InfluxFigureStoreIT extends FigureStoreContract {
  private static final String HKSTP = "hkstp";
  private static final Set<String> NOT_FOR_HKSTP = Set.of("produced", "good", "scrap", "rework");

  private final List<String> tenants =
      SampleRegistry.load().tenants().stream().map(Tenant::id).toList();
  private InfluxDbProcess influxDb;

  @Override
  FigureStore startServer(Path folder) throws Exception {
    influxDb = InfluxDbProcess.orSkipped(folder);
    return new InfluxFigureStore(
        influxDb.uri(), Optional.empty(), TIMEOUT, InfluxBuckets.all(() -> tenants));
  }

  @Override
  void stopServer() {
    if (influxDb != null) {
      influxDb.close();
    }
  }

  @Override
  FigureStore storeAt(URI server, Duration timeout) {
    return new InfluxFigureStore(
        server, Optional.of(TokenFile.fixed("t")), timeout, InfluxBuckets.all(() -> tenants));
  }

  @Override
  void write(List<Written> rows) throws Exception {
    Map<String, StringBuilder> lines = new HashMap<>();
    for (Written written : rows) {
      if (written.level() != Level.ESTATE) {
        add(lines, bucket(written.row().place()), written.line());
      }
      if (written.level() == Level.TENANT || written.level() == Level.ESTATE) {
        add(lines, HKSTP, written.with(withoutCounts(written.row())).line());
      }
    }
    writeLines(lines);
  }

  @Override
  void writeAlerts(List<AlertRow> alerts) throws Exception {
    Map<String, StringBuilder> lines = new HashMap<>();
    for (AlertRow alert : alerts) {
      String points = SampleLines.alert(SampleFigures.ORIGIN, alert);
      add(lines, bucket(alert.place()), points);
      add(lines, HKSTP, points);
    }
    writeLines(lines);
  }

  private static String bucket(Place place) {
    return "tenant-" + place.tenant();
  }

  private static void add(Map<String, StringBuilder> lines, String bucket, String more) {
    lines.computeIfAbsent(bucket, name -> new StringBuilder()).append(more);
  }

  private void writeLines(Map<String, StringBuilder> lines) throws Exception {
    for (Map.Entry<String, StringBuilder> bucket : lines.entrySet()) {
      influxDb.createDatabase(bucket.getKey());
      influxDb.write(bucket.getKey(), bucket.getValue().toString());
    }
  }

  private static FigureRow withoutCounts(FigureRow row) {
    Map<String, Double> values = new HashMap<>(row.values());
    values.keySet().removeAll(NOT_FOR_HKSTP);
    return new FigureRow(row.place(), row.start(), row.revision(), row.periods(), values);
  }

  @Test
  void an_estate_s_rows_come_without_counts() {
    FigureQuery query = query(Measure.THROUGHPUT, Level.ESTATE, Grain.HOUR, Place.ANY);
    assertSame(
        store().rows(query),
        sample.rows(query).stream().map(InfluxFigureStoreIT::withoutCounts).toList());
  }

  @Test
  void a_tenant_without_a_bucket_has_no_figures() {
    assertThat(
            store()
                .totals(query(Measure.ENERGY, Level.TENANT, Grain.MINUTE, Place.ofTenant("new"))))
        .isEmpty();
  }
}
