package hk.innopark.jobs.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.element.Elements;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The checks of a shop's figures, by hand, and proof that each mistake breaks the one it should.
 */
class PlantedBugsTest {
  private static final long NANO = 1_000_000_000L;

  /** Sunday, 10:00 in Hong Kong. */
  private static final long MORNING = millis("2025-11-23T02:00:00Z");

  private static final long HOLIDAY_MORNING = millis("2025-11-24T02:00:00Z");
  private static final long MIDNIGHT = millis("2025-11-24T16:00:00Z");

  /** What must be true of a shop; the text is what the assertion says when it is not. */
  private static final Map<String, Function<Shop, ThrowingCallable>> CHECKS =
      Map.of(
          "backlog", shop -> () -> aBacklogIsCountedWhenItWasTrue(shop),
          "gap", shop -> () -> aBacklogReplacesTheEstimate(shop),
          "reset", shop -> () -> aResetIsNoProduction(shop),
          "ratio", shop -> () -> aLinesRatioIsOfItsSums(shop),
          "day", shop -> () -> daysAreLocal(shop),
          "reasons", shop -> () -> aMomentHasOneReason(shop),
          "holiday", shop -> () -> aHolidayIsNotPlanned(shop),
          "repeat", shop -> () -> aRepeatCountsOnce(shop),
          "stale", shop -> () -> silenceIsUnknown(shop));

  @Test
  void aSoundShopPassesEveryCheck() {
    CHECKS.forEach((name, check) -> assertThat(caught(check, Shop::new)).as(name).isEqualTo(false));
  }

  @ParameterizedTest
  @EnumSource
  void everyPlantedBugIsCaught(PlantedBug bug) {
    String check =
        switch (bug) {
          case WALL_CLOCK_WINDOWS, LATE_DATA_DROPPED -> "backlog";
          case GAP_SHAPE_KEPT -> "gap";
          case RESET_COUNTED_AS_PRODUCTION -> "reset";
          case AVERAGED_RATIOS -> "ratio";
          case UTC_DAYS -> "day";
          case REASONS_COUNTED_TWICE -> "reasons";
          case HOLIDAY_IGNORED -> "holiday";
          case REPEATS_COUNTED -> "repeat";
          case NOTHING_GOES_STALE -> "stale";
        };
    assertThatThrownBy(CHECKS.get(check).apply(bug.open())).isInstanceOf(AssertionError.class);
    List<String> blind = new ArrayList<>();
    CHECKS.forEach(
        (name, other) -> {
          if (caught(other, bug::open)) {
            blind.add(name);
          }
        });
    assertThat(blind).as("and most checks do not mind it").hasSizeLessThan(CHECKS.size() / 2);
  }

  private static void aBacklogIsCountedWhenItWasTrue(Shop shop) {
    send(shop, 0, MORNING, 0, "RUNNING", "\"good_count\":0");
    send(shop, 1, MORNING + 20_000, 300_000, "IDLE", "\"good_count\":40");
    send(shop, 2, MORNING + 60_000, 300_000, "IDLE", "\"good_count\":40");
    assertThat(shop.at(MORNING, Element.PRODUCTION_MS)).as("0 to 20 s").isEqualTo(20_000);
    assertThat(shop.at(MORNING, Element.GOOD_ITEMS)).isEqualTo(40);
  }

  private static void aBacklogReplacesTheEstimate(Shop shop) {
    send(shop, 0, MORNING, 0, "RUNNING", "\"active_energy_kwh\":100");
    send(shop, 2, MORNING + 60_000, 0, "RUNNING", "\"active_energy_kwh\":101.2");
    send(shop, 1, MORNING + 30_000, 50_000, "RUNNING", "\"active_energy_kwh\":100.2");
    assertThat(shop.total(Element.GRID_NANO_KWH)).as("conserved").isEqualTo(NANO * 12 / 10);
    send(shop, 3, MORNING + 90_000, 0, "RUNNING", "\"active_energy_kwh\":102.2");
    // 1.0 in the second half minute, not half of 1.2
    assertThat(shop.total(Element.ESTIMATED_NANO_KWH)).isEqualTo(NANO * 22 / 10);
    send(shop, 5, MORNING + 150_000, 0, "RUNNING", "\"active_energy_kwh\":103.4");
    send(shop, 4, MORNING + 120_000, 50_000, "RUNNING", "\"active_energy_kwh\":102.4");
    assertThat(shop.at(MORNING + 60_000, Element.GRID_NANO_KWH))
        .as("60 to 90 s: 1.0, 90 to 120 s: 0.2")
        .isEqualTo(NANO * 12 / 10);
  }

  private static void aResetIsNoProduction(Shop shop) {
    send(shop, 0, MORNING, 0, "RUNNING", "\"good_count\":990");
    shop.receive(Readings.at(MORNING + 10_000, "b2", 0, "\"state\":\"RUNNING\",\"good_count\":3"));
    assertThat(shop.total(Element.GOOD_ITEMS)).as("3 since the restart").isEqualTo(3);
    assertThat(shop.total(Element.RESETS)).isEqualTo(1);
  }

