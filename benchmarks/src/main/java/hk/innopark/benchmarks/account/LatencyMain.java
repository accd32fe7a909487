package hk.innopark.benchmarks.account;

import hk.innopark.jobs.FlinkDefaults;
import hk.innopark.jobs.PipelineConfig;
import hk.innopark.jobs.TelemetryPipeline;
import hk.innopark.jobs.reference.ReferenceData;
import hk.innopark.jobs.sink.influx.InfluxSink;
import hk.innopark.jobs.sink.influx.InfluxSinkConfig;
import hk.innopark.jobs.source.KafkaSourceConfig;
import hk.innopark.jobs.source.RawMessageSource;
import hk.innopark.registry.RegistryYaml;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The pipeline between its own source and its own sink, until it is ended: {@code task url}. */
final class LatencyMain {
  private LatencyMain() {}

  public static void main(String[] arguments) throws Exception {
    AccountTask task = AccountTask.of(arguments);
    StreamExecutionEnvironment environment =
        EmbeddedCluster.environment(task, FlinkDefaults.pipeline());
    TelemetryPipeline.Outputs outputs =
        TelemetryPipeline.build(
            RawMessageSource.open(
                environment, KafkaSourceConfig.of(task.bootstrapServers()), OptionalLong.empty()),
            PipelineConfig.live(ReferenceData.Source.of(RegistryYaml.read(task.registry()))));
    InfluxSink.into(InfluxSinkConfig.builder(URI.create(arguments[1])).build())
        .figures(outputs.figuresByLevel())
        .alerts(outputs.alerts())
        .write();
    discard(outputs.ledger(), "ledger");
    discard(outputs.deadLetters(), "dead-letters");
    discard(outputs.late(), "late");
    try (EmbeddedCluster cluster = new EmbeddedCluster(task)) {
      cluster.submit(environment);
      Path ready = task.result();
      while (!cluster.hasFinished()) {
        if (!Files.exists(ready) && cluster.isRunning()) {
          Files.createFile(ready);
        }
        Thread.sleep(100);
      }
    }
    System.exit(1);
  }

  private static <T> void discard(DataStream<T> stream, String name) {
    stream.sinkTo(new DiscardingSink<T>(name)).uid(name + "-sink").name(name);
  }
}
