package hk.innopark.console;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.console.figures.AlertRow;
import hk.innopark.console.figures.FigureQuery;
import hk.innopark.console.figures.FigureStore;
import hk.innopark.console.figures.Measure;
import hk.innopark.console.figures.Place;
import hk.innopark.console.figures.QuestDbFigureStore;
import hk.innopark.events.Grain;
import hk.innopark.events.Level;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract of figure stores, asked of QuestDB. */
class QuestDbFigureStoreIT extends FigureStoreContract {
  private EmbeddedQuestDb questDb;

  @Override
  FigureStore startServer(Path folder) {
    questDb = new EmbeddedQuestDb(folder);
    questDb.createTables();
    return storeAt(questDb.uri(), TIMEOUT);
  }

  @Override
  void stopServer() {
    if (questDb != null) {
      questDb.close();
    }
  }

  @Override
  FigureStore storeAt(URI server, Duration timeout) {
    return new QuestDbFigureStore(server, timeout);
  }

  @Override
  void write(List<Written> rows) {
    questDb.write(rows.stream().map(Written::line).collect(Collectors.joining()));
  }

  @Override
  void writeAlerts(List<AlertRow> alerts) {
    // the table comes with the first alert
    assertThat(store().alerts(SampleFigures.ORIGIN, Place.ANY, Instant.EPOCH)).isEmpty();
    questDb.write(
        alerts.stream()
            .map(alert -> SampleLines.alert(SampleFigures.ORIGIN, alert))
            .collect(Collectors.joining()));
  }

  @Test
  void an_estate_s_rows_are_those_that_were_written() {
    FigureQuery query = query(Measure.THROUGHPUT, Level.ESTATE, Grain.HOUR, Place.ANY);
    assertSame(store().rows(query), sample.rows(query));
  }

  @Test
  void an_empty_server_has_no_figures_and_no_origins(@TempDir Path empty) {
    try (EmbeddedQuestDb server = new EmbeddedQuestDb(empty)) {
      FigureStore nothing = storeAt(server.uri(), TIMEOUT);
      assertThat(nothing.origins()).isEmpty();
      assertThat(nothing.totals(query(Measure.ENERGY, Level.TENANT, Grain.MINUTE, Place.ANY)))
          .isEmpty();
      assertThat(nothing.rows(query(Measure.ENERGY, Level.TENANT, Grain.MINUTE, Place.ANY)))
          .isEmpty();
    }
  }
}
