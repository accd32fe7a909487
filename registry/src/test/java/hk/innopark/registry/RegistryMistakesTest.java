package hk.innopark.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import hk.innopark.registry.model.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mistakes that people make in a registry file, and what they are told. */
class RegistryMistakesTest {
  private static final String METER = "tenants[0].lines[0].machines[0].meters";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {"010", "0x1F", "no", "NO", "yes", "true", "off", "1.5", "1.50", "1e3", "12", "+5"})
  void anIdIsReadAsItIsWritten(String id) {
    if (!id.startsWith("+")) {
      Registry registry =
          parse(
              Yaml.file()
                  .replace("  - id: golden-noodle", "  - id: " + id)
                  .replace("tenant: golden-noodle", "tenant: " + id));

      assertThat(registry.tenants().get(0).id()).isEqualTo(id);
      assertThat(registry.commitments().get(0).tenant()).isEqualTo(id);
      RegistryContent.assertSame(parse(RegistryYaml.write(registry)), registry);
    }
    assertThat(parse(Yaml.file().replace("Golden Noodle", id)).tenants().get(0).name())
        .isEqualTo(id);
  }

  @ParameterizedTest
  @CsvSource({"1_000, 1000", "1e2, 100", "+5, 5", ".5, 0.5", "5., 5", "7.50, 7.5"})
  void aNumberIsReadInEveryFormThatMeansOneThing(String written, String number) {
    assertThat(
            parse(Yaml.file().replace("rated_kw: 120", "rated_kw: " + written))
                .tenants()
                .get(0)
                .lines()
                .get(0)
                .machines()
                .get(0)
                .ratedKw())
        .isEqualByComparingTo(number);
  }

  @Test
  void aFileWithAByteOrderMarkIsRead() {
    assertThat(parse("\uFEFF" + Yaml.file()).tenants()).hasSize(1);
  }

  static Stream<Arguments> noYaml() {
    return Stream.of(
        spoil(
            "    estate",
            "\testate",
            "line 4, at \"estate: tai-po\": is indented with a tab; use spaces"),
        spoil(
            "        calendar",
            "       calendar",
            "line 7, at \"calendar: three-shift\": is indented otherwise than the block that begins"
                + " in line 6; give items of a list, and keys of a mapping, the same indent"),
        spoil(
            "PT0.8S}",
            "PT0.8S",
            "line 14, at \"meters:\": the { that opens in line 13 is not closed, or a comma is"
                + " missing"),
        spoil(
            "holidays: [2026-01-01]",
            "holidays: [2026-01-01",
            "line 24, at \"shifts:\": the [ that opens in line 23 is not closed, or a comma is"
                + " missing"),
        spoil(
            "name: Golden Noodle",
            "name: Golden: Noodle",
            "line 3, at \"name: Golden: Noodle\": a colon stands where no key can; check the indent,"
                + " and quote a text that holds \": \""),
        spoil(
            "name: Golden Noodle",
            "name: @home",
            "line 3, at \"name: @home\": a text begins with a sign that YAML keeps for itself; put"
                + " the text in quotes"),
        spoil(
            "name: Golden Noodle",
            "name: 'it's'",
            "line 3, at \"name: 'it's'\": something follows a value that is complete; check quotes"
                + " and brackets"),
        spoil("\"letter\"}", "\"letter}", "a quote that opens here is not closed"),
        spoil(
            "name: Golden Noodle",
            "estate: x",
            "line 4, at \"estate: tai-po\": the key \"estate\" stands twice in its mapping; keep"
                + " one"),
        spoil(
            "name: Golden Noodle",
            "name: *noodle",
            "line 3: aliases (*noodle) are not supported; write the value out"));
  }

  private static Arguments spoil(String right, String wrong, String said) {
    return Arguments.of(right, wrong, said);
  }

  @ParameterizedTest
  @MethodSource("noYaml")
  void textThatIsNoYamlIsToldWithItsLineAndWhatToDo(String right, String wrong, String said) {
    assertThat(Yaml.file()).as("what is to be spoilt").contains(right);

    assertThatExceptionOfType(RegistryException.class)
        .isThrownBy(() -> parse(Yaml.file().replaceFirst(Pattern.quote(right), wrong)))
        .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1))
        .withMessageStartingWith("plant.yaml: ")
        .withMessageContaining(said);
  }

  @Test
  void nothingIsDoubtfulInAFileThatIsRight() throws IOException {
    assertThat(warnings(Yaml.file())).isEmpty();
    assertThat(warnings(RegistryYaml.sampleText())).isEmpty();
  }

  @Test
  void aUtilityWithoutATariffOrAFactorIsDoubtful() throws IOException {
    String tariffOfOther = Yaml.file().replace("    utility: clp", "    utility: hke");
    String factorOfOther =
        Yaml.file().replace("electricity, utility: clp", "electricity, utility: hke");

    assertThat(warnings(tariffOfOther))
        .containsExactly(
            "plant.yaml: "
                + METER
                + "[0].utility: no tariff is of utility \"clp\", so its energy costs nothing (line"
                + " 15)");
    assertThat(warnings(factorOfOther))
        .containsExactly(
            "plant.yaml: "
                + METER
                + "[0].utility: no factor is of electricity of utility \"clp\", so it emits nothing"
                + " (line 15)");
  }

  @Test
  void aFactorOfEveryUtilityPricesAnyUtility() throws IOException {
    String general = Yaml.file().replace("electricity, utility: clp", "electricity");

    assertThat(warnings(general)).isEmpty();
    assertThat(warnings(general.replace("utility: clp, modulus", "utility: cpl, modulus")))
        .singleElement()
        .asString()
        .contains("no tariff is of utility \"cpl\"");
  }

  @Test
  void aFileThatPricesNothingAtAllIsDoubtfulAndNotWrong() throws IOException {
    String bare = Yaml.file();
    bare =
        bare.substring(0, bare.indexOf("tariffs:")) + bare.substring(bare.indexOf("commitments:"));

    assertThat(warnings(bare)).hasSize(2);
  }

  @Test
  void aMultiplierThatChangesWithoutAnExchangeIsDoubtful() throws IOException {
    assertThat(warnings(withSecondMeter("multiplier: 40")))
        .containsExactly(
            "plant.yaml: "
                + METER
                + "[4]: the multiplier of active_energy_kwh goes from 1 to 40 on 2026-03-01 without"
                + " an exchange on that day; if the meter was exchanged, say under swaps what the old"
                + " one showed last and the new one first (line 19)");
    assertThat(
            warnings(
                withSecondMeter(
                    "multiplier: 40, swaps: [{at: 2026-03-01T10:00:00+08:00, serial: s, final: 5,"
                        + " first: 0}]")))
        .isEmpty();
    assertThat(warnings(withSecondMeter("multiplier: 1"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1000", "0.001"})
  void aMultiplierThatJumpsByAThousandIsDoubtful(String multiplier) throws IOException {
    String swap =
        "swaps: [{at: 2026-03-01T10:00:00+08:00, serial: s, final: 5, first: 0, multiplier: "
            + multiplier
            + "}]";

    assertThat(warnings(withSecondMeter("multiplier: " + multiplier)))
        .singleElement()
        .asString()
        .contains("goes from 1 to " + multiplier + " on 2026-03-01, by a factor of 1,000 or more");
    assertThat(warnings(Yaml.file().replace("multiplier: 1}", "multiplier: 1, " + swap + "}")))
        .singleElement()
        .asString()
        .contains(METER + "[0].swaps: the multiplier of active_energy_kwh goes from 1 to")
        .contains("at 2026-03-01T02:00:00Z, by a factor of 1,000 or more");
  }

  @Test
  void aMultiplierThatJumpsFromOneVersionToTheNextIsDoubtful() {
    Registry one = parse(Yaml.file());
    Registry other = parse(Yaml.file().replace("multiplier: 1}", "multiplier: 1000}"));
    Registry little = parse(Yaml.file().replace("multiplier: 1}", "multiplier: 999}"));

    assertThat(VersionCheck.warnings(one, other))
        .containsExactly(
            "tai-po/golden-noodle/line-1/oven-1: the multiplier of active_energy_kwh goes from 1 to"
                + " 1000 between version "
                + RegistryYaml.version(one)
                + " and version "
                + RegistryYaml.version(other)
                + ", by a factor of 1,000 or more; check the unit (Wh or kWh, l or m³)");
    assertThat(VersionCheck.warnings(one, little)).isEmpty();
    assertThat(VersionCheck.warnings(one, one)).isEmpty();
  }

  private static String withSecondMeter(String members) {
    String last = "              - {signal: good_count,";
    return Yaml.file()
        .replace(
            "max_per_h: 9000}\n",
            "max_per_h: 9000}\n"
                + last.replace("good_count", "active_energy_kwh")
                + " utility: clp, valid_from: 2026-03-01, "
                + members
                + "}\n");
  }

  private static Registry parse(String yaml) {
    return RegistryYaml.parse(yaml, "plant.yaml");
  }

  private List<String> warnings(String yaml) throws IOException {
    return RegistryYaml.open(Files.writeString(folder.resolve("plant.yaml"), yaml)).warnings();
  }
}
