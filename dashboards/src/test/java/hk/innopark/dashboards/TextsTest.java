package hk.innopark.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One file of texts a language: complete, and without anything that nobody reads. */
class TextsTest {
  private static final Pattern PLACE = Pattern.compile("\\{\\d\\}|\\{\\{ \\$labels\\.\\w+ \\}\\}");

  @ParameterizedTest
  @EnumSource(Language.class)
  void everyKeyIsUsedAndNoneIsMissing(Language language) {
    Texts texts = Texts.of(language);
    for (Plant plant : SamplePlants.tenants()) {
      DashboardCatalogue.of(Audience.TENANT, plant, texts);
    }
    for (Plant plant : List.of(SamplePlants.all(), Plant.unknown())) {
      for (Audience audience : Audience.values()) {
        DashboardCatalogue.of(audience, plant, texts);
      }
    }
    GrafanaDashboard page =
        DashboardCatalogue.of(Audience.TENANT, Plant.unknown(), Texts.of(language)).get(0);
    AlertRules.group("innopark", page, texts, texts);
    withABaseline(texts);
    DashboardCatalogue.of(Audience.HKSTP, CommitmentsTest.toEveryFigure(), texts);

    Set<String> unused = new TreeSet<>(texts.keys());
    unused.removeAll(texts.used());
    assertThat(unused).as("keys that nothing uses, in %s", language).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void bothLanguagesHaveTheSameKeysAndPlaces(Language language) {
    Texts texts = Texts.of(language);
    Texts english = Texts.of(Language.ENGLISH);
    assertThat(texts.keys()).isEqualTo(english.keys());
    for (String key : texts.keys()) {
      assertThat(texts.get(key)).as(key).isNotBlank();
      assertThat(places(texts.get(key))).as(key).isEqualTo(places(english.get(key)));
    }
  }

  @Test
  void aMissingKeyNamesItselfAndItsFile() {
    assertThatThrownBy(() -> Texts.of(Language.TRADITIONAL_CHINESE).get("figure.nothing"))
        .hasMessageContaining("figure.nothing")
        .hasMessageContaining("texts-zh-Hant.properties");
  }

  private static void withABaseline(Texts texts) {
    Plant plant = Plant.unknown();
    DashboardCatalogue.of(
        Audience.TENANT,
        new Plant(null, plant.names(), plant.commitments(), plant.oee(), true, null),
        texts);
  }

  private static Set<String> places(String text) {
    Set<String> places = new TreeSet<>();
    PLACE.matcher(text).results().forEach(place -> places.add(place.group()));
    return places;
  }
}
