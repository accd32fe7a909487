package hk.innopark.embedded.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hk.innopark.embedded.server.EmbeddedPostgres;
import hk.innopark.events.process.LoopbackPorts;
import hk.innopark.registry.RegistryException;
import hk.innopark.registry.RegistrySchema;
import hk.innopark.registry.RegistryStore;
import hk.innopark.registry.RegistryYaml;
import hk.innopark.registry.access.Secret;
import hk.innopark.registry.model.DailyTemperature;
import hk.innopark.simulators.plant.Weather;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneId;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryDatabaseIT {
  private static final Path PROGRAMS = Path.of("target", "postgres");

  @TempDir Path folder;

  @Test
  void theSampleFillsAnEmptyRegistryAndNeverOneThatCannotBeRead() throws Exception {
    Secret password = Secret.keptIn(folder.resolve("password"));
    try (EmbeddedPostgres postgres =
        EmbeddedPostgres.start(PROGRAMS, folder.resolve("data"), LoopbackPorts.free(), password)) {
      DataSource owner =
          RegistryDatabase.dataSource(postgres.jdbcUrl(), EmbeddedPostgres.USER, password);
      RegistrySchema.migrate(owner);
      RegistryStore store = new RegistryStore(owner);

      RegistryDatabase.fillWhereEmpty(owner);

      assertThat(store.versions()).hasSize(1);
      assertThat(store.load().tenants()).isEqualTo(RegistryYaml.sample().tenants());
      LocalDate today = LocalDate.now(ZoneId.of("Asia/Hong_Kong"));
      assertThat(store.load().temperatures())
          .as("the weather of the simulated plants, also where midnight has just passed")
          .contains(
              new DailyTemperature(
                  today.plusDays(7),
                  BigDecimal.valueOf(Weather.meanDeciC(today.plusDays(7)), 1),
                  "simulated weather, nobody's measurement"));

      // as after an accident: the registry is somebody's, and does not load
      try (Connection connection = owner.getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("ALTER FUNCTION registry.tree(timestamptz) RENAME TO lost");
        // or a second import of the same content would change nothing
        statement.execute("ALTER TABLE registry.tenant DISABLE TRIGGER ALL");
        statement.execute("UPDATE registry.tenant SET name = 'Mine'");
      }
      assertThatThrownBy(store::load).isInstanceOf(RegistryException.class);

      RegistryDatabase.fillWhereEmpty(owner);

      assertThat(store.versions()).as("nothing was imported over it").hasSize(1);
    }
  }
}
