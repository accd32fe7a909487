package hk.innopark.jobs.rollup;

import static hk.innopark.jobs.reference.HongKong.millis;
import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.Grain;
import hk.innopark.events.Level;
import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.element.Elements;
import hk.innopark.jobs.element.Entity;
import hk.innopark.jobs.reference.ReferenceHistory;
import java.time.Duration;
import java.util.Set;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a book keeps, and for how long. */
class PeriodBookTest {
  private static final RollupConfig HOURS = RollupConfig.DEFAULT.withGrains(Set.of(Grain.HOUR));

  private final MemoryBlocks blocks = new MemoryBlocks();
  private final ReferenceHistory reference = PlaceDeltas.SAMPLE.open();

  @AfterEach
  void close() throws Exception {
    reference.close();
  }

  @Test
  void aMachinesMinutesAreKeptWhereOrdersNeedThem() {
    PeriodBook book = open(PlaceDeltas.OVEN, HOURS.keepingMinutes());
    good(book, 1, "10:05", "10:05");
    good(book, 2, "10:06", "10:06");
    assertThat(goodOf(book, "10:05")).isEqualTo(1);
    assertThat(goodOf(book, "10:06")).isEqualTo(2);
    assertThat(book.ofMinute(millis("2026-03-03T10:07"))).as("nothing came").isNull();
    assertThat(book.ofMinute(millis("2026-03-03T11:05"))).as("nor of that hour").isNull();
  }

  @Test
  void minutesAreKeptWithWhatMakesTheirNextRevision() {
    PeriodBook book = open(PlaceDeltas.OVEN, HOURS.keepingMinutes());
    good(book, 1, "10:05", "10:05");
    book.advanceTo(millis("2026-03-03T10:16"), (total, knownAt) -> {});
    good(book, 2, "10:05", "10:16");
    assertThat(goodOf(book, "10:05")).isEqualTo(3);
  }

  @Test
  void otherMinutesAreNotKept() {
    PeriodBook machine = open(PlaceDeltas.OVEN, HOURS);
    PeriodBook line = open(PlaceDeltas.OVEN.at(Level.LINE), HOURS.keepingMinutes());
    for (PeriodBook book : new PeriodBook[] {machine, line}) {
      good(book, 1, "10:05", "10:05");
      good(book, 2, "10:06", "10:06");
      assertThat(book.ofMinute(millis("2026-03-03T10:05"))).isNull();
      assertThat(book.ofMinute(millis("2026-03-03T10:06"))).isNull();
    }
  }

  @Test
  void anHourIsKeptForTwiceTheHorizonAtLeast() {
    RollupConfig config =
        new RollupConfig(
            Set.of(Grain.HOUR),
            Duration.ofMinutes(10),
            Duration.ofDays(2),
            Duration.ofDays(1),
            false);
    PeriodBook book = open(PlaceDeltas.OVEN, config);
    good(book, 1, "10:05", "10:05");
    book.advanceTo(millis("2026-03-05T11:10"), (total, knownAt) -> {});
    assertThat(book.nextDueMillis()).isEqualTo(millis("2026-03-07T11:10"));
  }

  @Test
  void anHourStaysInMemoryForTwoHoursAndTheGrace() throws Exception {
    PeriodBook book = open(PlaceDeltas.OVEN, HOURS.keepingMinutes());
    good(book, 1, "10:05", "10:05");
    book.store(millis("2026-03-03T12:10"));
    int before = blocks.reads();
    assertThat(goodOf(book, "10:05")).isEqualTo(1);
    assertThat(blocks.reads()).as("it is in memory").isEqualTo(before);
    book.store(millis("2026-03-03T12:10") + 1);
    assertThat(goodOf(book, "10:05")).isEqualTo(1);
    assertThat(blocks.reads()).as("it was put away").isEqualTo(before + 1);
  }

  @Test
  void whatIsForgottenTakesNoRoom() throws Exception {
    PeriodBook book = open(PlaceDeltas.OVEN, RollupConfig.DEFAULT);
    good(book, 1, "10:05", "10:05");
    book.advanceTo(millis("2026-04-09T00:10") - 1, (total, knownAt) -> {});
    assertThat(size(book)).isGreaterThan(size(open(PlaceDeltas.OVEN, RollupConfig.DEFAULT)));
    book.advanceTo(millis("2026-04-09T00:10"), (total, knownAt) -> {});
    assertThat(size(book)).isEqualTo(size(open(PlaceDeltas.OVEN, RollupConfig.DEFAULT)));
    assertThat(blocks.size()).isZero();
  }

  private static int size(PeriodBook book) throws Exception {
    DataOutputSerializer out = new DataOutputSerializer(1024);
    book.write(out);
    return out.length();
  }

  private PeriodBook open(Entity entity, RollupConfig config) {
    return new PeriodBook(entity, config, reference, Long.MAX_VALUE, blocks);
  }

  private static void good(PeriodBook book, long items, String minute, String slot) {
    Elements delta = new Elements();
    delta.add(Element.GOOD_ITEMS, items);
    long at = millis("2026-03-03T" + slot);
    book.add(millis("2026-03-03T" + minute), at, at, delta);
  }

  private static long goodOf(PeriodBook book, String minute) {
    return book.ofMinute(millis("2026-03-03T" + minute)).get(Element.GOOD_ITEMS);
  }
}
