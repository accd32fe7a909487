package hk.innopark.jobs.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaConnectionTest {
  @TempDir Path folder;

  @Test
  void aProducerWaitsForAllReplicasAndSendsNothingTwice() {
    assertThat(
            KafkaConnection.fromEnvironment(Map.of("KAFKA_BOOTSTRAP_SERVERS", "k:9092"))
                .producerProperties())
        .containsEntry("bootstrap.servers", "k:9092")
        .containsEntry("acks", "all")
        .containsEntry("enable.idempotence", "true");
  }

  @Test
  void passwordsComeFromAFileAndAreNotShown() throws Exception {
    KafkaConnection config = fromFile("security.protocol=SASL_SSL\nsasl.jaas.config=s3cret\n");

    assertThat(config.producerProperties())
        .containsEntry("security.protocol", "SASL_SSL")
        .containsEntry("sasl.jaas.config", "s3cret");
    assertThat(config.toString()).contains("sasl.jaas.config").doesNotContain("s3cret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"acks", "bootstrap.servers", "enable.idempotence", "transactional.id"})
  void whatThePromiseRestsOnIsNotForSetting(String name) {
    assertThatThrownBy(() -> fromFile(name + "=0\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("KAFKA_PROPERTIES_FILE sets " + name + ", which is not for setting");
  }

  @Test
  void aMissingFileOrServerIsRefusedNamingTheKey() {
    assertThatThrownBy(() -> KafkaConnection.fromEnvironment(Map.of()))
        .hasMessage("KAFKA_BOOTSTRAP_SERVERS is not set");
    assertThatThrownBy(
            () ->
                KafkaConnection.fromEnvironment(
                    Map.of(
                        "KAFKA_BOOTSTRAP_SERVERS",
                        "k:9092",
                        "KAFKA_PROPERTIES_FILE",
                        folder.resolve("none").toString())))
        .hasMessageStartingWith("KAFKA_PROPERTIES_FILE names ");
  }

  private KafkaConnection fromFile(String content) throws Exception {
    Path file = Files.writeString(folder.resolve("client.properties"), content);
    return KafkaConnection.fromEnvironment(
        Map.of("KAFKA_BOOTSTRAP_SERVERS", "k:9092", "KAFKA_PROPERTIES_FILE", file.toString()));
  }
}
