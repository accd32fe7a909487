package hk.innopark.benchmarks.account;

import hk.innopark.benchmarks.process.ProcessMeter;
import hk.innopark.events.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.ThreadMetadata;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.EmitStrategy;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;

/**
 * Kafka Streams: Jackson, the same windows and sums as the plain Flink job, final results only.
 *
 * <p>State is in memory: RocksDB's Java classes are Flink's own build of them here. Nothing is kept
 * in changelogs, as the plain job keeps nothing of each record, so nothing could be recovered.
 *
 * <p>Tasks do not wait for one another, and there are no watermarks across them: while a backlog is
 * read one may be hours ahead. Above the machines, windows therefore stay open for as long as the
 * whole workload is.
 */
final class StreamsMain {
  private static final String[] LEVELS = {"estate", "tenant", "line", "machine"};
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final AccountTask task;
  private final StreamsBuilder builder = new StreamsBuilder();

  private StreamsMain(AccountTask task) {
    this.task = task;
  }

  public static void main(String[] arguments) throws Exception {
    new StreamsMain(AccountTask.of(arguments)).run();
    System.exit(0);
  }

  private void run() throws Exception {
    StreamsLevel estates = build();
    try (KafkaStreams streams = new KafkaStreams(builder.build(), settings())) {
      start(streams);
      await(streams, () -> Progress.MESSAGES.sum() >= task.warmUp() || estates.isClosed());
      long before = Progress.MESSAGES.sum();
      long rowsBefore = Progress.ROWS.sum();
      ProcessMeter start = ProcessMeter.now();
      await(streams, estates::isClosed);
      ProcessMeter used = ProcessMeter.now().since(start);
      task.finish(
          AccountRound.of(
              task,
              Progress.MESSAGES.sum() - before,
              Progress.ROWS.sum() - rowsBefore,
              used,
              PlainSink.checksums()));
    }
  }

  /** Lets nothing be processed until each thread has its tasks: one that moves loses its state. */
  private static void start(KafkaStreams streams) throws InterruptedException {
    streams.pause();
    streams.start();
    await(
        streams,
        () -> {
          List<Integer> tasks =
              streams.metadataForLocalThreads().stream()
                  .map(ThreadMetadata::activeTasks)
                  .map(active -> active.size())
                  .toList();
          return !tasks.contains(0)
              && tasks.stream().mapToInt(Integer::intValue).sum()
                  == LEVELS.length * Workload.PARTITIONS;
        });
    streams.resume();
  }

  private static void await(KafkaStreams streams, BooleanSupplier until)
      throws InterruptedException {
    while (!until.getAsBoolean()) {
      if (streams.state().hasStartedOrFinishedShuttingDown()) {
        throw new IllegalStateException("Kafka Streams is " + streams.state());
      }
      Thread.sleep(20);
    }
  }

  private Properties settings() {
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "streams-" + System.nanoTime());
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, task.bootstrapServers());
    settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, task.parallelism());
    settings.put(StreamsConfig.STATE_DIR_CONFIG, task.folder());
    // as often as Flink's checkpoints
    settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 10_000);
    // else a window is looked for once a second, in which hours of event time go by
    settings.put(StreamsConfig.InternalConfig.EMIT_INTERVAL_MS_KSTREAMS_WINDOWED_AGGREGATION, 0L);
    settings.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 5_000);
    settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 5_000);
    settings.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 128 * 1024);
    return settings;
  }

  /** Builds all levels; returns the last. */
  private StreamsLevel build() {
    Workload workload = task.workload();
    long end = workload.endMillis();
    StreamsLevel level = new StreamsLevel(null, end, GRACE);
    level.send(recordsInKafka());
    KStream<String, PlainSums> sums = differences();
    for (int parts = LEVELS.length; ; parts--) {
      String name = LEVELS[parts - 1];
      var minute =
          window(
              sums.processValues(level::clock),
              Serdes.String(),
              Duration.ofMinutes(1),
              level.grace(),
              name + "-minute");
      var place = StreamsSerdes.withoutWindow(Serdes.String());
      var hour = window(minute, place, Duration.ofHours(1), GRACE, name + "-hour");
      var hourPlace = StreamsSerdes.withoutWindow(place);
      var day = window(hour, hourPlace, Duration.ofDays(1), GRACE, name + "-day");
      count(minute);
      count(hour);
      count(day);
      if (parts == 1) {
        hour.foreach(StreamsMain::keep);
        return level;
      }
      Duration whole = Duration.ofMillis(end - Workload.START_MILLIS);
      StreamsLevel next = new StreamsLevel(level, end, whole);
      sums = repartition(minute, parts - 1, next);
      level = next;
    }
  }

  private KStream<String, PlainSums> differences() {
    builder.addStateStore(
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(StreamsDifferences.LAST),
                Serdes.String(),
                StreamsSerdes.LAST)
            .withLoggingDisabled());
    return builder.stream(
            Topics.RAW,
            Consumed.with(Serdes.String(), StreamsSerdes.JSON)
                .withTimestampExtractor(
                    (record, before) ->
                        record.value() instanceof PlainMessage message
                            ? message.ts
                            : Math.max(0, before)))
        .processValues(StreamsDifferences::new, StreamsDifferences.LAST);
  }

  /** Closed windows; those in which only the clock ticked go on too, but are no rows. */
  private static <K> KStream<Windowed<K>, PlainSums> window(
      KStream<K, PlainSums> sums, Serde<K> keys, Duration size, Duration grace, String name) {
    return sums.groupByKey(Grouped.with(keys, StreamsSerdes.SUMS))
        .windowedBy(TimeWindows.ofSizeAndGrace(size, grace))
        .emitStrategy(EmitStrategy.onWindowClose())
        .aggregate(
            PlainSums::new,
            (key, sum, total) -> {
              total.add(sum);
              return total;
            },
            Materialized.<K, PlainSums, WindowStore<Bytes, byte[]>>as(name)
                .withStoreType(Materialized.StoreType.IN_MEMORY)
                .withKeySerde(keys)
                .withValueSerde(StreamsSerdes.SUMS)
                // a window must still be there when the next but one begins
                .withRetention(size.multipliedBy(2).plus(grace))
                .withLoggingDisabled()
                .withCachingDisabled())
        .toStream();
  }

  private static <K> void count(KStream<Windowed<K>, PlainSums> sums) {
    sums.filter((window, sum) -> sum.messages > 0)
        .foreach((window, sum) -> Progress.ROWS.increment());
  }

  private static void keep(Windowed<Windowed<String>> window, PlainSums hour) {
    hour.key = window.key().key();
    hour.startMillis = window.window().start();
    PlainSink.keep(hour);
  }

  /** A level's minutes on their way to the next. */
  private static KStream<String, PlainSums> repartition(
      KStream<Windowed<String>, PlainSums> minutes, int parts, StreamsLevel next) {
    return minutes
        .filter((window, sum) -> sum.messages > 0)
        .peek((window, sum) -> next.send(1))
        .selectKey((window, sum) -> PlainSums.prefix(window.key(), parts))
        .repartition(
            Repartitioned.<String, PlainSums>as(LEVELS[parts - 1])
                .withKeySerde(Serdes.String())
                .withValueSerde(StreamsSerdes.SUMS)
                .withNumberOfPartitions(Workload.PARTITIONS));
  }

  private long recordsInKafka() {
    Map<String, Object> settings =
        Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, task.bootstrapServers());
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions = WorkloadTopic.partitions();
      return consumer.endOffsets(partitions).values().stream().mapToLong(Long::longValue).sum();
    }
  }
}
