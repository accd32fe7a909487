package hk.innopark.jobs.figures;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.jobs.Lessons;
import hk.innopark.jobs.Lessons.Lesson;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The figures of periods, and what of them goes to the ledger, each a lesson: {@code periods.txt}
 * says how they are written.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FigureHistoriesTest {
  private static final Path FILE = Path.of("src/test/resources/figures/periods.txt");

  private final List<Lesson> lessons = Lessons.of(FILE, FigureHistoriesTest::play);

  List<Lesson> lessons() {
    return lessons;
  }

  @ParameterizedTest
  @MethodSource("lessons")
  void comesToWhatIsWritten(Lesson lesson) {
    assertThat(play(lesson)).isEqualTo(lesson.said());
  }

  @Test
  void thereAreLessons() {
    assertThat(lessons).hasSizeGreaterThan(15).extracting(Lesson::title).doesNotHaveDuplicates();
  }

  private static List<String> play(Lesson lesson) {
    try (FigureTeller teller = new FigureTeller()) {
      return teller.tell(lesson.lines());
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }
}
