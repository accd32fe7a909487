package hk.innopark.embedded.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import hk.innopark.embedded.server.EmbeddedKafka;
import hk.innopark.events.FeedWriter;
import hk.innopark.events.Grain;
import hk.innopark.events.RawMessage;
import hk.innopark.events.SparkplugTopic;
import hk.innopark.events.Topics;
import hk.innopark.events.process.LoopbackPorts;
import hk.innopark.gateway.Gateway;
import hk.innopark.gateway.GatewayConfig;
import hk.innopark.gateway.KafkaTopics;
import hk.innopark.jobs.FlinkDefaults;
import hk.innopark.jobs.PipelineConfig;
import hk.innopark.jobs.TelemetryPipeline;
import hk.innopark.jobs.compute.FeedComputation;
import hk.innopark.jobs.kafka.KafkaConnection;
import hk.innopark.jobs.reference.ReferenceData;
import hk.innopark.jobs.sink.kafka.CommandSink;
import hk.innopark.registry.RegistryYaml;
import hk.innopark.simulators.plant.Fleet;
import hk.innopark.simulators.plant.Plants;
import hk.innopark.simulators.plant.SimulationRun;
import hk.innopark.transports.mqtt.MqttLink;
import hk.innopark.transports.mqtt.MqttTarget;
import hk.innopark.transports.sparkplug.SparkplugPublisher;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Edge nodes at a real Mosquitto, the gateway, a real Kafka, and the pipeline. */
class SparkplugIT {
  private static final Path MOSQUITTO = Path.of("/usr/sbin/mosquitto");
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String GROUP = "tai-po.golden-noodle";

  @TempDir Path folder;

  private final List<RawMessage> raw = new ArrayList<>();
  private final List<String> states = new CopyOnWriteArrayList<>();
  private Process mosquitto;
  private EmbeddedKafka kafka;
  private Gateway gateway;
  private MqttTarget broker;
  private KafkaConsumer<String, byte[]> consumer;
  private MqttLink watcher;

