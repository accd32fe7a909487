package hk.innopark.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.DecodeResult;
import hk.innopark.events.PayloadDecoder;
import hk.innopark.events.RawMessage;
import hk.innopark.events.Reading;
import hk.innopark.events.RejectReason;
import hk.innopark.events.Topics;
import hk.innopark.gateway.testing.KafkaLog;
import hk.innopark.gateway.testing.KafkaProcess;
import hk.innopark.gateway.testing.MosquittoProcess;
import hk.innopark.gateway.testing.Publisher;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BadInputIT {
  /** {@code -Pfaults} raises it. */
  private static final int FUZZED = Integer.getInteger("faults.fuzzed", 100_000);

  private static final String GOOD_TOPIC = "innopark/tai-po/noodle/line-1/oven-1";

  private static final List<String> BAD_TOPICS =
      List.of(
          "innopark/tai-po/noodle/line-1",
          "innopark/tai-po/noodle/line-1/oven-1/more",
          "innopark/tai-po/noodle/line-1/",
          "innopark/tai-po//line-1/oven-1",
          "innopark/tai-po/noodle/line 1/oven-1",
          "innopark/tai-po/noodle/line-1/o,ven",
          "innopark/tai-po/noodle/line-1/o=ven",
          "innopark/tai-po/noodle/line-1/o\\ven",
          "innopark/tai-po/noodle/line-1/\"oven\"",
          "innopark/tai-po/noodle/line-1/=cmd|' C'!A0",
          "innopark/tai-po/noodle/line-1/<script>",
          "innopark/tai-po/noodle/line-1/$SYS",
          "innopark/tai-po/noodle/line-1/\u043Even",
          "innopark/tai-po/noodle/line-1/\u202Enevo",
          "innopark/tai-po/noodle/line-1/" + "m".repeat(65),
          "innopark/" + "x".repeat(10_000),
          "spBv1.0/no-dot/NDATA/line-1",
          "spBv1.0/tai-po.noodle/NDATA/line 1",
          "spBv1.0/tai.po.noodle/DDATA/line-1/oven-1");

  @TempDir Path directory;

  private MosquittoProcess mosquitto;
  private KafkaProcess kafka;
  private Gateway gateway;
  private long expectedRaw;

  /** How often a dead letter of this reason and hash must be there. */
  private final Map<String, Integer> expectedLetters = new HashMap<>();

  @BeforeEach
  void start() {
    mosquitto = new MosquittoProcess(directory, MosquittoProcess.Profile.FAST);
    mosquitto.start();
    kafka = new KafkaProcess(directory);
    kafka.start();
    KafkaTopics.create(kafka.bootstrapServers(), 3);
    gateway =
        new Gateway(
            GatewayConfig.fromEnvironment(
                Map.of(
                    "MQTT_URL", mosquitto.url(),
                    "KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers())));
  }

  @AfterEach
  void stop() {
    gateway.stop();
    mosquitto.close();
    kafka.close();
  }

  @Test
  void countsEveryMessageExactlyOnceAndKeepsTheReasonOfEachRefusal() throws Exception {
    gateway.start();
    FaultBench.patiently().until(gateway::isReady);
    Random random = new Random(3);
    FuzzedPayloads fuzz = new FuzzedPayloads(random);
    try (Publisher publisher = new Publisher(mosquitto.url())) {
      for (String topic : BAD_TOPICS) {
        publish(publisher, topic, bytes(random, 200));
        publish(publisher, topic, bytes(random, 70_000));
      }
      for (int size : new int[] {0, 1, 1_024, 65_536, 65_537, 200_000, 1_000_000}) {
        publish(publisher, GOOD_TOPIC, bytes(random, size));
        publish(publisher, "spBv1.0/tai-po.noodle/DDATA/line-1/oven-1", bytes(random, size));
      }
      for (int i = 0; i < FUZZED; i++) {
        if (random.nextInt(10) == 0) {
          publish(publisher, BAD_TOPICS.get(random.nextInt(15)), bytes(random, 100));
        } else {
          FuzzedPayloads.Message message = fuzz.next(i % 50);
          publish(publisher, GOOD_TOPIC + message.machine(), message.payload());
        }
      }
      publisher.publishWithCorrelation(GOOD_TOPIC, bytes(random, 40_000), bytes(random, 50));
      expectedRaw++;
      publisher.awaitAcknowledged();
    }
    long expectedDead = expectedLetters.values().stream().mapToInt(Integer::intValue).sum();
    long all = expectedRaw + expectedDead;
    FaultBench.patiently().until(() -> gateway.counts().acked() >= all);

    assertThat(gateway.counts())
        .isEqualTo(new GatewayCounts(all, expectedRaw, expectedDead, 0, all, 0));
    assertThat(KafkaLog.size(kafka.bootstrapServers(), Topics.RAW)).isEqualTo(expectedRaw);
    assertThat(lettersInKafka()).isEqualTo(expectedLetters);
    Verdicts verdicts = decodeRaw();
    assertThat(verdicts.decoded + verdicts.duplicates + verdicts.refused + expectedDead)
        .as("received = decoded + duplicates + dead letters")
        .isEqualTo(all);
    // a broken message may still be a sound one, so these are lower bounds, of which refused is all
    // the rest
    assertThat(verdicts.decoded).isGreaterThanOrEqualTo(fuzz.sound());
    assertThat(verdicts.duplicates).isGreaterThanOrEqualTo(fuzz.repeated()).isPositive();
    assertThat(verdicts.refused).isGreaterThan(FUZZED / 4);
    assertThat(gateway.scrape())
        .as("no label is made from input")
        .doesNotContain("noodle")
        .doesNotContain("tai-po");
  }

  @Test
  void flagsAMessageThatWasRetainedBeforeTheSubscription() throws Exception {
    try (Publisher publisher = new Publisher(mosquitto.url())) {
      publisher.publishRetained(GOOD_TOPIC, utf8("kept"));
      publisher.awaitAcknowledged();
      gateway.start();
      FaultBench.patiently().until(() -> gateway.counts().bridged() == 1);
      publisher.publishRetained(GOOD_TOPIC, utf8("live"));
      FaultBench.patiently().until(() -> gateway.counts().bridged() == 2);
    }
    Map<String, String> flags = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record :
        KafkaLog.read(kafka.bootstrapServers(), Topics.RAW)) {
      flags.put(
          new String(record.value(), StandardCharsets.UTF_8),
          String.valueOf(KafkaLog.header(record, "mqtt.retained")));
    }
    assertThat(flags).isEqualTo(Map.of("kept", "true", "live", "null"));
  }

  private void publish(Publisher publisher, String topic, byte[] payload) {
    publisher.publish(topic, payload);
    if (TopicRoute.key(topic).isEmpty()) {
      expectedLetters.merge(RejectReason.BAD_ID + " " + sha256(payload), 1, Integer::sum);
    } else if (payload.length > 65_536) {
      expectedLetters.merge(RejectReason.TOO_LARGE + " " + sha256(payload), 1, Integer::sum);
    } else {
      expectedRaw++;
    }
  }

  /**
   * What the job's decoder makes of the raw topic: it gives a verdict on all, and throws nothing.
   */
  private static final class Verdicts {
    private final PayloadDecoder decoder =
        new PayloadDecoder(Duration.ofDays(400), Duration.ofMinutes(5));
    private final Set<String> seen = new HashSet<>();
    private long decoded;
    private long duplicates;
    private long refused;

    void take(ConsumerRecord<byte[], byte[]> record) {
      RawMessage message =
          new RawMessage(
              Long.parseLong(KafkaLog.header(record, Topics.HEADER_RECEIVED_AT)),
              KafkaLog.header(record, Topics.HEADER_MQTT_TOPIC),
              record.value());
      DecodeResult result = decoder.decode(message);
      if (!(result instanceof DecodeResult.Accepted accepted)) {
        refused++;
        return;
      }
      Reading reading = accepted.reading();
      if (seen.add(reading.machine() + " " + reading.boot() + " " + reading.sequence())) {
        decoded++;
      } else {
        duplicates++;
      }
    }
  }

  private Verdicts decodeRaw() {
    Verdicts verdicts = new Verdicts();
    KafkaLog.forEach(kafka.bootstrapServers(), Topics.RAW, verdicts::take);
    return verdicts;
  }

  private Map<String, Integer> lettersInKafka() {
    Map<String, Integer> letters = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record :
        KafkaLog.read(kafka.bootstrapServers(), Topics.DEAD_LETTER)) {
      String reason = KafkaLog.header(record, "reason");
      assertThat(KafkaLog.header(record, "received.at")).matches("[0-9]{13}");
      assertThat(record.value().length)
          .isLessThanOrEqualTo(reason.equals("TOO_LARGE") ? 1024 : 70_000);
      letters.merge(reason + " " + KafkaLog.header(record, "sha256"), 1, Integer::sum);
    }
    return letters;
  }

  private static byte[] bytes(Random random, int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String sha256(byte[] payload) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(payload));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
