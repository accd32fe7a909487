package hk.innopark.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.RawMessage;
import hk.innopark.events.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which messages of makers' devices are whose. */
class MappedTopicsTest {
  private static final String FILE =
      """
      # Made from the registry.
      node Plant A/Line 1
      topic tai-po/golden-noodle/line-1/plug-7 tele/plug 7/SENSOR
      topic tai-po/golden-noodle/line-1/oven-1 innopark/tai-po/golden-noodle/line-1/oven-1/raw
      """;

  @TempDir Path directory;

  private MappedTopics mapped() throws IOException {
    Path file = directory.resolve("topics");
    Files.writeString(file, FILE);
    return new MappedTopics(Optional.of(file));
  }

  @ParameterizedTest
  @CsvSource({
    "tele/plug 7/SENSOR, tai-po/golden-noodle/line-1/plug-7",
    "innopark/tai-po/golden-noodle/line-1/oven-1/raw, tai-po/golden-noodle/line-1/oven-1",
    "innopark/tai-po/golden-noodle/line-1/oven-2, tai-po/golden-noodle/line-1/oven-2",
    "spBv1.0/Plant A/DDATA/Line 1/Press 3, Plant A/Line 1",
    "spBv1.0/Plant A/NBIRTH/Line 1, Plant A/Line 1",
    "spBv1.0/tai-po.golden-noodle/DDATA/line-1/oven-1, tai-po.golden-noodle/line-1"
  })
  void theKeyIsTheMachineOrTheEdgeNode(String topic, String key) throws IOException {
    RecordMapper mapper = new RecordMapper("g", mapped());
    Outbound outbound = mapper.map(message(topic), false);
    assertThat(outbound.rejected()).isEmpty();
    assertThat(outbound.record().topic()).isEqualTo(Topics.RAW);
    assertThat(new String(outbound.record().key(), StandardCharsets.UTF_8)).isEqualTo(key);
    assertThat(outbound.record().value()).as("as it was sent").isEqualTo(message(topic).payload());
  }

  @ParameterizedTest
  @CsvSource({
    "tele/plug 8/SENSOR, true",
    "spBv1.0/Plant B/DDATA/Line 1/Press 3, true",
    "spBv1.0/Plant A/NCMD/Line 1, true",
    "spBv1.0/Plant A/DDATA/Line 1/Press 9, false",
    "tele/plug 7/SENSOR, false",
    "innopark/nonsense, false",
    "innopark/tai-po/golden-noodle/line-1/oven-1, false"
  })
  void whatIsNobodysIsForeignUnlessItClaimsToBeOurs(String topic, boolean foreign)
      throws IOException {
    assertThat(mapped().isForeign(topic)).isEqualTo(foreign);
  }

  @Test
  void aFileThatChangesIsReadAnew() throws IOException {
    MappedTopics mapped = mapped();
    RecordMapper mapper = new RecordMapper("g", mapped);
    assertThat(mapper.map(message("new/topic"), false).rejected()).isPresent();
    assertThat(mapped.reload()).isFalse();
    Files.writeString(directory.resolve("topics"), "topic tai-po/a/b/c new/topic\n");
    assertThat(mapped.reload()).isTrue();
    assertThat(mapper.map(message("new/topic"), false).rejected()).isEmpty();
    assertThat(mapper.map(message("tele/plug 7/SENSOR"), false).rejected())
        .as("no machine's any more")
        .isPresent();
  }

  @Test
  void aFileThatIsAwaySaysWhatItSaidBefore() throws IOException {
    MappedTopics mapped = mapped();
    Files.delete(directory.resolve("topics"));
    assertThat(mapped.reload()).isFalse();
    assertThat(mapped.keyOf("tele/plug 7/SENSOR")).contains("tai-po/golden-noodle/line-1/plug-7");
  }

  private static RawMessage message(String topic) {
    return new RawMessage(1, topic, "{}".getBytes(StandardCharsets.UTF_8));
  }
}