  @BeforeEach
  void start() throws Exception {
    Assumptions.assumeTrue(Files.isExecutable(MOSQUITTO), "Mosquitto is not installed");
    int port = LoopbackPorts.free();
    Path config =
        Files.writeString(
            folder.resolve("mosquitto.conf"),
            "listener " + port + " 127.0.0.1\nallow_anonymous true\nuser root\n");
    mosquitto =
        new ProcessBuilder(MOSQUITTO.toString(), "-c", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("mosquitto.log").toFile())
            .start();
    broker = MqttTarget.anonymous("127.0.0.1", port, "test");
    kafka =
        EmbeddedKafka.start(folder.resolve("kafka"), LoopbackPorts.free(), LoopbackPorts.free());
    KafkaTopics.create(kafka.bootstrapServers(), 1);
    gateway =
        new Gateway(
            GatewayConfig.fromEnvironment(
                Map.of(
                    "MQTT_URL",
                    "tcp://127.0.0.1:" + port,
                    "KAFKA_BOOTSTRAP_SERVERS",
                    kafka.bootstrapServers(),
                    "GATEWAY_ID",
                    "host-1")));
    gateway.start();
    Awaitility.await().atMost(PATIENCE).until(gateway::isReady);
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    TopicPartition partition = new TopicPartition(Topics.RAW, 0);
    consumer.assign(List.of(partition));
    consumer.seekToBeginning(List.of(partition));
    watcher =
        MqttLink.open(
            broker,
            "watcher",
            new RawMessage(0, "test/gone", new byte[0]),
            "spBv1.0/STATE/host-1",
            () -> {},
            payload -> states.add(new String(payload, StandardCharsets.UTF_8)));
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(lastState()).startsWith("{\"online\":true,"));
  }

  @AfterEach
  void stop() throws Exception {
    // also where the start failed: what was not started is null then
    try (EmbeddedKafka fourth = kafka;
        Gateway third = gateway;
        KafkaConsumer<String, byte[]> second = consumer;
        MqttLink first = watcher) {
    } finally {
      if (mosquitto != null) {
        mosquitto.destroyForcibly().waitFor();
      }
    }
  }

  @Test
  void anEdgeNodeThatIsNotOursIsUnderstoodAndBornAgainOnDemand() throws Exception {
    try (ForeignEdgeNode node = ForeignEdgeNode.start(broker.port(), GROUP, "line-1", "oven-1")) {
      awaitRaw("NBIRTH", 1);
      awaitRaw("DBIRTH", 1);
      for (int items = 10; items <= 50; items += 10) {
        node.say(items);
      }
      awaitRaw("DDATA", 5);
      // a job that begins after the births knows no alias, and asks
      askAsAJobThatKnowsNothingOf(raw.stream().filter(one -> is(one, "DDATA")).toList());
      awaitRaw("NBIRTH", 2);
      awaitRaw("DBIRTH", 2);
      assertThat(node.told()).containsOnlyOnce("told to be born again");
      node.say(60);
      awaitRaw("DDATA", 6);
      node.kill();
      awaitRaw("NDEATH", 1);
    }
    assertThat(compute()).as("60 items, and none twice").isEqualTo(60);
    assertThat(folder.resolve("out/deadletters.ndjson")).isEmptyFile();
  }

  @Test
  void ourOwnEdgeNodesAreBornAgainToo() throws Exception {
    Instant from = Instant.now().minusSeconds(60);
    List<RawMessage> said =
        Fleet.startingAt(from, Plants.sample().ofTenant("golden-noodle"), new SimulationRun(1, "t"))
            .advanceTo(from.plusSeconds(60));
    try (SparkplugPublisher publisher = new SparkplugPublisher(broker, Clock.systemUTC())) {
      for (RawMessage message : said) {
        publisher.send(message);
      }
      awaitRaw("DDATA", 1);
      awaitRaw("NBIRTH", 2);
      RawMessage data = raw.stream().filter(one -> is(one, "DDATA")).findFirst().orElseThrow();
      askAsAJobThatKnowsNothingOf(List.of(data));
      awaitRaw("NBIRTH", 3);
      assertThat(publisher.rebirths()).isEqualTo(1);
    }
    awaitRaw("NDEATH", 2);
    compute();
    assertThat(folder.resolve("out/deadletters.ndjson")).isEmptyFile();
  }

  @Test
  void whoSaysThatTheHostIsOfflineIsContradictedWithTheSameStamp() throws Exception {
    String birth = lastState();
    watcher.publish(
        new RawMessage(
            0,
            "spBv1.0/STATE/host-1",
            birth.replace("true", "false").getBytes(StandardCharsets.UTF_8)));
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(states).containsExactly(birth, birth.replace("true", "false"), birth));
    gateway.close();
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(lastState()).startsWith("{\"online\":false,"));
    assertThat(stamp(lastState())).as("when it went").isGreaterThan(stamp(birth));
  }

  private static long stamp(String state) {
    return Long.parseLong(state.replaceAll("\\D", ""));
  }

  private void askAsAJobThatKnowsNothingOf(List<RawMessage> data) throws Exception {
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(1, FlinkDefaults.embedded());
    TelemetryPipeline.build(
            environment
                .fromData(RawMessage.class, data.toArray(RawMessage[]::new))
                .uid("data")
                .assignTimestampsAndWatermarks(
                    WatermarkStrategy.<RawMessage>forMonotonousTimestamps()
                        .withTimestampAssigner((message, any) -> message.receivedAtMillis()))
                .uid("stamps"),
            PipelineConfig.live(ReferenceData.Source.of(RegistryYaml.sample()))
                .boundedBy(Instant.now()))
        .commands()
        .sinkTo(CommandSink.create(KafkaConnection.of(kafka.bootstrapServers())))
        .uid("commands");
    environment.execute("without births");
  }

  /** Computes what is in Kafka; how many good items there are in all hours of the oven. */
  private long compute() throws Exception {
    Path feed = folder.resolve("feed.ndjson");
    try (FeedWriter writer = FeedWriter.create(feed)) {
      for (RawMessage message : raw) {
        writer.write(message);
      }
    }
    new FeedComputation(RegistryYaml.sample(), feed, EnumSet.of(Grain.HOUR), 1)
        .run(folder.resolve("out"));
    long items = 0;
    for (String line : Files.readAllLines(folder.resolve("out/figures.ndjson"))) {
      JsonNode row = new JsonMapper().readTree(line);
      if (row.path("machine").asText().equals("oven-1")) {
        items += row.path("good").asLong();
      }
    }
    return items;
  }

  private void awaitRaw(String type, int count) {
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              poll();
              assertThat(raw.stream().filter(one -> is(one, type)))
                  .hasSizeGreaterThanOrEqualTo(count);
            });
  }

  private void poll() throws IOException {
    for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
      if (record.key().equals(Topics.HEARTBEAT_KEY)) {
        continue;
      }
      RawMessage message =
          new RawMessage(
              Long.parseLong(header(record, Topics.HEADER_RECEIVED_AT)),
              header(record, Topics.HEADER_MQTT_TOPIC),
              record.value());
      assertThat(record.key())
          .isEqualTo(SparkplugTopic.of(message.topic()).orElseThrow().edgeNode());
      raw.add(message);
    }
  }

  private static String header(ConsumerRecord<String, byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  private static boolean is(RawMessage message, String type) {
    return message.topic().contains('/' + type + '/');
  }

  private String lastState() {
    return states.isEmpty() ? "" : states.get(states.size() - 1);
  }
}
