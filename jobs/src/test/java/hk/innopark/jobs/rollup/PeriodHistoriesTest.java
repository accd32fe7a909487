package hk.innopark.jobs.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.jobs.Lessons;
import hk.innopark.jobs.Lessons.Lesson;
import hk.innopark.jobs.rollup.PeriodTeller.Between;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is reported of a place's periods, each history a lesson: {@code histories.txt} says how they
 * are written.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PeriodHistoriesTest {
  private static final Path FILE = Path.of("src/test/resources/rollup/histories.txt");

  private final List<Lesson> lessons = Lessons.of(FILE, lesson -> play(lesson, Between.NOTHING));

  List<Lesson> lessons() {
    return lessons;
  }

  @ParameterizedTest
  @MethodSource("lessons")
  void comesToWhatIsWritten(Lesson lesson) {
    assertThat(play(lesson, Between.NOTHING)).isEqualTo(lesson.said());
  }

  @ParameterizedTest
  @MethodSource("lessons")
  void hoursThatArePutAwayChangeNothing(Lesson lesson) {
    assertThat(play(lesson, Between.STORE)).isEqualTo(lesson.said());
  }

  @ParameterizedTest
  @MethodSource("lessons")
  void aRestartAfterEachLineChangesNothing(Lesson lesson) {
    assertThat(play(lesson, Between.RESTART)).isEqualTo(lesson.said());
  }

  @ParameterizedTest
  @MethodSource("lessons")
  void aRestartAfterEverySecondLineChangesNothing(Lesson lesson) {
    assertThat(play(lesson, Between.SECOND_RESTART)).isEqualTo(lesson.said());
  }

  @Test
  void thereAreLessons() {
    assertThat(lessons).hasSizeGreaterThan(15).extracting(Lesson::title).doesNotHaveDuplicates();
  }

  private static List<String> play(Lesson lesson, Between between) {
    try (PeriodTeller teller = new PeriodTeller(lesson.lines())) {
      return teller.tell(between);
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }
}
