package hk.innopark.registry;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.registry.model.Registry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestDatabase.Extension.class)
class RegistryVersionsIT {
  private static final Registry DEARER =
      RegistryYaml.parse(
          RegistryYaml.sampleText().replace("kg_per_unit: 0.38", "kg_per_unit: 0.39"), "dearer");

  private final TestDatabase database;

  RegistryVersionsIT(TestDatabase database) {
    this.database = database;
  }

  @Test
  void theFirstVersionAppliesAlwaysAndAnotherOneFromAMinuteAheadOnWhateverTheImporterSays()
      throws Exception {
    DataSource registrar = database.login(DatabaseRole.REGISTRAR);
    RegistryStore store = new RegistryStore(registrar);
    assertThat(store.versions()).isEmpty();
    Registry sample = RegistryYaml.sample();

    RegistryImport first = store.importRegistry(sample);
    Instant before = Instant.now();
    RegistryImport second = store.importRegistry(DEARER);

    assertThat(first.effectiveFrom()).isEqualTo(RegistryVersion.ALWAYS);
    assertThat(second.effectiveFrom())
        .isAfterOrEqualTo(before.plus(Duration.ofMinutes(6)))
        .isBeforeOrEqualTo(Instant.now().plus(Duration.ofMinutes(7)));
    assertThat(second.effectiveFrom().getEpochSecond() % 60).isZero();
    List<RegistryVersion> versions = store.versions();
    assertThat(versions)
        .extracting(RegistryVersion::version)
        .containsExactly(RegistryYaml.version(sample), RegistryYaml.version(DEARER));
    assertThat(versions)
        .extracting(RegistryVersion::effectiveFrom)
        .containsExactly(RegistryVersion.ALWAYS, second.effectiveFrom());
    RegistryContent.assertSame(store.load(versions.get(0)), sample);
    RegistryContent.assertSame(store.load(versions.get(1)), DEARER);

    TestDatabase.run(
        registrar,
        "INSERT INTO registry.import (recorded_at, version, effective_from)"
            + " VALUES (clock_timestamp(), 'backdated', '2020-01-01')");

    assertThat(store.versions().get(2).effectiveFrom()).isAfterOrEqualTo(second.effectiveFrom());
    // as the job's login does
    assertThat(new RegistryStore(database.login(DatabaseRole.WRITER)).versions()).hasSize(3);
  }
}
