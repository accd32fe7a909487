package hk.innopark.jobs.account;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.Reading;
import hk.innopark.events.Signal;
import hk.innopark.jobs.account.MachineAccount.Outcome;
import hk.innopark.jobs.element.Element;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Thirty days of a machine whose registers are read at every pace from ten seconds to five days:
 * whatever is silent, restarted or sent later, each register's deltas come to what it moved, and
 * the account stays small.
 */
class MixedPacesTest {
  private static final int STEP_MILLIS = 10_000;
  private static final int HOUR = 360;
  private static final int DAY = 24 * HOUR;
  private static final int DAYS = 30;
  private static final int DAYS_IN_ORDER = 11;
  private static final int MOST_BYTES_IN_ORDER = 8_192;
  private static final int MOST_BYTES = 16_384;

  /** A register, how often it is read in samples, how much it moves a sample at most. */
  private enum Register {
    ENERGY(Signal.ACTIVE_ENERGY_KWH, Element.GRID_NANO_KWH, 1, 200, 1),
    ITEMS(Signal.GOOD_COUNT, Element.GOOD_ITEMS, 3, 20, 1),
    TOWNGAS(Signal.TOWNGAS_MJ, Element.TOWNGAS_NANO_MJ, 6, 500, 1),
    GAS(Signal.GAS_M3, Element.GAS_NANO_M3, HOUR / 4, 30, 1),
    REACTIVE(Signal.REACTIVE_ENERGY_KVARH, Element.REACTIVE_NANO_KVARH, HOUR, 90, 1),
    // whose readings are multiplied by 20.5
    WATER(Signal.WATER_M3, Element.WATER_NANO_M3, DAY, 10, 20.5),
    DIESEL(Signal.DIESEL_L, Element.DIESEL_NANO_L, 5 * DAY, 40, 1);

    private final Signal signal;
    private final Element element;
    private final int everySamples;
    private final int most;
    private final double multiplier;

    Register(Signal signal, Element element, int everySamples, int most, double multiplier) {
      this.signal = signal;
      this.element = element;
      this.everySamples = everySamples;
      this.most = most;
      this.multiplier = multiplier;
    }

    boolean isCount() {
      return this == ITEMS;
    }

    String json(long moved) {
      String value =
          isCount() ? Long.toString(moved) : "%d.%03d".formatted(moved / 1000, moved % 1000);
      return ",\"" + signal.wireName() + "\":" + value;
    }

    /** What the element comes to when the register has moved so far. */
    long elements(long moved) {
      return isCount() ? moved : Math.round(moved * 1_000_000L * multiplier);
    }
  }

  private final long[] shown = new long[Register.values().length];
  private final long[] first = new long[Register.values().length];
  private final long[] last = new long[Register.values().length];

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void everyRegisterIsConservedAndTheAccountStaysSmall(long seed) throws Exception {
    Random random = new Random(seed);
    Arrays.fill(first, -1);
    AccountBook book = new AccountBook(TestMachine.standard());
    List<Reading> kept = new ArrayList<>();
    int silentUntil = 0;
    int keepsUntil = 0;
    int boot = 1;
    long sequence = 0;
    int inOrder = 0;
    int greatest = 0;
    for (int sample = 0; sample < DAYS * DAY; sample++) {
      move(random);
      boolean isInOrder = sample < DAYS_IN_ORDER * DAY;
      if (isInOrder) {
        inOrder = greatest;
      } else if (random.nextInt(4 * DAY) == 0) {
        silentUntil = sample + random.nextInt(30 * HOUR);
      } else if (random.nextInt(3 * DAY) == 0) {
        keepsUntil = Math.max(keepsUntil, sample + random.nextInt(6 * HOUR));
      } else if (random.nextInt(DAY) == 0) {
        boot++;
        sequence = 0;
      }
      if (sample < silentUntil) {
        continue;
      }
      long millis = History.START + (long) sample * STEP_MILLIS;
      kept.add(Readings.at(millis, "b" + boot, sequence++, signals(sample)));
      if (sample >= keepsUntil) {
        // what was kept goes out at once, as gateways do after an outage
        for (Reading reading : kept) {
          assertThat(book.accept(Readings.receivedAt(reading, millis))).isEqualTo(Outcome.ACCEPTED);
        }
        kept.clear();
        if (sample % HOUR == 0) {
          greatest = Math.max(greatest, book.bytes());
        }
        if (sample % (5 * DAY) == 5 * DAY - 1) {
          assertConserved(book);
        }
      }
    }
    for (Reading reading : kept) {
      book.accept(reading);
    }
    assertConserved(book);
    System.out.printf(
        Locale.ROOT,
        "an account with registers of seven paces: %,d bytes at most in order, %,d at any hour%n",
        inOrder,
        greatest);
    assertThat(inOrder).as("bytes in order").isLessThanOrEqualTo(MOST_BYTES_IN_ORDER);
    assertThat(greatest).as("bytes at any hour").isLessThanOrEqualTo(MOST_BYTES);
  }

  private void move(Random random) {
    for (Register register : Register.values()) {
      shown[register.ordinal()] += random.nextInt(register.most + 1);
    }
  }

  /** What is due is said; what was due while the machine was silent is said with the next. */
  private String signals(int sample) {
    StringBuilder signals =
        new StringBuilder("\"state\":\"")
            .append(sample / 90 % 2 == 0 ? "RUNNING" : "IDLE")
            .append('"');
    for (Register register : Register.values()) {
      int index = register.ordinal();
      if (sample % register.everySamples == 0) {
        signals.append(register.json(shown[index]));
        last[index] = shown[index];
        if (first[index] < 0) {
          first[index] = shown[index];
        }
      }
    }
    return signals.toString();
  }

  private void assertConserved(AccountBook book) {
    for (Register register : Register.values()) {
      int index = register.ordinal();
      assertThat(book.total(register.element))
          .as(register.name())
          .isEqualTo(register.elements(last[index] - first[index]));
    }
  }
}
