package hk.innopark.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every feed of the library gives what was worked out by hand, and the figures that it gave. */
class FeedLibraryTest {
  private static final Set<String> RATIOS =
      Set.of(
          "oee",
          "availability",
          "effectiveness",
          "quality",
          "nee",
          "mttr_s",
          "mtbf_s",
          "coverage",
          "measured_share");

  @TempDir Path folder;

  static List<LibraryFeed> feeds() {
    return FeedLibrary.all();
  }

  @Test
  void thereAreAtLeastTwentyFeedsAndEachHasALesson() {
    assertThat(feeds()).hasSizeGreaterThanOrEqualTo(20);
    assertThat(feeds()).allMatch(feed -> !feed.lesson().isBlank() && !feed.expected().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("feeds")
  void theFiguresAreThoseWorkedOutByHandAndThoseOfTheGoldenFile(LibraryFeed feed) throws Exception {
    GoldenFile golden = GoldenFile.named("feeds/" + feed.name());
    Computed computed =
        Pipeline.in(folder)
            .withRegistry(feed.registryYaml())
            .withGrains("day")
            .withParallelism(1)
            .compute(feed.messages());
    Map<String, Double> values = machineDays(computed.figures());
    feed.expected()
        .forEach(
            (figure, range) ->
                assertThat(values.getOrDefault(figure, 0.0))
                    .as("%s of %s", figure, feed)
                    .matches(range::holds, "lies in " + range));
    InnoparkAssertions.assertThat(computed.ledger()).isUnbroken();
    golden.check(machines(computed.figures()));
  }

  private static Figures machines(Figures figures) {
    return Figures.of(
        figures.rows().stream().filter(row -> row.place().level().equals("machine")).toList());
  }

  private static Map<String, Double> machineDays(Figures figures) {
    Map<String, Double> values = new LinkedHashMap<>();
    for (FigureRow row : machines(figures).rows()) {
      row.values()
          .forEach(
              (field, value) -> {
                if (value != null && row.order() == null) {
                  String key = row.place().machine() + ' ' + row.measurement() + '.' + field;
                  values.merge(key, value, (a, b) -> RATIOS.contains(field) ? b : a + b);
                }
              });
    }
    return values;
  }
}
