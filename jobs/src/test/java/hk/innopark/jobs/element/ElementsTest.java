package hk.innopark.jobs.element;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hk.innopark.events.DowntimeReason;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ElementsTest {
  @Test
  void theOrderOfElementsIsPersistedAndOnlyGrowsAtItsEnd() {
    assertThat(Element.values())
        .extracting(Element::wireName)
        .containsExactly(
            "production_ms",
            "setup_ms",
            "idle_ms",
            "unknown_ms",
            "planned_down_ms",
            "outside_plan_ms",
            "delay_breakdown_ms",
            "delay_material_ms",
            "delay_starved_ms",
            "delay_blocked_ms",
            "delay_changeover_ms",
            "delay_cleaning_ms",
            "delay_quality_hold_ms",
            "delay_operator_ms",
            "delay_utility_ms",
            "delay_planned_maintenance_ms",
            "delay_weather_ms",
            "delay_unspecified_ms",
            "delay_other_ms",
            "failures",
            "repair_ms",
            "good_items",
            "scrap_items",
            "rework_items",
            "ideal_ns",
            "ideal_good_ns",
            "grid_nano_kwh",
            "export_nano_kwh",
            "pv_nano_kwh",
            "claimed_nano_kwh",
            "reactive_nano_kvarh",
            "running_nano_kwh",
            "idle_nano_kwh",
            "setup_nano_kwh",
            "down_nano_kwh",
            "off_nano_kwh",
            "unknown_nano_kwh",
            "estimated_nano_kwh",
            "cost_energy_nano_hkd",
            "gas_nano_m3",
            "towngas_nano_mj",
            "diesel_nano_l",
            "water_nano_m3",
            "compressed_air_nano_m3",
            "scope1_nano_kg",
            "scope2_location_nano_kg",
            "scope2_market_nano_kg",
            "scope3_nano_kg",
            "messages",
            "duplicates",
            "late",
            "dead_letters",
            "sequence_gaps",
            "unknown_signals",
            "expected_micro_intervals",
            "valid_micro_intervals",
            "estimated_micro_intervals",
            "quarantined",
            "resets",
            "digest_0",
            "digest_1",
            "digest_2",
            "digest_3",
            "stuck_ms",
            "clock_off",
            "integrated_nano_kwh",
            "compared_power_nano_kwh",
            "compared_meter_nano_kwh",
            "ideal_covered_ns",
            "ideal_good_covered_ns",
            "sequence_restarts",
            "doubtful_ms");
  }

  @Property
  void unpackingGivesBackWhatWasPacked(@ForAll("anyValues") long[] values) {
    Elements elements = elements(values);
    assertThat(Elements.unpack(elements.pack())).isEqualTo(elements);
  }

  @ParameterizedTest
  @EnumSource(Element.class)
  void everyElementHoldsTheExtremesOf64Bits(Element element) {
    for (long extreme : new long[] {Long.MIN_VALUE, -1, 1, Long.MAX_VALUE}) {
      Elements elements = new Elements();
      elements.add(element, extreme);
      assertThat(Elements.unpack(elements.pack()).get(element)).isEqualTo(extreme);
    }
  }

  @Test
  void theFullestSumPacks() {
    Elements elements = new Elements();
    for (Element element : Element.values()) {
      elements.add(element, Long.MIN_VALUE);
    }
    assertThat(Elements.unpack(elements.pack())).isEqualTo(elements);
  }

  @Test
  void nothingPacksToNothing() {
    Elements elements = new Elements();
    elements.add(Element.GOOD_ITEMS, 5);
    elements.add(Element.GOOD_ITEMS, -5);
    assertThat(elements.isZero()).isTrue();
    assertThat(elements.pack()).isEmpty();
    assertThat(Elements.unpack(new byte[0])).isEqualTo(new Elements());
  }

  @Test
  void whatHoldsAnythingIsNotZeroAndNotEqualToNothing() {
    Elements elements = new Elements();
    elements.add(Element.GOOD_ITEMS, 5);
    assertThat(elements.isZero()).isFalse();
    assertThat(elements).isNotEqualTo(new Elements()).isNotEqualTo("good_items=5");
  }

  @Property
  void theOrderOfAdditionDoesNotMatterDownToTheBytes(
      @ForAll("summands") List<long[]> summands, @ForAll long seed) {
    List<long[]> shuffled = new ArrayList<>(summands);
    Collections.shuffle(shuffled, new Random(seed));
    assertThat(sum(shuffled).pack()).isEqualTo(sum(summands).pack());
  }

  @Property
  void addingPackedEqualsAddingUnpacked(
      @ForAll("boundedValues") long[] one, @ForAll("boundedValues") long[] other) {
    Elements unpacked = elements(one);
    unpacked.add(elements(other));
    Elements packed = elements(one);
    packed.addPacked(elements(other).pack());
    assertThat(packed).isEqualTo(unpacked);
  }

  @Property
  void subtractingADifferenceLeavesNothingBehind(
      @ForAll("boundedValues") long[] values, @ForAll("boundedValues") long[] difference) {
    Elements elements = elements(values);
    elements.add(elements(difference));
    elements.add(elements(negated(difference)));
    assertThat(elements).isEqualTo(elements(values));
  }

  @ParameterizedTest
  @EnumSource(Element.class)
  void anOverflowIsRefusedExceptInADigestWhichWrapsAround(Element element) {
    Elements elements = new Elements();
    elements.add(element, Long.MAX_VALUE);
    if (element.isDigest()) {
      elements.add(element, 1);
      assertThat(elements.get(element)).isEqualTo(Long.MIN_VALUE);
    } else {
      assertThatThrownBy(() -> elements.add(element, 1)).isInstanceOf(ArithmeticException.class);
      assertThat(elements.get(element)).as("unchanged").isEqualTo(Long.MAX_VALUE);
    }
  }

  /** Each element by itself, on either side of the limit, above and below zero. */
  @ParameterizedTest
  @EnumSource(Element.class)
  void anAmountFitsIntoSoManyBitsBesideItsSign(Element element) {
    for (long amount : new long[] {(1L << 40) - 1, -(1L << 40)}) {
      Elements fits = of(element, amount, Element.GOOD_ITEMS, 0, Element.STUCK_MS, 0);
      assertThat(fits.fits(40)).isTrue();
      assertThat(fits.fits(39)).isEqualTo(element.isDigest());
    }
    assertThat(of(element, 1L << 40).fits(40)).isEqualTo(element.isDigest());
    assertThat(of(element, -(1L << 40) - 1).fits(40)).isEqualTo(element.isDigest());
  }

  /** What does not fit is taken back in all elements, and all but the digest is left as it was. */
  @ParameterizedTest
  @EnumSource(Element.class)
  void anAdditionThatDoesNotFitChangesNothing(Element element) {
    Elements sum = of(Element.GOOD_ITEMS, 5, Element.STUCK_MS, 6, Element.DIGEST_1, 7);
    sum.add(of(element, Long.MAX_VALUE - 10));
    Elements before = copy(sum);
    Elements more =
        of(
            element,
            Long.MAX_VALUE - 10,
            Element.GOOD_ITEMS,
            1,
            Element.STUCK_MS,
            2,
            Element.DIGEST_1,
            3);
    if (element.isDigest()) {
      assertThat(sum.tryAddWithoutDigest(more)).isTrue();
      assertThat(sum.get(Element.DIGEST_1)).isEqualTo(before.get(Element.DIGEST_1));
      assertThat(sum.get(Element.GOOD_ITEMS)).isEqualTo(6);
      assertThat(sum.get(Element.STUCK_MS)).isEqualTo(8);
    } else {
      assertThat(sum.tryAdd(more)).isFalse();
      assertThat(sum).isEqualTo(before);
      assertThat(sum.tryAddWithoutDigest(more)).isFalse();
      assertThat(sum).isEqualTo(before);
    }
  }

  @Test
  void aReclassificationMovesTimeThatMachinesStoodAndNothingElse() {
    Element breakdown = Element.DELAY_BREAKDOWN_MS;
    Element other = Element.DELAY_OTHER_MS;
    assertThat(of(breakdown, -60, other, 60).isReclassification()).isTrue();
    assertThat(of(breakdown, -60, other, 20, Element.IDLE_MS, 40).isReclassification()).isTrue();
    assertThat(of(Element.FAILURES, -1, Element.REPAIR_MS, -60).isReclassification())
        .as("a stop that is named planned is no failure any more")
        .isTrue();
    assertThat(of(breakdown, -60, other, 59).isReclassification()).isFalse();
    assertThat(of(breakdown, -60, other, 60, Element.PRODUCTION_MS, 1).isReclassification())
        .isFalse();
    assertThat(of(Element.UNKNOWN_MS, -60, other, 60).isReclassification()).isFalse();
    assertThat(of(Element.GOOD_ITEMS, 1).isReclassification()).isFalse();
    assertThat(new Elements().isReclassification()).as("nothing").isFalse();
    assertThat(of(breakdown, 0).isReclassification()).isFalse();
  }

  private static Elements of(Object... sums) {
    Elements elements = new Elements();
    for (int index = 0; index < sums.length; index += 2) {
      elements.add((Element) sums[index], ((Number) sums[index + 1]).longValue());
    }
    return elements;
  }

  private static Elements copy(Elements elements) {
    return Elements.unpack(elements.pack());
  }

  @Test
  void exactlyTheFourLanesAreDigests() {
    List<Element> digests = new ArrayList<>();
    for (Element element : Element.values()) {
      if (element.isDigest()) {
        digests.add(element);
      }
    }
    assertThat(digests)
        .containsExactly(Element.DIGEST_0, Element.DIGEST_1, Element.DIGEST_2, Element.DIGEST_3);
  }

  @ParameterizedTest
  @EnumSource(DowntimeReason.class)
  void everyReasonHasTheDelayElementOfItsName(DowntimeReason reason) {
    assertThat(Element.delay(reason).wireName()).isEqualTo("delay_" + reason.wireName() + "_ms");
  }

  @Test
  void textNamesWhatIsNotZero() {
    Elements elements = new Elements();
    elements.add(Element.GOOD_ITEMS, 3);
    elements.add(Element.SCRAP_ITEMS, -1);
    assertThat(elements).hasToString("{good_items=3, scrap_items=-1}");
  }

  @Provide
  Arbitrary<long[]> anyValues() {
    return values(Arbitraries.longs());
  }

  @Provide
  Arbitrary<long[]> boundedValues() {
    return values(Arbitraries.longs().between(-(1L << 50), 1L << 50));
  }

  @Provide
  Arbitrary<List<long[]>> summands() {
    return boundedValues().list().ofMaxSize(20);
  }

  /** Many elements are zero, as in life. */
  private static Arbitrary<long[]> values(Arbitrary<Long> amounts) {
    return Arbitraries.frequencyOf(Tuple.of(3, Arbitraries.just(0L)), Tuple.of(1, amounts))
        .array(long[].class)
        .ofSize(Element.COUNT);
  }

  private static Elements sum(List<long[]> summands) {
    Elements sum = new Elements();
    summands.forEach(values -> sum.add(elements(values)));
    return sum;
  }

  private static Elements elements(long[] values) {
    Elements elements = new Elements();
    for (int index = 0; index < values.length; index++) {
      elements.add(Element.of(index), values[index]);
    }
    return elements;
  }

  private static long[] negated(long[] values) {
    long[] negated = new long[values.length];
    for (int index = 0; index < values.length; index++) {
      negated[index] = -values[index];
    }
    return negated;
  }
}
