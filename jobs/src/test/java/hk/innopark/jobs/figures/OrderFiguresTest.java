package hk.innopark.jobs.figures;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.DowntimeReason;
import hk.innopark.jobs.account.OrderRow.Emission;
import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.element.Elements;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The figures of an order, by hand. */
class OrderFiguresTest {
  private final Elements elements = new Elements();

  OrderFiguresTest() {
    elements.add(Element.GOOD_ITEMS, 4);
    elements.add(Element.SCRAP_ITEMS, 1);
    elements.add(Element.GRID_NANO_KWH, 10_000_000_000L);
    elements.add(Element.PV_NANO_KWH, 3_000_000_000L);
    elements.add(Element.EXPORT_NANO_KWH, 1_000_000_000L);
    elements.add(Element.SCOPE1_NANO_KG, 2_000_000_000L);
    elements.add(Element.SCOPE2_LOCATION_NANO_KG, 6_000_000_000L);
    elements.add(Element.SCOPE2_MARKET_NANO_KG, 8_000_000_000L);
    elements.add(Element.SCOPE3_NANO_KG, 1_000_000_000L);
    elements.add(Element.EXPECTED_MICRO_INTERVALS, 8_000_000);
    elements.add(Element.VALID_MICRO_INTERVALS, 6_000_000);
  }

  @Test
  void energyAndEmissionsInAllAndAGoodItem() {
    Map<String, Double> figures = OrderFigures.of(elements, 0);
    assertThat(figures)
        .containsEntry("good", 4.0)
        .containsEntry("active_kwh", 12.0)
        .containsEntry("kwh_per_good", 3.0)
        .containsEntry("scope1_kg", 2.0)
        .containsEntry("scope1_kg_per_good", 0.5)
        .containsEntry("scope2_location_kg", 6.0)
        .containsEntry("scope2_location_kg_per_good", 1.5)
        .containsEntry("scope2_market_kg", 8.0)
        .containsEntry("scope2_market_kg_per_good", 2.0)
        .containsEntry("scope3_kg", 1.0)
        .containsEntry("scope3_kg_per_good", 0.25)
        .containsEntry("coverage", 0.75);
  }

  @Test
  void anEmissionThatLacksAFactorHasNoValueAndTheOthersHave() {
    for (Emission missing : Emission.values()) {
      Map<String, Double> figures = OrderFigures.of(elements, missing.bit());
      for (Emission emission : Emission.values()) {
        String field = emission.name().toLowerCase(java.util.Locale.ROOT) + "_kg";
        assertThat(figures.get(field).isNaN()).as(field).isEqualTo(emission == missing);
        assertThat(figures.get(field + "_per_good").isNaN()).isEqualTo(emission == missing);
      }
    }
  }

  @Test
  void withoutAGoodItemNothingIsAGoodItems() {
    elements.add(Element.GOOD_ITEMS, -4);
    assertThat(OrderFigures.of(elements, 0).get("kwh_per_good")).isNaN();
  }

  @Test
  void amountsAreExactAndDelaysOfAllReasonsAreAdded() {
    for (DowntimeReason reason : DowntimeReason.values()) {
      elements.add(Element.delay(reason), 1_000L * (1 + reason.ordinal()));
    }
    int reasons = DowntimeReason.values().length;
    assertThat(OrderAmount.DELAY_S.of(elements))
        .isEqualByComparingTo(BigDecimal.valueOf(reasons * (reasons + 1L) / 2));
    assertThat(OrderAmount.GRID_KWH.of(elements)).isEqualByComparingTo("10");
    assertThat(OrderAmount.VALID.of(elements)).isEqualByComparingTo("6");
    assertThat(OrderAmount.GOOD.of(elements)).isEqualByComparingTo("4");
  }
}
