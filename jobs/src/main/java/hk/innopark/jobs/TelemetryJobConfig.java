package hk.innopark.jobs;

import hk.innopark.events.settings.Settings;
import hk.innopark.jobs.kafka.KafkaConnection;
import hk.innopark.jobs.ledger.LedgerTakeover;
import hk.innopark.jobs.reference.ReferenceData;
import hk.innopark.jobs.reference.RegistryDatabase;
import hk.innopark.jobs.sink.influx.InfluxSinkConfig;
import hk.innopark.jobs.sink.ledger.LedgerSinkConfig;
import hk.innopark.jobs.source.KafkaSourceConfig;
import hk.innopark.registry.RegistryYaml;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * All that the live job is told.
 *
 * @param rejected where dead letters and late readings go
 */
public record TelemetryJobConfig(
    KafkaSourceConfig kafka,
    InfluxSinkConfig influx,
    LedgerSinkConfig ledger,
    KafkaConnection rejected,
    PipelineConfig pipeline,
    Duration checkpointInterval) {
  private static final Duration DEFAULT_CHECKPOINT_INTERVAL = Duration.ofSeconds(10);

  /** The defaults around given places and reference data. */
  public static TelemetryJobConfig of(
      KafkaSourceConfig kafka,
      InfluxSinkConfig influx,
      LedgerSinkConfig ledger,
      ReferenceData.Source references) {
    return new TelemetryJobConfig(
        kafka,
        influx,
        ledger,
        kafka.kafka(),
        PipelineConfig.live(references),
        DEFAULT_CHECKPOINT_INTERVAL);
  }

  /**
   * Reads {@code REGISTRY_FILE}, {@code CHECKPOINT_INTERVAL}, {@code LEDGER_TAKEOVER_FILE} and what
   * the parts read. Without a registry file, the registry is followed in the ledger's database.
   *
   * @throws IllegalArgumentException naming the key that is missing or invalid
   */
  public static TelemetryJobConfig fromEnvironment(Map<String, String> environment) {
    Settings settings = new Settings(environment);
    LedgerSinkConfig ledger = LedgerSinkConfig.fromEnvironment(environment);
    ReferenceData.Source references =
        settings
            .text("REGISTRY_FILE")
            .map(file -> ReferenceData.Source.of(RegistryYaml.read(Path.of(file))))
            .orElseGet(
                () -> new RegistryDatabase(ledger.jdbcUrl(), ledger.user(), ledger.password()));
    return new TelemetryJobConfig(
        KafkaSourceConfig.fromEnvironment(environment),
        InfluxSinkConfig.fromEnvironment(environment),
        ledger,
        KafkaConnection.fromEnvironment(environment),
        PipelineConfig.live(references)
            .takingOver(
                settings
                    .text("LEDGER_TAKEOVER_FILE")
                    .map(file -> LedgerTakeover.read(Path.of(file)))
                    .orElse(LedgerTakeover.NONE)),
        settings.duration("CHECKPOINT_INTERVAL", DEFAULT_CHECKPOINT_INTERVAL));
  }
}
