package hk.innopark.operations.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hk.innopark.embedded.server.EmbeddedKafka;
import hk.innopark.events.Topics;
import hk.innopark.events.process.LoopbackPorts;
import hk.innopark.gateway.KafkaTopics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Anchors in a real Kafka. */
class AnchorTopicIT {
  @TempDir Path folder;

  @Test
  void whatIsAnchoredIsReadAgainAndNeverExpires() throws Exception {
    try (EmbeddedKafka kafka =
        EmbeddedKafka.start(folder.resolve("kafka"), LoopbackPorts.free(), LoopbackPorts.free())) {
      Properties client = new Properties();
      client.put("bootstrap.servers", kafka.bootstrapServers());
      assertThatThrownBy(() -> AnchorTopic.read(client))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(Topics.ANCHORS);

      KafkaTopics.create(kafka.bootstrapServers(), 1);
      AnchorTopic.append(client, List.of(new AnchorTopic.Keyed("a/real", "one\nnote\n")));
      AnchorTopic.append(client, List.of(new AnchorTopic.Keyed("b/real", "another\n")));
      assertThat(AnchorTopic.read(client)).containsExactly("one\nnote\n", "another\n");

      ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, Topics.ANCHORS);
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
        assertThat(
                admin
                    .describeConfigs(List.of(topic))
                    .all()
                    .get()
                    .get(topic)
                    .get("retention.ms")
                    .value())
            .isEqualTo("-1");
      }
    }
  }

  @Test
  void aKafkaThatIsAwayIsNamed() throws IOException {
    Properties client = new Properties();
    client.put("bootstrap.servers", "127.0.0.1:" + LoopbackPorts.free());
    client.put("max.block.ms", "1000");
    assertThatThrownBy(
            () -> AnchorTopic.append(client, List.of(new AnchorTopic.Keyed("a/real", "note"))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(client.getProperty("bootstrap.servers"));
  }
}
