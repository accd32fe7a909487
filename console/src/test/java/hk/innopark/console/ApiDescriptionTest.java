package hk.innopark.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import hk.innopark.events.AlertKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the API's description repeats of the code. */
class ApiDescriptionTest {
  @Test
  void every_kind_of_alert_is_described() {
    List<String> described = new ArrayList<>();
    for (JsonNode kind : ApiDescription.of(List.of()).at("/components/schemas/AlertKind/enum")) {
      described.add(kind.asText());
    }
    assertThat(described)
        .containsExactlyElementsOf(
            Arrays.stream(AlertKind.values()).map(AlertKind::wireName).toList());
  }
}
