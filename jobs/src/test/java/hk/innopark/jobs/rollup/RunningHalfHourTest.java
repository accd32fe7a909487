package hk.innopark.jobs.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.Grain;
import hk.innopark.events.Level;
import hk.innopark.events.Reading;
import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.element.Elements;
import hk.innopark.jobs.element.Entity;
import hk.innopark.jobs.reference.ReferenceData;
import hk.innopark.jobs.reference.ReferenceHistory;
import hk.innopark.registry.RegistryYaml;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RunningHalfHourTest {
  private static final Entity OVEN =
      new Entity(Level.MACHINE, "tai-po", "golden-noodle", "line-1", "oven-1", Reading.REAL);
  private static final long MINUTE = 60_000L;
  private static final long START = Instant.parse("2026-03-03T05:00:00Z").toEpochMilli();
  private static final Element[] ELEMENTS = {
    Element.GOOD_ITEMS, Element.GRID_NANO_KWH, Element.PRODUCTION_MS, Element.DIGEST_0
  };

  /** A book that is stored after each change adds to every period by itself. */
  @ParameterizedTest
  @EnumSource(Level.class)
  void addingOnceComesToTheSameAsAddingToEachPeriod(Level level) throws Exception {
    for (int seed = 1; seed <= 40; seed++) {
      assertThat(said(level, seed, false)).isNotEmpty().isEqualTo(said(level, seed, true));
    }
  }

  private static List<String> said(Level level, int seed, boolean eachByItself) throws Exception {
    Random random = new Random(seed);
    List<String> said = new ArrayList<>();
    PeriodBook.Output out =
        (total, knownAt) ->
            said.add(
                "%s %d %d %s %d %s %d"
                    .formatted(
                        total.grain(),
                        total.startMillis(),
                        total.revision(),
                        total.stage(),
                        knownAt,
                        Base64.getEncoder().encodeToString(total.elements()),
                        Double.doubleToLongBits(total.peakDemandKva())));
    try (ReferenceHistory reference = ReferenceData.Source.of(RegistryYaml.sample()).open()) {
      PeriodBook book =
          new PeriodBook(
              OVEN.at(level), RollupConfig.DEFAULT, reference, Long.MAX_VALUE, new MemoryBlocks());
      long now = START;
      int overflows = 0;
      for (int step = 0; step < 300; step++) {
        now += random.nextInt(90_000);
        long slot = now / MINUTE * MINUTE;
        long late = random.nextInt(10) == 0 ? random.nextInt(90) : random.nextInt(2);
        book.add(slot - late * MINUTE, slot, now, delta(random, seed % 4 == 0));
        overflows += book.takeOverflows();
        if (eachByItself) {
          book.store(now);
        }
        if (random.nextInt(seed % 3 == 0 ? 40 : 4) == 0) {
          book.advanceTo(now, out);
        }
      }
      book.advanceTo(now + 40 * 24 * 60 * MINUTE, out);
      said.add("overflows " + overflows);
    }
    return said;
  }

  private static Elements delta(Random random, boolean isExtreme) {
    Elements delta = new Elements();
    for (Element element : ELEMENTS) {
      boolean isLarge = isExtreme && random.nextInt(20) == 0;
      delta.tryAdd(
          element,
          element.isDigest() || isLarge ? random.nextLong() : random.nextInt(1_000_000) - 1_000);
    }
    return delta;
  }

  @Test
  void takesWhatLiesInAllOfItsPeriodsAndFits() {
    Object registry = new Object();
    Elements some = new Elements();
    some.add(Element.GOOD_ITEMS, 3);
    RunningHalfHour running = new RunningHalfHour();
    PeriodSum halfHour = new PeriodSum(30 * MINUTE, null);
    PeriodSum shift = new PeriodSum(20 * MINUTE, "early");
    running.begin(0, 30 * MINUTE, registry);
    assertThat(running.takes(0, 0, some, registry)).isFalse();
    assertThat(
            running.include(
                new Period(Grain.HALF_HOUR, null, 0, 30 * MINUTE), halfHour, 40 * MINUTE, false))
        .isTrue();
    assertThat(
            running.include(
                new Period(Grain.SHIFT, "early", 5 * MINUTE, 20 * MINUTE),
                shift,
                35 * MINUTE,
                false))
        .isTrue();

    assertThat(running.takes(5 * MINUTE, 34 * MINUTE, some, registry)).isTrue();
    assertThat(running.takes(4 * MINUTE, 34 * MINUTE, some, registry)).isFalse();
    assertThat(running.takes(20 * MINUTE, 34 * MINUTE, some, registry)).isFalse();
    assertThat(running.takes(5 * MINUTE, 35 * MINUTE, some, registry)).isFalse();
    assertThat(running.takes(5 * MINUTE, 34 * MINUTE, some, new Object())).isFalse();
    Elements large = new Elements();
    large.add(Element.GOOD_ITEMS, 1L << 50);
    assertThat(running.takes(5 * MINUTE, 34 * MINUTE, large, registry)).isFalse();

    int taken = 0;
    while (running.takes(5 * MINUTE, 34 * MINUTE, some, registry)) {
      running.add(some);
      taken++;
    }
    assertThat(taken).isEqualTo(1 << 10);
    running.end();
    assertThat(shift.known().get(Element.GOOD_ITEMS)).isEqualTo(3L * taken);
    assertThat(halfHour.known().get(Element.GOOD_ITEMS)).isEqualTo(3L * taken);
    assertThat(running.takes(5 * MINUTE, 34 * MINUTE, some, registry)).isFalse();
  }

  @Test
  void aPeriodThatIsClosedOrLargeTakesNothingThisWay() {
    Period period = new Period(Grain.HALF_HOUR, null, 0, 30 * MINUTE);
    PeriodSum closed = new PeriodSum(30 * MINUTE, null);
    closed.revision = 1;
    PeriodSum large = new PeriodSum(30 * MINUTE, null);
    Elements much = new Elements();
    much.add(Element.GOOD_ITEMS, 1L << 61);
    large.add(much);
    for (PeriodSum refused : new PeriodSum[] {null, closed, large}) {
      RunningHalfHour running = new RunningHalfHour();
      running.begin(0, 30 * MINUTE, this);
      assertThat(running.include(period, refused, 40 * MINUTE, false)).isFalse();
      assertThat(running.takes(0, 0, new Elements(), this)).isFalse();
    }
  }

  @Test
  void noticesWhatDoesNotFit() {
    Elements elements = new Elements();
    elements.add(Element.GOOD_ITEMS, (1L << 50) - 1);
    elements.add(Element.SCRAP_ITEMS, -(1L << 50));
    elements.add(Element.DIGEST_3, Long.MIN_VALUE);
    assertThat(elements.fits(50)).isTrue();
    elements.add(Element.GOOD_ITEMS, 1);
    assertThat(elements.fits(50)).isFalse();
    assertThat(elements.fits(51)).isTrue();
  }
}
