package hk.innopark.embedded.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hk.innopark.events.RawMessage;
import hk.innopark.events.Topics;
import hk.innopark.events.process.LoopbackPorts;
import hk.innopark.gateway.KafkaTopics;
import hk.innopark.jobs.source.KafkaSourceConfig;
import hk.innopark.jobs.source.RawMessageSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Future;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The job's source where one of its tasks waits for what comes after it, and the other has nothing
 * to do: they end at different moments of a stop.
 */
class BacklogIT {
  private static final String SEEN = "seen";
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int MESSAGES = 200_000;

  @TempDir Path folder;

  @Test
  void itStopsWithASavepointAndReadsEachMessageOnce() throws Exception {
    try (EmbeddedKafka kafka =
        EmbeddedKafka.start(folder.resolve("kafka"), LoopbackPorts.free(), LoopbackPorts.free())) {
      KafkaTopics.create(kafka.bootstrapServers(), 2);
      publishIntoOnePartition(kafka);
      long before;
      try (EmbeddedFlink flink =
          EmbeddedFlink.start(folder.resolve("flink"), LoopbackPorts.free(), 2)) {
        JobID job = flink.submit(unevenJob(flink, kafka, true));
        await().atMost(PATIENCE).until(() -> seen(flink, job) > 0);

        flink.stop(job, PATIENCE);

        assertThat(flink.status(job)).isEqualTo(JobStatus.FINISHED);
        before = seen(flink, job);
        assertThat(before).isLessThan(MESSAGES);
      }
      try (EmbeddedFlink flink =
          EmbeddedFlink.start(folder.resolve("flink"), LoopbackPorts.free(), 2)) {
        JobID job = flink.submit(unevenJob(flink, kafka, false));
        await().atMost(PATIENCE).until(() -> before + seen(flink, job) >= MESSAGES);
        flink.stop(job, PATIENCE);
        assertThat(before + seen(flink, job)).isEqualTo(MESSAGES);
      }
    }
  }

  private static void publishIntoOnePartition(EmbeddedKafka kafka) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      byte[] topic = "innopark/tai-po/acme/line-1/oven-1".getBytes(StandardCharsets.UTF_8);
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (int message = 0; message < MESSAGES; message++) {
        sent.add(producer.send(new ProducerRecord<>(Topics.RAW, 0, topic, new byte[100])));
      }
      for (Future<RecordMetadata> one : sent) {
        one.get();
      }
    }
  }

  private static StreamGraph unevenJob(EmbeddedFlink flink, EmbeddedKafka kafka, boolean isSlow)
      throws Exception {
    StreamExecutionEnvironment environment = flink.newEnvironment("uneven", new Configuration());
    environment.setParallelism(2);
    environment.enableCheckpointing(500);
    RawMessageSource.open(
            environment, KafkaSourceConfig.of(kafka.bootstrapServers()), OptionalLong.empty())
        .map(new Counting(isSlow))
        .uid("slow")
        // its buffers fill, and the source waits
        .startNewChain()
        .sinkTo(new DiscardingSink<>())
        .uid("nowhere");
    return environment.getStreamGraph();
  }

  private static long seen(EmbeddedFlink flink, JobID job) throws Exception {
    return flink.accumulators(job).get(SEEN) instanceof Long count ? count : 0;
  }

  private static final class Counting extends RichMapFunction<RawMessage, RawMessage> {
    private static final long serialVersionUID = 1L;
    private static final int AT_ONCE = 20;

    private final boolean isSlow;
    private int count;

    private Counting(boolean isSlow) {
      this.isSlow = isSlow;
    }

    @Override
    public RawMessage map(RawMessage message) throws InterruptedException {
      if (isSlow && count++ % AT_ONCE == 0) {
        Thread.sleep(1);
      }
      getRuntimeContext().getLongCounter(SEEN).add(1L);
      return message;
    }
  }
}
