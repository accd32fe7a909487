package hk.innopark.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import hk.innopark.events.MachineId;
import hk.innopark.events.Signal;
import hk.innopark.registry.model.EnergySource;
import hk.innopark.registry.model.Machine;
import hk.innopark.registry.model.Meter;
import hk.innopark.registry.model.Registry;
import hk.innopark.registry.model.ShiftCalendar;
import hk.innopark.registry.model.ShiftCalendar.Shift;
import hk.innopark.registry.model.Tenant;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryYamlTest {
  @Test
  void theSampleHasThreeEstatesAndFortyOneMachines() {
    Registry sample = RegistryYaml.sample();

    assertThat(sample.tenants().stream().map(Tenant::estate).distinct())
        .containsExactlyInAnyOrder("tai-po", "yuen-long", "tseung-kwan-o");
    assertThat(
            sample.tenants().stream()
                .flatMap(tenant -> tenant.lines().stream())
                .flatMap(line -> line.machines().stream()))
        .hasSize(41);
  }

  @Test
  void aMachineIsReadWithEveryMember() {
    Machine oven =
        RegistryYaml.sample()
            .machine(new MachineId("tai-po", "golden-noodle", "line-1", "oven-1"))
            .orElseThrow();

    assertThat(oven.name()).isEqualTo("oven-1");
    assertThat(oven.samplePeriod()).isEqualTo(Duration.ofSeconds(10));
    assertThat(oven.staleAfter()).isEqualTo(Duration.ofSeconds(60));
    assertThat(oven.ratedKw()).isEqualTo(new BigDecimal("140"));
    assertThat(oven.idealCycle()).isEqualTo(Map.of("default", Duration.ofMillis(500)));
    assertThat(oven.meters())
        .extracting(meter -> meter.signal())
        .containsExactly(
            Signal.ACTIVE_ENERGY_KWH,
            Signal.REACTIVE_ENERGY_KVARH,
            Signal.TOWNGAS_MJ,
            Signal.WATER_M3);
  }

  @Test
  void aCounterSaysWhenItStartsAgainAndHowFastItCanCount() {
    Machine oven = oven(Yaml.file());
    Meter water = oven.meters().get(3);
    Meter items = oven.meters().get(0);

    assertThat(items.signal()).isEqualTo(Signal.GOOD_COUNT);
    assertThat(items.source()).isEqualTo(EnergySource.OTHER);
    assertThat(items.counter()).isEqualTo(Meter.Counter.RESETS_BY_SHIFT);
    assertThat(items.maxPerHour()).isEqualTo(new BigDecimal("9000"));
    assertThat(water.signal()).isEqualTo(Signal.WATER_M3);
    assertThat(water.counter()).isEqualTo(Meter.Counter.LIFETIME);
    assertThat(water.maxPerHour()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "expected_from: 2026-01-01, 2025-12-31T16:00:00Z",
    "expected_from: 2026-01-01T06:00:00+08:00, 2025-12-31T22:00:00Z",
    "'', "
  })
  void silenceCountsFromALocalDayOrAMoment(String member, Instant from) {
    assertThat(oven(Yaml.file().replace("expected_from: 2026-01-01", member)).expectedFrom())
        .isEqualTo(from);
  }

  @Test
  void theSourceOfAMeterCanBeLeftOutWhereItsSignalHasOne() {
    String shorter = Yaml.file().replace("water_m3, source: other", "water_m3");

    assertThat(version(shorter)).isEqualTo(version(Yaml.file()));
  }

  private static Machine oven(String yaml) {
    return RegistryYaml.parse(yaml, "test.yaml")
        .machine(new MachineId("tai-po", "golden-noodle", "line-1", "oven-1"))
        .orElseThrow();
  }

  @Test
  void aNightShiftEndsOnTheNextDayAndItsBreakLiesAfterMidnight() {
    ShiftCalendar calendar = RegistryYaml.sample().calendar("food-three-shift").orElseThrow();
    Shift night = calendar.shifts().get(2);

    assertThat(night.id()).isEqualTo("night");
    assertThat(night.startMinute()).isEqualTo(22 * 60);
    assertThat(night.endMinute()).isEqualTo(30 * 60);
    assertThat(night.breaks().get(0).start()).isEqualTo(LocalTime.of(2, 0));
  }

  @Test
  void whatIsWrittenReadsBackTheSame() {
    Registry sample = RegistryYaml.sample();

    Registry again = RegistryYaml.parse(RegistryYaml.write(sample), "again.yaml");

    RegistryContent.assertSame(again, sample);
    assertThat(RegistryYaml.write(again)).isEqualTo(RegistryYaml.write(sample));
  }

  @Test
  void theVersionDoesNotDependOnOrderOrSpelling() {
    String one = Yaml.file();
    String other = Yaml.file().replace("rated_kw: 120", "rated_kw: 120.00");

    assertThat(other).isNotEqualTo(one);
    assertThat(version(other)).isEqualTo(version(one)).hasSize(16);
    assertThat(version(one.replace("rated_kw: 120", "rated_kw: 121"))).isNotEqualTo(version(one));
  }

  private static String version(String yaml) {
    return RegistryYaml.version(RegistryYaml.parse(yaml, "test.yaml"));
  }

  @Test
  void everyProblemOfAFileIsToldOnALineOfItsOwn() {
    String yaml =
        Yaml.file()
            .replace("estate: tai-po", "estate: sha-tin")
            .replace("rated_kw: 120", "rated_kw: 0")
            .replace("currency: HKD", "currency: USD");

    assertThatExceptionOfType(RegistryException.class)
        .isThrownBy(() -> RegistryYaml.parse(yaml, "plant.yaml"))
        .satisfies(e -> assertThat(e.problems()).hasSize(3))
        .satisfies(
            e ->
                assertThat(e.getMessage().lines())
                    .containsExactlyInAnyOrder(
                        "plant.yaml: tenants[0].estate: \"sha-tin\" is none of tai-po, yuen-long,"
                            + " tseung-kwan-o (line 4)",
                        "plant.yaml: tenants[0].lines[0].machines[0].rated_kw: is not above zero (line 12)",
                        "plant.yaml: tariffs[0].currency: \"USD\" is none of HKD (line 33)"));
  }

  @Test
  void aMissingFileIsNamed(@TempDir Path folder) {
    Path file = folder.resolve("nowhere.yaml");

    assertThatExceptionOfType(RegistryException.class)
        .isThrownBy(() -> RegistryYaml.read(file))
        .withMessage(file + ": no such file");
  }

  @Test
  void aFileThatIsNotUtf8IsRefused(@TempDir Path folder) throws Exception {
    Path file = Files.write(folder.resolve("latin.yaml"), new byte[] {'a', ':', ' ', (byte) 0xe9});

    assertThatExceptionOfType(RegistryException.class)
        .isThrownBy(() -> RegistryYaml.read(file))
        .withMessage(file + ": is not UTF-8 text");
  }

  @Test
  void aFileIsReadFromDisk(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("plant.yaml"), Yaml.file());

    assertThat(RegistryYaml.read(file).tenant("golden-noodle")).isPresent();
  }
}
