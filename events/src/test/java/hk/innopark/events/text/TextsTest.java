package hk.innopark.events.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hk.innopark.events.FigureFields;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTest {
  private static final Texts ENGLISH = Texts.of(Language.ENGLISH);
  private static final Texts CHINESE = Texts.of(Language.TRADITIONAL_CHINESE);

  /** Which no page shows, and packs name as the contract does. */
  private static final Set<String> NAMELESS = Set.of("expected", "valid", "power_mismatch_pct");

  private static final Pattern PARAMETER = Pattern.compile("\\{\\d}");

  @Test
  void both_languages_have_the_same_keys() {
    assertThat(CHINESE.all().keySet()).isEqualTo(ENGLISH.all().keySet());
  }

  @Test
  void a_text_has_the_same_parameters_in_both_languages() {
    ENGLISH
        .all()
        .forEach(
            (key, text) ->
                assertThat(parameters(CHINESE.all().getOrDefault(key, "")))
                    .as(key)
                    .isEqualTo(parameters(text)));
  }

  private static Set<String> parameters(String text) {
    return PARAMETER
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void no_text_is_empty() {
    for (Texts texts : new Texts[] {ENGLISH, CHINESE}) {
      assertThat(texts.all().values()).noneMatch(String::isEmpty);
    }
  }

  /** Reports and packs fall back to the contract's name. */
  @ParameterizedTest
  @ValueSource(strings = {"throughput", "energy", "sustainability", "quality_of_data"})
  void every_figure_has_a_name(String measurement) {
    assertThat(FigureFields.of(measurement))
        .isNotEmpty()
        .filteredOn(field -> !FigureFields.DELAYS.contains(field) && !NAMELESS.contains(field))
        .allMatch(field -> ENGLISH.has("field." + field));
  }

  @Test
  void parameters_are_filled_once_and_words_in_them_are_left_alone() {
    assertThat(ENGLISH.get("entry.title", "{1}", "a", "sim:{run}"))
        .isEqualTo("Row {1} of a, sim:{run}");
    assertThat(CHINESE.get("entry.title", 7, "golden-noodle", "real"))
        .isEqualTo("golden-noodle 的紀錄 7，real");
  }

  @Test
  void braces_that_are_no_parameter_stay() {
    assertThat(ENGLISH.get("error.parameter_not_origin")).endsWith("sim:{run}.");
    assertThat(ENGLISH.get("kpi.today")).isEqualTo("{0} today");
  }

  @Test
  void a_key_that_is_missing_is_named() {
    assertThatThrownBy(() -> CHINESE.get("no.such.key")).hasMessageContaining("no.such.key");
  }

  @Test
  void a_message_within_a_message_is_in_the_same_language() {
    Message said = Message.of("error.not_for_role", Message.of("role.auditor"));
    assertThat(said.in(CHINESE)).isEqualTo("審核員的身分不可使用此項。");
    assertThat(said).hasToString("This is not for the role Auditor.");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      delimiter = '|',
      value = {
        "-|ENGLISH",
        "en-GB,en;q=0.9|ENGLISH",
        "zh-HK,zh;q=0.9,en;q=0.8|TRADITIONAL_CHINESE",
        "zh-TW|TRADITIONAL_CHINESE",
        "en;q=0.3, zh-Hant;q=0.7|TRADITIONAL_CHINESE",
        "fr, de;q=0.5|ENGLISH",
        "fr, zh;q=0.5, en;q=0.4|TRADITIONAL_CHINESE",
        "zh;q=0, en|ENGLISH",
        ";;;q=nonsense|ENGLISH",
        "*|ENGLISH"
      })
  void the_language_that_a_browser_likes_best_is_taken(String header, Language expected) {
    assertThat(Language.preferred(header)).isEqualTo(expected);
  }
}
