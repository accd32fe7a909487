package hk.innopark.jobs.sink.influx;

import static hk.innopark.jobs.sink.influx.MisbehavingServer.hang;
import static hk.innopark.jobs.sink.influx.MisbehavingServer.status;
import static hk.innopark.jobs.sink.influx.MisbehavingServer.takeAndBreak;
import static hk.innopark.jobs.sink.influx.MisbehavingServer.tooMany;
import static hk.innopark.jobs.sink.influx.SenderBench.config;
import static hk.innopark.jobs.sink.influx.SenderBench.configBuilder;
import static hk.innopark.jobs.sink.influx.SenderBench.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hk.innopark.events.process.LoopbackPorts;
import hk.innopark.events.settings.TokenFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server in trouble is asked again, until patience ends. */
class LineSenderRetryTest {
  @TempDir Path folder;
  private final SenderBench bench;

  LineSenderRetryTest() throws IOException {
    bench = new SenderBench();
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504})
  void aServerInTroubleIsAskedAgain(int status) throws Exception {
    bench.server.then(status(status, "later"), status(status, "later"));
    bench.begin(config(bench.server.url()));

    bench.write(rows(3));
    bench.writer.drain();

    assertThat(bench.server.accepted()).hasSize(3);
    assertThat(bench.server.requests()).hasSize(3);
    assertThat(bench.pauses).hasSize(2);
    assertThat(bench.metrics.writeRetries().getCount()).isEqualTo(2);
    assertThat(bench.metrics.pointsRejected().getCount()).isZero();
  }

  @Test
  void aServerThatAsksForTimeIsGivenIt() throws Exception {
    bench.server.then(tooMany("7"), tooMany("Fri, 01 Jan 2021 00:00:00 GMT"), tooMany("nonsense"));
    bench.begin(config(bench.server.url()));

    bench.write(rows(1));
    bench.writer.drain();

    assertThat(bench.pauses.subList(0, 2)).containsExactly(Duration.ofSeconds(7), Duration.ZERO);
    assertThat(bench.pauses.get(2)).isBetween(Duration.ofMillis(1), Duration.ofSeconds(1));
    assertThat(bench.server.accepted()).hasSize(1);
  }

  @Test
  void aHangingServerMeetsTheTimeOut() throws Exception {
    bench.server.then(hang());
    bench.begin(configBuilder(bench.server.url()).requestTimeout(Duration.ofMillis(300)).build());

    bench.write(rows(2));
    bench.writer.drain();

    assertThat(bench.server.accepted()).hasSize(2);
    assertThat(bench.metrics.writeRetries().getCount()).isEqualTo(1);
  }

  @Test
  void aConnectionThatBreaksBeforeTheAnswerIsNoSuccess() throws Exception {
    bench.server.then(takeAndBreak());
    bench.begin(config(bench.server.url()));

    bench.write(rows(2));
    bench.writer.drain();

    assertThat(bench.server.accepted()).as("written twice").hasSize(4);
    assertThat(bench.metrics.pointsWritten().getCount()).isEqualTo(2);
  }

  @Test
  void aServerThatIsNotThereYetIsWaitedFor() throws Exception {
    int port = LoopbackPorts.free();
    bench.pause =
        duration -> {
          bench.pauses.add(duration);
          if (bench.pauses.size() == 3) {
            bench.server.close();
            bench.server = startAt(port);
          }
        };
    bench.begin(config(URI.create("http://127.0.0.1:" + port)));

    bench.write(rows(2));
    bench.writer.drain();

    assertThat(bench.pauses).hasSize(3);
    assertThat(bench.server.accepted()).hasSize(2);
  }

  @Test
  void patienceEndsAndFlushThrows() throws Exception {
    bench.begin(config(URI.create("http://127.0.0.1:" + LoopbackPorts.free())));
    bench.write(rows(2));

    assertThatThrownBy(() -> bench.writer.drain())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("writing 2 points to bucket tenant-golden-noodle failed")
        .hasMessageContaining("ConnectException")
        .hasMessageContaining("attempts in PT1M");
    assertThat(bench.pauses.stream().reduce(Duration.ZERO, Duration::plus))
        .isBetween(Duration.ofSeconds(50), Duration.ofMinutes(1));
    assertThat(bench.metrics.pointsWritten().getCount()).isZero();
  }

  @Test
  void anExpiredTokenIsWaitedForAndReadAgain() throws Exception {
    Path file = Files.writeString(folder.resolve("token"), "t0ken\n");
    bench.server.usually(
        (self, exchange, request) -> {
          if (request.authorization().equals("Token n3w")) {
            MisbehavingServer.accept(self, exchange, request);
          } else {
            status(401, "unauthorized access").give(self, exchange, request);
          }
        });
    bench.pause =
        duration -> {
          bench.pauses.add(duration);
          if (bench.pauses.size() == 200) {
            try {
              Files.writeString(file, "n3w\n");
            } catch (IOException impossible) {
              throw new UncheckedIOException(impossible);
            }
          }
        };
    bench.begin(configBuilder(bench.server.url()).token(TokenFile.of(file, "t0ken")).build());
    bench.write(rows(2));

    bench.writer.drain();

    assertThat(bench.pauses).as("longer than a server that is away is waited for").hasSize(200);
    assertThat(bench.server.accepted()).hasSize(2);
    assertThat(bench.rejected).isEmpty();
  }

  private static MisbehavingServer startAt(int port) {
    try {
      return MisbehavingServer.startAt(port);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
