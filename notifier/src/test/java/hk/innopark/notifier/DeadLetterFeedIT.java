package hk.innopark.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.Topics;
import hk.innopark.registry.DatabaseRole;
import hk.innopark.registry.RegistryYaml;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeadLetterFeedIT {
  @TempDir Path folder;

  @Test
  void whatIsReadAgainIsKeptOnceAndOnlyItsBeginning() throws Exception {
    try (Bench bench = new Bench(folder, "")) {
      Properties kafka = new Properties();
      kafka.put("group.id", "notifier");
      DeadLetterFeed feed =
          new DeadLetterFeed(kafka, bench.login(DatabaseRole.NOTIFIER), RegistryYaml::sample);
      ConsumerRecord<byte[], byte[]> letter =
          new ConsumerRecord<>(Topics.DEAD_LETTER, 0, 7, null, new byte[3_000]);
      letter
          .headers()
          .add(Topics.HEADER_REASON, "MALFORMED".getBytes(StandardCharsets.UTF_8))
          .add("detail", "not JSON".getBytes(StandardCharsets.UTF_8))
          .add(
              Topics.HEADER_MQTT_TOPIC,
              "innopark/tai-po/golden-noodle/a\0b".getBytes(StandardCharsets.UTF_8));
      feed.keep(List.of(letter));
      feed.keep(List.of(letter, letter));

      assertThat(
              bench.query(
                  "SELECT reason, tenant, bytes, length(payload), detail FROM notify.dead_letter"))
          .containsExactly("MALFORMED golden-noodle 3000 1024 not JSON");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "innopark/tai-po/golden-noodle/line-1/oven-1, golden-noodle",
    "innopark/tai-po, ",
    "innopark/tai-po/bad tenant/x, ",
    "spBv1.0/tai-po.golden-noodle/DDATA/line-1/oven-1, golden-noodle",
    "elsewhere/tai-po/golden-noodle, ",
  })
  void aLetterIsThatOfItsTopicsTenant(String topic, String tenant) {
    assertThat(DeadLetterFeed.tenantOf(topic)).isEqualTo(tenant);
  }
}
