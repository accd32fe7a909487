package hk.innopark.jobs.figures;

import hk.innopark.events.DowntimeReason;
import hk.innopark.jobs.account.OrderRow.Emission;
import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.element.Elements;
import java.math.BigDecimal;
import java.util.Locale;

/** What of an order adds up, exactly: columns of {@code shopfloor.order_day}. */
public enum OrderAmount {
  GOOD(Element.GOOD_ITEMS, 0),
  SCRAP(Element.SCRAP_ITEMS, 0),
  REWORK(Element.REWORK_ITEMS, 0),
  PLANNED_DOWN_S(Element.PLANNED_DOWN_MS, 3),
  PRODUCTION_S(Element.PRODUCTION_MS, 3),
  SETUP_S(Element.SETUP_MS, 3),
  DELAY_S(null, 3),
  IDLE_S(Element.IDLE_MS, 3),
  UNKNOWN_S(Element.UNKNOWN_MS, 3),
  OUTSIDE_PLAN_S(Element.OUTSIDE_PLAN_MS, 3),
  /** Of what was made in planned time with a known state. */
  IDEAL_S(Element.IDEAL_COVERED_NS, 9),
  /** Of what was made in planned time with a known state. */
  IDEAL_GOOD_S(Element.IDEAL_GOOD_COVERED_NS, 9),
  GRID_KWH(Element.GRID_NANO_KWH, 9),
  PV_KWH(Element.PV_NANO_KWH, 9),
  EXPORT_KWH(Element.EXPORT_NANO_KWH, 9),
  /** Metered in all, but not when. */
  ESTIMATED_KWH(Element.ESTIMATED_NANO_KWH, 9),
  /** Integrated from power, where there is no meter. */
  INTEGRATED_KWH(Element.INTEGRATED_NANO_KWH, 9),
  SCOPE1_KG(Element.SCOPE1_NANO_KG, 9),
  SCOPE2_LOCATION_KG(Element.SCOPE2_LOCATION_NANO_KG, 9),
  SCOPE2_MARKET_KG(Element.SCOPE2_MARKET_NANO_KG, 9),
  SCOPE3_KG(Element.SCOPE3_NANO_KG, 9),
  WATER_M3(Element.WATER_NANO_M3, 9),
  EXPECTED(Element.EXPECTED_MICRO_INTERVALS, 6),
  VALID(Element.VALID_MICRO_INTERVALS, 6);

  private final Element element;
  private final int scale;

  OrderAmount(Element element, int scale) {
    this.element = element;
    this.scale = scale;
  }

  /** Its column, named as the figure. */
  public String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The emission that it is; null where it is none. */
  public Emission emission() {
    return switch (this) {
      case SCOPE1_KG -> Emission.SCOPE1;
      case SCOPE2_LOCATION_KG -> Emission.SCOPE2_LOCATION;
      case SCOPE2_MARKET_KG -> Emission.SCOPE2_MARKET;
      case SCOPE3_KG -> Emission.SCOPE3;
      default -> null;
    };
  }

  /** How much of it there is, in the unit of the name. */
  public BigDecimal of(Elements elements) {
    return BigDecimal.valueOf(units(elements), scale);
  }

  private long units(Elements elements) {
    if (element != null) {
      return elements.get(element);
    }
    long delay = 0;
    for (DowntimeReason reason : DowntimeReason.values()) {
      delay += elements.get(Element.delay(reason));
    }
    return delay;
  }
}
