package hk.innopark.jobs.account;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.Signal;
import hk.innopark.jobs.element.Element;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A register that shows nonsense, wherever and for how long: what it counts is what it truly
 * counted, but for what it counted about then. A register whose greatest pace nobody knows too.
 */
class BadReadingTest {
  private static final int READINGS = 14;
  private static final int PERIOD_SECONDS = 10;

  /** Hundredths of the unit from reading to reading, again and again. */
  private static final List<int[]> PACES =
      List.of(new int[] {10}, new int[] {0, 10}, new int[] {10, 0, 0}, new int[] {0, 0, 0, 7});

  private static final long[] BEGINNINGS = {1_000, 50_000_00, 950_000_00};
  private static final long LAST_BEFORE_ZERO = 999_999_00;
  private static final long[] BAD = {
    0, 1, 30_00, 5_000_00, 600_000_00, LAST_BEFORE_ZERO, 429_496_729_500L
  };

  @SuppressWarnings("ImmutableEnumChecker")
  private enum Register {
    RATED_ENERGY(TestMachine.standard(), Signal.ACTIVE_ENERGY_KWH, Element.GRID_NANO_KWH),
    UNRATED_ENERGY(
        TestMachine.standard().unrated(), Signal.ACTIVE_ENERGY_KWH, Element.GRID_NANO_KWH),
    AIR(TestMachine.standard(), Signal.COMPRESSED_AIR_M3, Element.COMPRESSED_AIR_NANO_M3);

    private final TestMachine machine;
    private final Signal signal;
    private final Element element;

    Register(TestMachine machine, Signal signal, Element element) {
      this.machine = machine;
      this.signal = signal;
      this.element = element;
    }

    /** What an account counts of what it shows, both in hundredths of its unit. */
    long counted(long[] shown) {
      AccountBook book = new AccountBook(machine);
      for (int index = 0; index < READINGS; index++) {
        String signals = signal.wireName() + "\":" + BigDecimal.valueOf(shown[index], 2);
        book.accept(Readings.at(Device.at(index * PERIOD_SECONDS), "b1", index, '"' + signals));
      }
      return book.total(element) / 10_000_000L;
    }
  }

  static Stream<Arguments> registers() {
    List<Arguments> all = new ArrayList<>();
    for (Register register : Register.values()) {
      for (int[] pace : PACES) {
        for (long beginning : BEGINNINGS) {
          all.add(Arguments.of(register, pace, beginning));
        }
      }
    }
    return all.stream();
  }

  private static long[] shown(int[] pace, long beginning) {
    long[] shown = new long[READINGS];
    shown[0] = beginning;
    for (int index = 1; index < READINGS; index++) {
      shown[index] = shown[index - 1] + pace[(index - 1) % pace.length];
    }
    return shown;
  }

  @ParameterizedTest
  @MethodSource("registers")
  void nonsenseCountsNothing(Register register, int[] pace, long beginning) {
    for (long bad : BAD) {
      for (int times = 1; times <= 3; times++) {
        long[] instead = new long[times];
        Arrays.fill(instead, bad);
        showEverywhere(register, pace, beginning, instead);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("registers")
  void nonsenseOfTwoKindsCountsNothing(Register register, int[] pace, long beginning) {
    for (int one = 0; one < BAD.length; one++) {
      // a second one that is more may be a register that moves on, and what looks like a rollover
      // one
      for (int other = 0; other < one && BAD[one] != LAST_BEFORE_ZERO; other++) {
        showEverywhere(register, pace, beginning, BAD[one], BAD[other]);
      }
    }
  }

  /** Shows other readings in place of the right ones, as early and as late as may be. */
  private static void showEverywhere(
      Register register, int[] pace, long beginning, long... instead) {
    long[] right = shown(pace, beginning);
    // it takes two readings that moved to be sure
    for (int first = 0; first + instead.length <= READINGS - 2 * pace.length; first++) {
      long[] shown = right.clone();
      System.arraycopy(instead, 0, shown, first, instead.length);
      int before = Math.max(0, first - 1);
      int after = Math.min(READINGS - 1, first + instead.length + pace.length);
      long about = right[after] - right[before];
      long counts = right[READINGS - 1] - right[0];
      assertThat(register.counted(shown))
          .as("%s shown from reading %d on", Arrays.toString(instead), first)
          .isBetween(counts - about, counts);
    }
  }
}
