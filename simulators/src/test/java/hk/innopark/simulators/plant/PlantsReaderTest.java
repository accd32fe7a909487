package hk.innopark.simulators.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hk.innopark.events.MachineState;
import hk.innopark.simulators.yaml.YamlFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlantsReaderTest {
  private static String sample() throws IOException {
    try (InputStream yaml = Plants.class.getResourceAsStream("/plants.yaml")) {
      return new String(yaml.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Plants read(String yaml) throws IOException {
    return Plants.read(
        YamlFile.read("my.yaml", new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8))));
  }

  @Test
  void the_sample_has_three_estates_nine_tenants_and_41_machines_of_five_types() {
    Plants plants = Plants.sample();
    assertThat(plants.machines()).hasSize(41);
    assertThat(distinct(plants, PlantLine::estate))
        .containsExactlyInAnyOrder("tai-po", "yuen-long", "tseung-kwan-o");
    assertThat(distinct(plants, PlantLine::tenant)).hasSize(9);
    assertThat(distinct(plants, line -> line.type().id()))
        .containsExactlyInAnyOrder("food", "pharma", "microelectronics", "cnc", "medical");
  }

  private static Set<String> distinct(
      Plants plants, java.util.function.Function<PlantLine, String> property) {
    return plants.lines().stream().map(property).collect(Collectors.toSet());
  }

  @Test
  void a_machine_never_draws_less_stopped_than_off_nor_more_than_running() {
    for (PlantMachine machine : Plants.sample().machines()) {
      List<Long> rising =
          List.of(
              machine.watts().get(MachineState.OFF),
              machine.watts().get(MachineState.DOWN),
              machine.watts().get(MachineState.IDLE),
              machine.watts().get(MachineState.SETUP),
              machine.watts().get(MachineState.RUNNING));
      assertThat(rising).as(machine.id().key()).isSorted();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sample_period: PT10S | sample_period: PT7S | a minute is not a multiple of it",
        "sample_period: PT10S | sample_period: 10 | text is expected",
        "sample_period: PT10S | sample_period: soon | is not an ISO 8601 duration",
        "sample_period: PT10S | sample_perod: PT10S | sample_period: missing",
        "mtbf: PT9H | mtbf: PT0S | mtbf: zero",
        "slowdown: 1.08 | slowdown: 0.9 | slowdown: 0.9 is not between 1.01 and 3.0",
        "type: food | type: fod | type: \"fod\" is none of [food, pharma",
        "calendar: always | calendar: never | calendar: \"never\" is none of",
        "zone: Asia/Hong_Kong | zone: Europe/London | without daylight saving time",
        "start: \"07:00\" | start: \"7:00\" | is not a time of day",
        "days: [MON, TUE | days: [MON, DIE | \"DIE\" is not a day of the week",
        "noodle-std | 'noodle std' | \"noodle std\" is not a valid id",
        "starved: 3 | strved: 3 | strved: not a downtime reason",
        "pv_kwp: 40 | pv_kwp: -40 | pv_kwp: negative",
        "signal: vibration_mm_s | signal: vibrations | \"vibrations\" is not a signal",
        "cleaning: {shift: late | cleaning: {shift: noon | has no shift noon",
        "power_factor: 0.91 | power_factor: 0.91, colour: red | not YAML",
        "mttr: PT14M | colour: red | mttr: missing",
        "id: oven-1 | id: mixer-1 | a second machine tai-po/golden-noodle/line-1/mixer-1",
      })
  void a_wrong_entry_is_refused_with_its_path(String right, String wrong, String complaint)
      throws IOException {
    String yaml = sample();
    assertThat(yaml).contains(right);
    String broken = yaml.replaceFirst(java.util.regex.Pattern.quote(right), wrong);
    assertThatThrownBy(() -> read(broken))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("my.yaml")
        .hasMessageContaining(complaint);
  }

  @Test
  void an_entry_that_nobody_knows_is_refused() throws IOException {
    String broken = sample().replaceFirst("mttr: PT14M", "mttr: PT14M\n            colour: red");
    assertThatThrownBy(() -> read(broken))
        .hasMessage(
            "my.yaml.tenants[golden-noodle].lines[line-1].machines[mixer-1].colour: unknown entry");
  }

  @Test
  void a_file_that_is_missing_is_said_to_be() {
    assertThatThrownBy(() -> Plants.read(Path.of("nowhere.yaml")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("nowhere.yaml");
  }

  @Test
  void a_tenant_that_is_not_simulated_is_refused() {
    assertThatThrownBy(() -> Plants.sample().ofTenant("nobody"))
        .hasMessage("no simulated tenant \"nobody\"");
  }

  @Test
  void a_night_shift_ends_on_the_next_day_and_its_break_too() {
    WorkCalendar calendar = Plants.sample().ofTenant("lotus-bakery").lines().get(0).calendar();
    WorkCalendar.Shift night = calendar.shifts().get(2);
    assertThat(night.startMinute()).isEqualTo(22 * 60);
    assertThat(night.endMinute()).isEqualTo(30 * 60);
    assertThat(night.breaks().get(0).startMinute()).isEqualTo(26 * 60);
    assertThat(night.breaks().get(0).endMinute()).isEqualTo(26 * 60 + 30);
  }

  @Test
  void no_shift_starts_on_a_holiday() {
    WorkCalendar calendar = Plants.sample().ofTenant("tolo-precision").lines().get(0).calendar();
    assertThat(calendar.shiftsStarting(LocalDate.of(2026, 12, 25).toEpochDay())).isEmpty();
    assertThat(calendar.shiftsStarting(LocalDate.of(2026, 12, 24).toEpochDay())).hasSize(2);
  }
}
