package hk.innopark.benchmarks.account;

import com.fasterxml.jackson.databind.ObjectMapper;
import hk.innopark.benchmarks.process.ProcessMeter;
import hk.innopark.events.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Jackson, keyBy, event time windows by minute, hour and day, four levels one on the other. */
@SuppressWarnings("SameNameButDifferent") // each operator has a Context of its own
final class NaiveMain {
  private static final String[] LEVELS = {"estate", "tenant", "line", "machine"};

  private NaiveMain() {}

  public static void main(String[] arguments) throws Exception {
    AccountTask task = AccountTask.of(arguments);
    StreamExecutionEnvironment environment = EmbeddedCluster.environment(task, new Configuration());
    DataStream<PlainSums> level =
        messages(environment, task)
            .keyBy(message -> message.machine)
            .process(new Differences())
            .name("differences");
    for (int parts = LEVELS.length; parts > 0; parts--) {
      String name = LEVELS[parts - 1];
      DataStream<PlainSums> minute = window(level, parts, Duration.ofMinutes(1), name + " minute");
      DataStream<PlainSums> hour = window(minute, parts, Duration.ofHours(1), name + " hour");
      DataStream<PlainSums> day = window(hour, parts, Duration.ofDays(1), name + " day");
      minute.sinkTo(new PlainSink(false));
      hour.sinkTo(new PlainSink(parts == 1));
      day.sinkTo(new PlainSink(false));
      level = minute;
    }
    try (EmbeddedCluster cluster = new EmbeddedCluster(task)) {
      cluster.submit(environment);
      measure(task, cluster);
    }
    System.exit(0);
  }

  private static void measure(AccountTask task, EmbeddedCluster cluster) throws Exception {
    while (Progress.MESSAGES.sum() < task.warmUp() && !cluster.hasFinished()) {
      Thread.sleep(20);
    }
    long before = Progress.MESSAGES.sum();
    long rowsBefore = Progress.ROWS.sum();
    ProcessMeter start = ProcessMeter.now();
    while (!cluster.hasFinished()) {
      Thread.sleep(20);
    }
    ProcessMeter used = ProcessMeter.now().since(start);
    AccountRound round =
        AccountRound.of(
            task,
            Progress.MESSAGES.sum() - before,
            Progress.ROWS.sum() - rowsBefore,
            used,
            PlainSink.checksums());
    task.finish(cluster.withCheckpoints(round));
  }

  private static DataStream<PlainMessage> messages(
      StreamExecutionEnvironment environment, AccountTask task) {
    KafkaSource<PlainMessage> source =
        KafkaSource.<PlainMessage>builder()
            .setBootstrapServers(task.bootstrapServers())
            .setGroupId("naive-" + System.nanoTime())
            .setTopics(Topics.RAW)
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setBounded(OffsetsInitializer.latest())
            .setDeserializer(new Json())
            .build();
    return environment.fromSource(
        source,
        WatermarkStrategy.<PlainMessage>forBoundedOutOfOrderness(Duration.ofSeconds(5))
            .withTimestampAssigner((message, ignored) -> message.ts),
        Topics.RAW);
  }

  private static DataStream<PlainSums> window(
      DataStream<PlainSums> sums, int parts, Duration size, String name) {
    return sums.keyBy(sum -> PlainSums.prefix(sum.key, parts), Types.STRING)
        .window(TumblingEventTimeWindows.of(size))
        .aggregate(new Sum(), new Stamp())
        .name(name);
  }

  private static final class Json implements KafkaRecordDeserializationSchema<PlainMessage> {
    private static final long serialVersionUID = 1L;

    private transient ObjectMapper mapper;

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
      mapper = new ObjectMapper();
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<PlainMessage> out)
        throws IOException {
      if (record.value().length > 0) {
        PlainMessage message = mapper.readValue(record.value(), PlainMessage.class);
        message.machine = new String(record.key(), StandardCharsets.UTF_8);
        out.collect(message);
      }
    }

    @Override
    public TypeInformation<PlainMessage> getProducedType() {
      return TypeInformation.of(PlainMessage.class);
    }
  }

  private static final class Differences
      extends KeyedProcessFunction<String, PlainMessage, PlainSums> {
    private static final long serialVersionUID = 1L;

    private transient ValueState<PlainMessage> last;

    @Override
    public void open(OpenContext context) {
      last = getRuntimeContext().getState(new ValueStateDescriptor<>("last", PlainMessage.class));
    }

    @Override
    public void processElement(
        PlainMessage message,
        KeyedProcessFunction<String, PlainMessage, PlainSums>.Context context,
        Collector<PlainSums> out)
        throws Exception {
      Progress.MESSAGES.increment();
      PlainMessage before = last.value();
      last.update(message);
      out.collect(PlainSums.between(before, message));
    }
  }

  private static final class Sum implements AggregateFunction<PlainSums, PlainSums, PlainSums> {
    private static final long serialVersionUID = 1L;

    @Override
    public PlainSums createAccumulator() {
      return new PlainSums();
    }

    @Override
    public PlainSums add(PlainSums value, PlainSums sums) {
      sums.add(value);
      return sums;
    }

    @Override
    public PlainSums getResult(PlainSums sums) {
      return sums;
    }

    @Override
    public PlainSums merge(PlainSums one, PlainSums other) {
      one.add(other);
      return one;
    }
  }

  private static final class Stamp
      extends ProcessWindowFunction<PlainSums, PlainSums, String, TimeWindow> {
    private static final long serialVersionUID = 1L;

    @Override
    public void process(
        String key,
        ProcessWindowFunction<PlainSums, PlainSums, String, TimeWindow>.Context context,
        Iterable<PlainSums> sums,
        Collector<PlainSums> out) {
      PlainSums sum = sums.iterator().next();
      sum.key = key;
      sum.startMillis = context.window().getStart();
      out.collect(sum);
    }
  }
}
