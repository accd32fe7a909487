package hk.innopark.registry;

import static hk.innopark.registry.WrongPlace.MACHINE;
import static hk.innopark.registry.WrongPlace.spoil;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused of a file as a whole, and of the keys, values and ids of any part. */
class RegistryRefusalTest {
  @Test
  void theFileThatTheseTestsSpoilIsRight() {
    assertThat(RegistryYaml.parse(Yaml.file(), "plant.yaml").tenants()).hasSize(1);
  }

  static Stream<WrongPlace> spoilt() {
    return Stream.of(
        // keys and kinds of values
        spoil("name: Golden Noodle", "nam: Golden Noodle", "tenants[0]: unknown key \"nam\""),
        spoil("declarations:", "declaration:", "unknown key \"declaration\"; known: tenants, "),
        spoil("rated_kw: 120", "rated_kw: lots", MACHINE + ".rated_kw: is not a number"),
        spoil("rated_kw: 120", "rated_kw: \"120\"", MACHINE + ".rated_kw: is not a number"),
        spoil("rated_kw: 120", "rated_kw: .nan", MACHINE + ".rated_kw: is not a number"),
        spoil(
            "rated_kw: 120",
            "rated_kw: 010",
            MACHINE + ".rated_kw: is not a number: write \"010\" as"),
        spoil(
            "rated_kw: 120",
            "rated_kw: 0x1F",
            MACHINE + ".rated_kw: is not a number: write \"0x1F\" as"),
        spoil(
            "rated_kw: 120",
            "rated_kw: no",
            MACHINE + ".rated_kw: is not a number: write \"no\" as"),
        spoil(
            "default: PT0.5S",
            "default: 1.5",
            MACHINE + ".ideal_cycle.default: \"1.5\" is not a duration such as PT30S (line 13)"),
        spoil(
            "utility: clp, modulus",
            "utility: cpl, modulus",
            MACHINE
                + ".meters[0].utility: no tariff and no factor is of utility \"cpl\"; there are"
                + " clp"),
        spoil("rated_kw: 120", "rated_kw: 1e900000000", MACHINE + ".rated_kw: has more than 18"),
        spoil("rated_kw: 120", "rated_kw: 1e-19", MACHINE + ".rated_kw: has more than 18"),
        spoil("rated_kw: 120", "rated_kw: -1", MACHINE + ".rated_kw: is not above zero"),
        spoil("rated_kw: 120", "rated_kw:", MACHINE + ".rated_kw: is empty"),
        spoil("name: Golden Noodle", "name: \" \"", "tenants[0].name: is empty"),
        spoil("name: Golden Noodle", "name: [a]", "tenants[0].name: is not text"),
        spoil("name: Golden Noodle", "name: \"a\\nb\"", "tenants[0].name: holds a control"),
        spoil("name: Golden Noodle", "name: \"\\u202Eabc\"", "tenants[0].name: holds a control"),
        // ids and places
        spoil("id: c1,", "id: c 1,", "commitments[0].id: bad id \"c 1\""),
        spoil("id: oven-1", "id: oven/1", MACHINE + ".id: bad id \"oven/1\""),
        spoil("id: oven-1", "id: " + "x".repeat(65), MACHINE + ".id: bad id"),
        spoil("id: oven-1", "name: oven-1", MACHINE + ": no id"),
        spoil(
            "estate: tai-po",
            "estate: sha-tin",
            "tenants[0].estate: \"sha-tin\" is none of tai-po"),
        spoil(
            "calendar: three-shift",
            "calendar: x",
            "tenants[0].lines[0].calendar: no calendar \"x\""));
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("spoilt")
  void oneWrongPlaceGivesOneLineThatNamesIt(WrongPlace place) {
    place.assertRefused();
  }

  @ParameterizedTest
  @CsvSource({
    "tenants, '    estate: tai-po', tenant",
    "calendars, '    zone: Asia/Hong_Kong', calendar",
    "tariffs, '    utility: clp', tariff"
  })
  void anIdThatStandsTwiceIsRefused(String list, String from, String what) {
    // the list's whole block once more, under the same key
    List<String> lines = Yaml.file().lines().toList();
    StringBuilder twice = new StringBuilder();
    StringBuilder block = new StringBuilder();
    boolean inside = false;
    for (String line : lines) {
      boolean isKey = !line.startsWith(" ");
      if (isKey && inside) {
        twice.append(block);
      }
      inside = isKey ? line.equals(list + ":") : inside;
      if (inside && !isKey) {
        block.append(line).append('\n');
      }
      twice.append(line).append('\n');
    }
    assertThat(block.toString()).contains(from);

    assertThatExceptionOfType(RegistryException.class)
        .isThrownBy(() -> RegistryYaml.parse(twice.toString(), "plant.yaml"))
        .withMessageContaining("plant.yaml: " + list + "[1]")
        .withMessageContaining(what + " \"")
        .withMessageContaining("is already at " + list + "[0]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "# nothing",
        "~",
        "a: [",
        "a: 1\na: 2",
        "a: &x 1\nb: *x",
        "a: 1\n---\nb: 2",
        "- 1",
        "text",
        "{{{{",
        "? [a]\n: 1",
        "\t",
        "%"
      })
  void whatIsNoRegistryAtAllGivesOneLine(String yaml) {
    assertThatExceptionOfType(RegistryException.class)
        .isThrownBy(() -> RegistryYaml.parse(yaml, "plant.yaml"))
        .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1))
        .withMessageStartingWith("plant.yaml: ");
  }

  @Test
  void aKeyWithALineBreakCannotForgeALineOfTheMessage() {
    String yaml = Yaml.file().replace("name: Golden", "\"x\\nplant.yaml: fine\": Golden");

    assertThatExceptionOfType(RegistryException.class)
        .isThrownBy(() -> RegistryYaml.parse(yaml, "plant.yaml"))
        .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
  }

  @Test
  void aDeeplyNestedFileIsRefusedNotACrash() {
    assertThatExceptionOfType(RegistryException.class)
        .isThrownBy(() -> RegistryYaml.parse("[".repeat(20_000), "plant.yaml"))
        .withMessageStartingWith("plant.yaml: ");
  }
}