  private static void aLinesRatioIsOfItsSums(Shop shop) {
    Elements small = new Elements();
    small.add(Element.PRODUCTION_MS, 60_000);
    small.add(Element.GOOD_ITEMS, 60);
    small.add(Element.IDEAL_NS, 30 * NANO);
    small.add(Element.IDEAL_GOOD_NS, 30 * NANO);
    small.add(Element.IDEAL_COVERED_NS, 30 * NANO);
    small.add(Element.IDEAL_GOOD_COVERED_NS, 30 * NANO);
    Elements large = new Elements();
    large.add(Element.PRODUCTION_MS, 540_000);
    large.add(Element.GOOD_ITEMS, 1_080);
    large.add(Element.IDEAL_NS, 540 * NANO);
    large.add(Element.IDEAL_GOOD_NS, 540 * NANO);
    large.add(Element.IDEAL_COVERED_NS, 540 * NANO);
    large.add(Element.IDEAL_GOOD_COVERED_NS, 540 * NANO);
    assertThat(shop.oee(List.of(small, large)))
        .as("(30 + 540) / (60 + 540); the mean of 0.5 and 1 is 0.75")
        .isCloseTo(0.95, within(1e-12));
  }

  private static void daysAreLocal(Shop shop) {
    send(shop, 0, MIDNIGHT - 20_000, 0, "RUNNING", "\"good_count\":0");
    send(shop, 1, MIDNIGHT - 10_000, 0, "RUNNING", "\"good_count\":7");
    send(shop, 2, MIDNIGHT, 0, "RUNNING", "\"good_count\":7");
    send(shop, 3, MIDNIGHT + 10_000, 0, "RUNNING", "\"good_count\":12");
    assertThat(shop.byDay(Element.GOOD_ITEMS))
        .isEqualTo(Map.of(MIDNIGHT - 86_400_000, 7L, MIDNIGHT, 5L));
  }

  private static void aMomentHasOneReason(Shop shop) {
    reason(shop, 0, MORNING, "breakdown");
    reason(shop, 1, MORNING + 10_000, "breakdown");
    reason(shop, 2, MORNING + 20_000, "material");
    send(shop, 3, MORNING + 60_000, 0, "RUNNING", "\"good_count\":0");
    assertThat(shop.total(Element.DELAY_BREAKDOWN_MS)).isEqualTo(20_000);
    assertThat(shop.total(Element.DELAY_MATERIAL_MS)).isEqualTo(40_000);
  }

  private static void aHolidayIsNotPlanned(Shop shop) {
    send(shop, 0, HOLIDAY_MORNING, 0, "RUNNING", "\"good_count\":0");
    send(shop, 1, HOLIDAY_MORNING + 10_000, 0, "DOWN", "\"good_count\":9");
    send(shop, 2, HOLIDAY_MORNING + 20_000, 0, "OFF", "\"good_count\":9");
    assertThat(shop.total(Element.OUTSIDE_PLAN_MS)).isEqualTo(10_000);
    assertThat(shop.total(Element.PRODUCTION_MS) + shop.total(Element.DELAY_UNSPECIFIED_MS))
        .isZero();
    assertThat(shop.total(Element.GOOD_ITEMS)).as("its items count").isEqualTo(9);
  }

  private static void aRepeatCountsOnce(Shop shop) {
    send(shop, 0, MORNING, 0, "RUNNING", "\"good_count\":0");
    send(shop, 1, MORNING + 10_000, 0, "RUNNING", "\"good_count\":5");
    send(shop, 1, MORNING + 10_000, 0, "RUNNING", "\"good_count\":5");
    assertThat(shop.total(Element.MESSAGES)).isEqualTo(2);
    assertThat(shop.total(Element.DUPLICATES)).isEqualTo(1);
  }

  private static void silenceIsUnknown(Shop shop) {
    send(shop, 0, MORNING, 0, "RUNNING", "\"good_count\":0");
    send(shop, 1, MORNING + 600_000, 0, "RUNNING", "\"good_count\":5");
    assertThat(shop.total(Element.PRODUCTION_MS)).as("stale after 60 s").isEqualTo(60_000);
    assertThat(shop.total(Element.UNKNOWN_MS)).isEqualTo(540_000);
  }

  private static boolean caught(Function<Shop, ThrowingCallable> check, Supplier<Shop> shop) {
    try {
      check.apply(shop.get()).call();
      return false;
    } catch (AssertionError caught) {
      return true;
    } catch (Throwable broken) {
      throw new IllegalStateException("a check must fail by an assertion", broken);
    }
  }

  private static void send(
      Shop shop, long number, long millis, long lateMillis, String state, String signal) {
    String signals = "\"state\":\"%s\",%s".formatted(state, signal);
    shop.receive(Readings.at(millis, millis + lateMillis, "b1", number, signals, ""));
  }

  private static void reason(Shop shop, long number, long millis, String reason) {
    shop.receive(
        Readings.at(
            millis, millis, "b1", number, "\"state\":\"DOWN\"", ",\"reason\":\"" + reason + "\""));
  }

  private static long millis(String instant) {
    return Instant.parse(instant).toEpochMilli();
  }
}
