package hk.innopark.embedded.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import hk.innopark.events.process.LoopbackPorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedFlinkIT {
  @TempDir Path temporary;
  private Path folder;

  @BeforeEach
  void nameTheFolderAsPeopleDo() {
    folder = temporary.resolve("my data, 100% mine");
  }

  @Test
  void aJobGoesOnFromItsSavepointAndFromItsCheckpoint() throws Exception {
    try (EmbeddedFlink flink = EmbeddedFlink.start(folder, LoopbackPorts.free(), 2)) {
      JobID job = flink.submit(countingJob(flink));
      awaitAccumulator(flink, job, CountingFunction.COUNTED, 5);

      Path savepoint = flink.stop(job, Duration.ofSeconds(60));

      assertThat(flink.status(job)).isEqualTo(JobStatus.FINISHED);
      assertThat(newestSnapshot()).isEqualTo(savepoint);
    }
    try (EmbeddedFlink flink = EmbeddedFlink.start(folder, LoopbackPorts.free(), 2)) {
      Path savepoint = newestSnapshot();
      JobID job = flink.submit(countingJob(flink));
      awaitAccumulator(flink, job, CountingFunction.RESTORED, 5);
      awaitAccumulator(flink, job, CountingFunction.COUNTED, 5);
      // a checkpoint, and no stop: as where the process is killed
      Path checkpoint = newestSnapshot();
      await().atMost(Duration.ofSeconds(60)).until(() -> !newestSnapshot().equals(savepoint));
      await().atMost(Duration.ofSeconds(60)).until(() -> !newestSnapshot().equals(checkpoint));
    }
    try (EmbeddedFlink flink = EmbeddedFlink.start(folder, LoopbackPorts.free(), 2)) {
      awaitAccumulator(flink, flink.submit(countingJob(flink)), CountingFunction.RESTORED, 10);
    }
  }

  @Test
  void itsPageIsThereAndTakesNoJar() throws Exception {
    try (EmbeddedFlink flink = EmbeddedFlink.start(folder, LoopbackPorts.free(), 1)) {
      assertThat(get(flink.url(), "/")).contains("<title>");
      assertThat(get(flink.url(), "/config")).contains("\"web-submit\":false");
      int status =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(flink.url().resolve("/jars/upload"))
                      .POST(BodyPublishers.ofString("jar"))
                      .build(),
                  BodyHandlers.discarding())
              .statusCode();
      assertThat(status).isEqualTo(404);
      assertThat(
              HttpClient.newHttpClient()
                  .send(
                      HttpRequest.newBuilder(flink.url().resolve("/config")).build(),
                      BodyHandlers.discarding())
                  .headers()
                  .firstValue("access-control-allow-origin"))
          .as("no page of another site may read it")
          .contains("http://127.0.0.1:" + flink.url().getPort());
      assertThat(flink.url().getHost()).isEqualTo("127.0.0.1");
    }
  }

  @Test
  void namesThePortThatIsTaken() throws Exception {
    int port = LoopbackPorts.free();
    try (EmbeddedFlink first = EmbeddedFlink.start(folder.resolve("a"), port, 1)) {
      assertThatThrownBy(() -> EmbeddedFlink.start(folder.resolve("b"), port, 1))
          .isInstanceOf(ServerStartException.class)
          .hasMessageStartingWith("Flink did not start: ");
      assertThat(first.url().getPort()).isEqualTo(port);
    }
  }

  private Path newestSnapshot() throws IOException {
    return SnapshotFolder.of(folder, "counting").newest().orElseThrow();
  }

  private static StreamGraph countingJob(EmbeddedFlink flink) throws IOException {
    StreamExecutionEnvironment environment = flink.newEnvironment("counting", new Configuration());
    environment.setParallelism(1);
    environment.enableCheckpointing(200);
    DataGeneratorSource<Long> numbers =
        new DataGeneratorSource<>(
            value -> value, Long.MAX_VALUE, RateLimiterStrategy.perSecond(100), Types.LONG);
    environment
        .fromSource(numbers, WatermarkStrategy.noWatermarks(), "numbers")
        .uid("numbers")
        .map(new CountingFunction())
        .uid("count")
        .sinkTo(new DiscardingSink<>())
        .uid("nowhere");
    return environment.getStreamGraph();
  }

  private static void awaitAccumulator(EmbeddedFlink flink, JobID job, String name, long atLeast) {
    await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .until(() -> (Long) flink.accumulators(job).get(name) >= atLeast);
  }

  private static String get(URI base, String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(base.resolve(path)).build(), BodyHandlers.ofString())
        .body();
  }
}
