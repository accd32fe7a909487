package hk.innopark.simulators.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hk.innopark.events.FeedReader;
import hk.innopark.events.RawMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedImportTest {
  @TempDir Path folder;

  private List<String> run(String mapping, String source) throws IOException {
    Path mappingFile = Files.writeString(folder.resolve("mapping.yaml"), mapping);
    Path sourceFile = Files.writeString(folder.resolve("source.txt"), source);
    Path feed = folder.resolve("feed.ndjson");
    FeedImport.by(mappingFile).run(sourceFile, feed);
    List<String> lines = new ArrayList<>();
    try (FeedReader reader = FeedReader.open(feed)) {
      for (Optional<RawMessage> next = reader.next(); next.isPresent(); next = reader.next()) {
        RawMessage one = next.get();
        lines.add(
            one.receivedAtMillis()
                + " "
                + one.topic()
                + " "
                + new String(one.payload(), StandardCharsets.UTF_8));
      }
    }
    return lines;
  }

  @Test
  void a_column_a_signal_with_states_units_and_a_machine_of_columns() throws Exception {
    String mapping =
        """
        format: csv
        separator: ";"
        time: {column: when, format: "dd/MM/yyyy HH:mm:ss"}
        machine: tai-po/acme/{line}/{unit}
        signals:
          - {column: energy, signal: active_energy_kwh, factor: 0.001}
          - {column: mode, signal: state, values: {"1": RUNNING, "0": IDLE}}
        """;
    String source =
        """
        when;line;unit;energy;mode;note
        03/03/2026 08:00:00;l1;m1;500250;1;"a;b ""c\"\"\"
        03/03/2026 08:00:10;l1;m2;7;0;
        03/03/2026 08:00:20;l1;m1;;;nothing
        """;
    assertThat(run(mapping, source))
        .containsExactly(
            "1772496000000 innopark/tai-po/acme/l1/m1 {\"ts\":1772496000000,\"boot\":\"import\","
                + "\"seq\":0,\"signals\":{\"state\":\"RUNNING\",\"active_energy_kwh\":500.250}}",
            "1772496010000 innopark/tai-po/acme/l1/m2 {\"ts\":1772496010000,\"boot\":\"import\","
                + "\"seq\":0,\"signals\":{\"state\":\"IDLE\",\"active_energy_kwh\":0.007}}");
  }

  @Test
  void a_row_a_value_is_gathered_by_time_whatever_the_order() throws Exception {
    String mapping =
        """
        format: csv
        time: {column: t, format: epoch_s}
        machine: tai-po/acme/l1/m1
        long: {name: tag, value: v}
        delay: PT1S
        signals:
          - {column: GOOD, signal: good_count}
          - {column: BAD, signal: reject_count}
        """;
    String source = "t,tag,v\n1000,GOOD,5\n1010,GOOD,6\n1000,BAD,1\n1010,TEMP,20\n";
    assertThat(run(mapping, source))
        .containsExactly(
            "1001000 innopark/tai-po/acme/l1/m1 {\"ts\":1000000,\"boot\":\"import\",\"seq\":0,"
                + "\"signals\":{\"good_count\":5,\"reject_count\":1}}",
            "1011000 innopark/tai-po/acme/l1/m1 {\"ts\":1010000,\"boot\":\"import\",\"seq\":1,"
                + "\"signals\":{\"good_count\":6}}");
  }

  @Test
  void line_protocol_with_tags_escapes_and_strings() throws Exception {
    String mapping =
        """
        format: line_protocol
        time: {column: time, format: epoch_ns}
        machine: tai-po/acme/{line}/{unit}
        signals:
          - {column: kwh, signal: active_energy_kwh}
          - {column: good, signal: good_count}
          - {column: state, signal: state}
        """;
    String source =
        """
        # a comment
        packing\\ hall,line=l1,unit=m1 kwh=12.5,good=7i,state="running" 1772496000000000000
        """;
    assertThat(run(mapping, source))
        .containsExactly(
            "1772496000000 innopark/tai-po/acme/l1/m1 {\"ts\":1772496000000,\"boot\":\"import\","
                + "\"seq\":0,\"signals\":{\"state\":\"RUNNING\",\"good_count\":7,"
                + "\"active_energy_kwh\":12.5}}");
  }

  /**
   * The first eight quarters of an hour of the UCI data set "Steel Industry Energy Consumption" (id
   * 851, CC BY 4.0).
   */
  @Test
  void interval_data_becomes_a_register_that_is_a_running_sum() throws Exception {
    Path source = Path.of("src/test/resources/imports/steel-2018-first-hours.csv");
    Path feed = folder.resolve("steel.ndjson");
    FeedImport.Result result =
        FeedImport.by(Path.of("src/test/resources/imports/steel.yaml")).run(source, feed);
    assertThat(result.rows()).isEqualTo(8);
    assertThat(result.messages()).isEqualTo(9);
    List<String> lines = Files.readAllLines(feed);
    assertThat(lines.get(0)).contains("\"active_energy_kwh\":0,");
    assertThat(lines.get(1)).contains("\"active_energy_kwh\":3.17,");
    assertThat(lines.get(8)).contains("\"active_energy_kwh\":28.02,");
  }

  @Test
  void a_sparkplug_capture_keeps_its_bytes_but_for_the_names() throws Exception {
    String mapping =
        """
        format: sparkplug
        renames: {PlantA: tai-po.acme, L1: l1, Press7: m1, GoodParts: good_count}
        """;
    // NBIRTH's metric GoodParts, an int, and seq 0
    String payload = "12" + "0f" + "0a" + "09" + "476f6f645061727473" + "5005" + "2003" + "1800";
    Path mappingFile = Files.writeString(folder.resolve("mapping.yaml"), mapping);
    Path source =
        Files.writeString(
            folder.resolve("capture.txt"),
            "1772496000.250 spBv1.0/PlantA/DBIRTH/L1/Press7 " + payload + "\nnoise\n");
    Path feed = folder.resolve("feed.ndjson");
    FeedImport.Result result = FeedImport.by(mappingFile).run(source, feed);
    assertThat(result.messages()).isEqualTo(1);
    assertThat(result.passedOver()).isEqualTo(1);
    try (FeedReader reader = FeedReader.open(feed)) {
      RawMessage message = reader.next().orElseThrow();
      assertThat(message.topic()).isEqualTo("spBv1.0/tai-po.acme/DBIRTH/l1/m1");
      assertThat(message.receivedAtMillis()).isEqualTo(1772496000250L);
      assertThat(new String(message.payload(), StandardCharsets.ISO_8859_1))
          .contains("\ngood_count".substring(1))
          .doesNotContain("GoodParts");
    }
  }

  @Test
  void what_cannot_be_read_is_named_with_its_line() {
    String mapping =
        """
        format: csv
        time: {column: t}
        machine: tai-po/acme/l1/m1
        signals: [{column: kwh, signal: active_energy_kwh}]
        """;
    assertThatThrownBy(() -> run(mapping, "t,kwh\n2026-03-03T08:00,12\n2026-03-03T08:01,n/a\n"))
        .isInstanceOf(IOException.class)
        .hasMessage("source.txt, line 3: \"n/a\" in \"kwh\" is no number");
    assertThatThrownBy(() -> run(mapping, "t,KWH\n2026-03-03T08:00,12\n"))
        .hasMessageContaining("there is no column \"kwh\"; there are [t, KWH]");
    assertThatThrownBy(() -> run(mapping, "t,kwh\nyesterday,12\n"))
        .hasMessageContaining("source.txt, line 2: \"yesterday\" in column \"t\" is no time");
    assertThatThrownBy(() -> run(mapping, "t,kwh\n2026-03-03T08:00\n"))
        .hasMessageContaining("line 2: 1 fields, and the first line names 2 columns");
    assertThat(folder.resolve("feed.ndjson")).doesNotExist();
  }
}
