package hk.innopark.jobs.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.Grain;
import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.element.Elements;
import hk.innopark.jobs.rollup.PeriodTotal.Stage;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

/** What is known of a period, and of an hour's periods, outlives being written. */
class PeriodSumTest {
  private static final long HOUR = 1_763_791_200_000L;

  @Property(tries = 200)
  void aPeriodComesBackAsItWasAndGoesOnAlike(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 40) int steps) throws Exception {
    Random random = new Random(seed);
    String shift = random.nextBoolean() ? "night" : null;
    PeriodSum one = new PeriodSum(HOUR, shift);
    PeriodSum other = new PeriodSum(HOUR, shift);
    for (int step = 0; step < steps; step++) {
      long choice = random.nextInt(6);
      Elements delta = delta(random);
      long slot = random.nextInt(5) * 60_000L;
      for (PeriodSum sum : new PeriodSum[] {one, other}) {
        if (choice < 3 && !sum.isClosed()) {
          sum.add(delta);
        } else if (choice < 5) {
          sum.addLater(slot, delta);
        } else if (sum.oldestLaterSlot() != Long.MAX_VALUE && sum.mergeOldest()) {
          sum.revision++;
        }
        sum.isSettled = choice == 5;
        if (choice > 3) {
          sum.say(sum.known(), sum.isClosed() ? Stage.CLOSED : Stage.OPEN);
        }
      }
      other = copied(other);
      assertSame(one, other);
    }
  }

  @Test
  void aChangeThatCancelsOutIsNone() {
    PeriodSum sum = new PeriodSum(HOUR, null);
    sum.addLater(60_000, good(5));
    sum.addLater(60_000, good(-5));
    sum.addLater(120_000, good(5));
    assertThat(sum.mergeOldest()).isFalse();
    assertThat(sum.oldestLaterSlot()).isEqualTo(120_000);
    assertThat(sum.mergeOldest()).isTrue();
    assertThat(sum.oldestLaterSlot()).isEqualTo(Long.MAX_VALUE);
    assertThat(sum.total().get(Element.GOOD_ITEMS)).isEqualTo(5);
  }

  @Test
  void beforeItClosesEverythingIsKnownAndAfterwardsTheTotalAlone() {
    PeriodSum sum = new PeriodSum(HOUR, null);
    sum.add(good(1));
    sum.addLater(60_000, good(5));
    assertThat(sum.known().get(Element.GOOD_ITEMS)).isEqualTo(6);
    sum.revision = 1;
    assertThat(sum.known().get(Element.GOOD_ITEMS)).isEqualTo(1);
  }

  @Property(tries = 100)
  void anHoursPeriodsComeBackAsTheyWere(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 63) int periods) throws Exception {
    Random random = new Random(seed);
    HourBlock block = new HourBlock(HOUR);
    for (int period = 0; period < periods; period++) {
      PeriodSum sum = block.open(random.nextInt(HourBlock.size()));
      sum.add(delta(random));
      sum.addLater(60_000L * random.nextInt(9), delta(random));
      sum.revision = random.nextInt(3);
    }
    DataOutputSerializer out = new DataOutputSerializer(1024);
    block.write(out);
    HourBlock read = HourBlock.read(HOUR, new DataInputDeserializer(out.getCopyOfBuffer()));
    assertThat(read.startMillis).isEqualTo(HOUR);
    for (int index = 0; index < HourBlock.size(); index++) {
      if (block.get(index) == null) {
        assertThat(read.get(index)).isNull();
      } else {
        assertSame(read.get(index), block.get(index));
        assertThat(read.get(index).endMillis).isEqualTo(block.endOf(index));
      }
    }
  }

  @Test
  void anHourHoldsItsMinutesItsHalvesAndItself() {
    HourBlock block = new HourBlock(HOUR);
    for (int index = 0; index < HourBlock.size(); index++) {
      Grain grain = HourBlock.grainOf(index);
      assertThat(HourBlock.indexOf(grain, block.startOf(index))).isEqualTo(index);
      assertThat(block.endOf(index) - block.startOf(index))
          .isEqualTo(
              60_000L
                  * switch (grain) {
                    case MINUTE -> 1;
                    case HALF_HOUR -> 30;
                    default -> 60;
                  });
      assertThat(HourBlock.hourOf(block.startOf(index))).isEqualTo(HOUR);
    }
    assertThat(HourBlock.indexOf(Grain.HOUR, HOUR)).isEqualTo(HourBlock.size() - 1);
  }

  private static PeriodSum copied(PeriodSum sum) throws Exception {
    DataOutputSerializer out = new DataOutputSerializer(256);
    sum.write(out);
    return PeriodSum.read(sum.endMillis, new DataInputDeserializer(out.getCopyOfBuffer()));
  }

  private static void assertSame(PeriodSum one, PeriodSum other) {
    assertThat(one.endMillis).isEqualTo(other.endMillis);
    assertThat(one.shift).isEqualTo(other.shift);
    assertThat(one.revision).isEqualTo(other.revision);
    assertThat(one.isSettled).isEqualTo(other.isSettled);
    assertThat(one.said()).isEqualTo(other.said());
    assertThat(one.isEmpty()).isEqualTo(other.isEmpty());
    assertThat(one.oldestLaterSlot()).isEqualTo(other.oldestLaterSlot());
    assertThat(one.total()).isEqualTo(other.total());
    assertThat(one.known()).isEqualTo(other.known());
  }

  private static Elements delta(Random random) {
    Elements elements = new Elements();
    Element[] all = Element.values();
    for (int left = random.nextInt(4); left > 0; left--) {
      elements.add(all[random.nextInt(all.length)], random.nextInt(1_000_000) - 500_000);
    }
    return elements;
  }

  private static Elements good(long items) {
    Elements elements = new Elements();
    elements.add(Element.GOOD_ITEMS, items);
    return elements;
  }
}
