package hk.innopark.jobs.account;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.jobs.Lessons;
import hk.innopark.jobs.Lessons.Lesson;
import hk.innopark.jobs.account.MachineAccount.Outcome;
import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.element.Elements;
import hk.innopark.jobs.reference.MachineHistory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What an account makes of histories, each a lesson, element by element: {@code histories.txt} says
 * how they are written.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccountHistoriesTest {
  private static final Path FILE = Path.of("src/test/resources/account/histories.txt");

  private final List<Lesson> lessons =
      Lessons.of(FILE, lesson -> play(lesson, AccountHistoriesTest::quick, false));

  List<Lesson> lessons() {
    return lessons;
  }

  @ParameterizedTest
  @MethodSource("lessons")
  void comesToWhatIsWritten(Lesson lesson) {
    assertThat(play(lesson, AccountHistoriesTest::quick, false)).isEqualTo(lesson.said());
  }

  @ParameterizedTest
  @MethodSource("lessons")
  void theLongWayComesToTheSame(Lesson lesson) {
    assertThat(counted(play(lesson, AccountBook::slow, false))).isEqualTo(counted(lesson.said()));
  }

  @ParameterizedTest
  @MethodSource("lessons")
  void aRestartAfterEachMessageChangesNothing(Lesson lesson) {
    assertThat(counted(play(lesson, AccountHistoriesTest::quick, true)))
        .isEqualTo(counted(lesson.said()));
  }

  @Test
  void thereAreLessons() {
    assertThat(lessons).hasSizeGreaterThan(50).extracting(Lesson::title).doesNotHaveDuplicates();
  }

  /** Without the last line, since an account may hold a sample for longer than it must. */
  private static List<String> counted(List<String> said) {
    return said.subList(0, said.size() - 1);
  }

  private static AccountBook quick(MachineHistory machine) {
    return new AccountBook(machine, AccountConfig.DEFAULT);
  }

  private static List<String> play(
      Lesson lesson, Function<MachineHistory, AccountBook> opener, boolean restarts) {
    List<String> said = new ArrayList<>();
    Storyteller storyteller = new Storyteller(lesson.lines(), opener);
    storyteller.tell(
        (line, outcome) -> {
          if (outcome != Outcome.ACCEPTED) {
            said.add(line + ": " + outcome);
          }
        },
        restarts);
    AccountBook book = storyteller.book();
    int samples = book.samplesHeld();
    said.addAll(minutes(book));
    book.stops()
        .values()
        .forEach(
            stop ->
                said.add(
                    "stop %s to %s%s: %s %s%s"
                        .formatted(
                            second(stop.fromMillis()),
                            second(stop.toMillis()),
                            stop.isOngoing() ? " and on" : "",
                            stop.state(),
                            stop.machineReason() == null ? "-" : stop.machineReason(),
                            stop.word() == null ? "" : ", named " + stop.word().standard())));
    book.orders()
        .values()
        .forEach(
            sum ->
                said.add(
                    "order %s of %s on %s from %s to %s: %s"
                        .formatted(
                            sum.order,
                            sum.product,
                            sum.day.date(),
                            second(sum.beginMillis),
                            second(sum.endMillis),
                            said(sum.elements))));
    said.add("samples held %d, gaps open %d".formatted(samples, book.gapsOpen()));
    return said;
  }

  /** A line for each minute, or for several one after the other that are alike. */
  private static List<String> minutes(AccountBook book) {
    List<String> lines = new ArrayList<>();
    long[] span = {0, -1};
    String[] last = {""};
    book.minutes()
        .forEach(
            (millis, elements) -> {
              long minute = (millis - Device.START) / Minutes.MILLIS;
              String said = said(elements);
              boolean isAlike = said.equals(last[0]) && minute == span[1] + 1;
              if (isAlike) {
                lines.remove(lines.size() - 1);
              } else {
                span[0] = minute;
              }
              span[1] = minute;
              last[0] = said;
              lines.add(
                  (span[0] == minute
                          ? "minute " + minute
                          : "minutes %d to %d, each".formatted(span[0], minute))
                      + ": "
                      + said);
            });
    return lines;
  }

  private static String said(Elements elements) {
    StringJoiner said = new StringJoiner(" ");
    for (Element element : Element.values()) {
      if (!element.isDigest() && elements.get(element) != 0) {
        said.add(element + "=" + elements.get(element));
      }
    }
    return said.toString();
  }

  private static String second(long millis) {
    return String.valueOf((millis - Device.START) / 1000.0).replace(".0", "");
  }
}
