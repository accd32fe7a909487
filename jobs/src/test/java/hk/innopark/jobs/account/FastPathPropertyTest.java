package hk.innopark.jobs.account;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.Reading;
import hk.innopark.events.Signal;
import hk.innopark.jobs.reference.MachineHistory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The quick way says what the long way says, after each reading and not only in the end. */
class FastPathPropertyTest {
  private static final long HOUR = 3_600_000L;

  @Property(tries = 60)
  void readingsInOrder(@ForAll long seed, @ForAll @IntRange(min = 2, max = 120) int samples)
      throws Exception {
    agree(History.of(seed, samples), seed);
  }

  @Property(tries = 60)
  void signalsReportedNowAndThen(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 120) int samples) throws Exception {
    agree(History.sparse(seed, samples), seed);
  }

  /** Energy and state always, items seldom: what is divided by state spans what was forgotten. */
  @Property(tries = 60)
  void oneSignalThatIsRare(@ForAll long seed, @ForAll @IntRange(min = 20, max = 150) int samples)
      throws Exception {
    Random random = new Random(seed);
    List<Reading> readings = new ArrayList<>();
    for (Reading reading : History.of(seed, samples)) {
      boolean isRare = random.nextInt(25) > 0;
      readings.add(
          isRare ? Readings.keeping(reading, signal -> signal != Signal.GOOD_COUNT) : reading);
    }
    agree(readings, seed);
  }

  @Property(tries = 60)
  void readingsInAnyOrder(@ForAll long seed, @ForAll @IntRange(min = 2, max = 80) int samples)
      throws Exception {
    List<Reading> history = History.of(seed, samples);
    agree(shuffled(history, seed), seed);
    agree(shuffled(History.sparse(seed, samples), seed), seed);
  }

  @Property(tries = 60)
  void gapsOfWhichSomeAreFilledLater(
      @ForAll long seed, @ForAll @IntRange(min = 20, max = 150) int samples) throws Exception {
    agree(withGaps(History.of(seed, samples), seed), seed);
    agree(withGaps(History.sparse(seed, samples), seed), seed);
  }

  @Property(tries = 60)
  void countersThatJumpAndFall(
      @ForAll long seed, @ForAll @IntRange(min = 10, max = 100) int samples) throws Exception {
    Random random = new Random(seed);
    List<Reading> readings = new ArrayList<>();
    long shift = 0;
    for (Reading reading : History.of(seed, samples)) {
      if (random.nextInt(12) == 0) {
        shift = random.nextBoolean() ? random.nextLong(1_000_000_000_000L) : 0;
      }
      boolean isSpike = random.nextInt(12) == 0;
      long moved = isSpike ? random.nextLong(100_000_000_000L) : shift;
      readings.add(Readings.moved(reading, moved));
    }
    agree(readings, seed);
  }

  /** Both take each reading at its arrival, in silence before it, and across restarts. */
  private static void agree(List<Reading> arrivals, long seed) throws Exception {
    Random random = new Random(~seed);
    MachineHistory machine = MachineHistory.of(TestMachine.standard());
    AccountBook quick = new AccountBook(machine, AccountConfig.DEFAULT);
    AccountBook slow = AccountBook.slow(machine);
    long arrival = 0;
    for (Reading reading : arrivals) {
      arrival = Math.max(arrival, reading.receivedAtMillis());
      if (random.nextInt(10) == 0) {
        quick.advanceTo(arrival);
        slow.advanceTo(arrival);
      }
      if (random.nextInt(20) == 0) {
        quick.restart();
        slow.restart();
      }
      Reading arrived = Readings.receivedAt(reading, arrival);
      assertThat(quick.accept(arrived)).isEqualTo(slow.accept(arrived));
      assertThat(quick.minutes()).isEqualTo(slow.minutes());
    }
    quick.advanceTo(arrival + HOUR);
    slow.advanceTo(arrival + HOUR);
    assertThat(quick.minutes()).isEqualTo(slow.minutes());
    assertThat(quick.gapsOpen()).isEqualTo(slow.gapsOpen());
  }

  private static List<Reading> shuffled(List<Reading> history, long seed) {
    List<Reading> shuffled = new ArrayList<>(history);
    Collections.shuffle(shuffled, new Random(seed));
    return shuffled;
  }

  /** Up to three stretches do not come in their time; each comes at the end, or never. */
  private static List<Reading> withGaps(List<Reading> history, long seed) {
    Random random = new Random(seed);
    List<Reading> arrivals = new ArrayList<>(history);
    for (int gap = random.nextInt(4); gap > 0; gap--) {
      int from = random.nextInt(arrivals.size());
      int to = Math.min(arrivals.size(), from + 1 + random.nextInt(arrivals.size()));
      List<Reading> missing = new ArrayList<>(arrivals.subList(from, to));
      if (missing.size() < arrivals.size()) {
        arrivals.subList(from, to).clear();
        arrivals.addAll(random.nextBoolean() ? missing : List.of());
      }
    }
    return arrivals;
  }
}
