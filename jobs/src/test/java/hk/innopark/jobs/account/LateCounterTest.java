package hk.innopark.jobs.account;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.jobs.account.MachineAccount.Outcome;
import hk.innopark.jobs.element.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A register that starts again, falls, or shows nonsense, of which one reading comes last: the
 * minutes are as if all had come in order.
 */
class LateCounterTest {
  private static final int PERIOD_SECONDS = 10;

  /** What a register shows, each ten seconds; {@code /} where the device restarts. */
  private static final List<String> HISTORIES =
      List.of(
          "1.00 1.10 1.20 1.30 1.40",
          // from zero after a restart
          "500.00 500.10 500.20 / 0.05 0.10 0.20",
          "500.00 500.10 / 0.05 / 0.10 0.20",
          // an older reading, restored
          "500.00 500.10 500.20 / 480.00 480.10 480.20",
          "500.00 500.10 500.20 / 480.00 480.00 480.10 480.20",
          // without a restart: passed over, until a second one agrees
          "500.00 500.10 500.20 30.00 30.10 30.20 30.30",
          "500.00 500.10 500.20 30.00 30.00 30.10 30.20",
          // one wrong reading; with nothing before it, it would be taken for the first of all, and
          // what comes later but was before it would be passed over
          "500.00 500.05 500.10 0.00 500.30 500.40",
          "500.00 500.05 500.10 4294967295.00 500.30 500.40",
          "500.00 500.05 500.10 0.00 0.00 500.30 500.40",
          // past its modulus
          "999999.80 999999.90 0.00 0.10 0.20",
          "999999.80 999999.90 / 0.00 0.10 0.20");

  static Stream<String> histories() {
    return HISTORIES.stream();
  }

  private static List<Runnable> messages(AccountBook book, String history) {
    List<Runnable> messages = new ArrayList<>();
    int boot = 1;
    int second = 0;
    long sequence = 0;
    for (String shown : history.split(" ", -1)) {
      if (shown.equals("/")) {
        boot++;
        sequence = 0;
        continue;
      }
      long stamp = Device.at(second);
      String name = "b" + boot;
      long number = sequence++;
      messages.add(
          () ->
              assertThat(book.accept(Readings.at(stamp, name, number, Device.energy(shown))))
                  .isEqualTo(Outcome.ACCEPTED));
      second += PERIOD_SECONDS;
    }
    return messages;
  }

  private static AccountBook after(String history, IntStream order) {
    AccountBook book = new AccountBook(TestMachine.standard());
    List<Runnable> messages = messages(book, history);
    order.forEach(index -> messages.get(index).run());
    return book;
  }

  @ParameterizedTest
  @MethodSource("histories")
  void aReadingThatComesLastCountsAsInItsTurn(String history) {
    int messages = messages(new AccountBook(TestMachine.standard()), history).size();
    AccountBook inOrder = after(history, IntStream.range(0, messages));
    for (int late = 0; late < messages; late++) {
      int last = late;
      AccountBook book =
          after(
              history,
              IntStream.concat(
                  IntStream.range(0, messages).filter(index -> index != last), IntStream.of(last)));
      assertThat(book.total(Element.GRID_NANO_KWH))
          .as("reading %d of %s comes last", late, history)
          .isEqualTo(inOrder.total(Element.GRID_NANO_KWH));
    }
  }

  @ParameterizedTest
  @MethodSource("histories")
  void twoThatComeLastCountAsInTheirTurn(String history) {
    int messages = messages(new AccountBook(TestMachine.standard()), history).size();
    long inOrder = after(history, IntStream.range(0, messages)).total(Element.GRID_NANO_KWH);
    for (int one = 0; one < messages; one++) {
      for (int two = 0; two < messages; two++) {
        int first = one;
        int second = two;
        if (first != second) {
          AccountBook book =
              after(
                  history,
                  IntStream.concat(
                      IntStream.range(0, messages)
                          .filter(index -> index != first && index != second),
                      IntStream.of(first, second)));
          assertThat(book.total(Element.GRID_NANO_KWH))
              .as("readings %d and %d of %s come last", first, second, history)
              .isEqualTo(inOrder);
        }
      }
    }
  }
}
