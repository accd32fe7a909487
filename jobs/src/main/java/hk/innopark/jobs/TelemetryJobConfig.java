package hk.innopark.jobs;

import hk.innopark.jobs.reference.ReferenceData;
import hk.innopark.jobs.sink.Settings;
import hk.innopark.jobs.sink.influx.InfluxSinkConfig;
import hk.innopark.jobs.sink.kafka.KafkaSinkConfig;
import hk.innopark.jobs.sink.ledger.LedgerSinkConfig;
import hk.innopark.jobs.source.KafkaSourceConfig;
import hk.innopark.registry.RegistryYaml;
import hk.innopark.registry.model.Registry;
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
    KafkaSinkConfig rejected,
    PipelineConfig pipeline,
    Duration checkpointInterval) {
  private static final Duration DEFAULT_CHECKPOINT_INTERVAL = Duration.ofSeconds(10);

  /** The defaults around given places and reference data. */
  public static TelemetryJobConfig of(
      KafkaSourceConfig kafka,
      InfluxSinkConfig influx,
      LedgerSinkConfig ledger,
      Registry registry) {
    return new TelemetryJobConfig(
        kafka,
        influx,
        ledger,
        kafka.kafka(),
        PipelineConfig.live(ReferenceData.Source.of(registry)),
        DEFAULT_CHECKPOINT_INTERVAL);
  }

  /**
   * Reads {@code REGISTRY_FILE}, {@code CHECKPOINT_INTERVAL} and what the parts read.
   *
   * @throws IllegalArgumentException naming the key that is missing or invalid
   */
  public static TelemetryJobConfig fromEnvironment(Map<String, String> environment) {
    Settings settings = new Settings(environment);
    Registry registry = RegistryYaml.read(Path.of(settings.required("REGISTRY_FILE")));
    return new TelemetryJobConfig(
        KafkaSourceConfig.fromEnvironment(environment),
        InfluxSinkConfig.fromEnvironment(environment),
        LedgerSinkConfig.fromEnvironment(environment),
        KafkaSinkConfig.fromEnvironment(environment),
        PipelineConfig.live(ReferenceData.Source.of(registry)),
        settings.duration("CHECKPOINT_INTERVAL", DEFAULT_CHECKPOINT_INTERVAL));
  }
}
