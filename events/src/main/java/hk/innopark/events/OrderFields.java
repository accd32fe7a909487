package hk.innopark.events;

import java.util.List;

/** What is kept and shown of orders; units are in the names. */
public final class OrderFields {
  /** What adds up exactly: columns of {@code shopfloor.order_day}. */
  public static final List<String> AMOUNTS =
      List.of(
          "good",
          "scrap",
          "rework",
          "planned_down_s",
          "production_s",
          "setup_s",
          "delay_s",
          "idle_s",
          "unknown_s",
          "outside_plan_s",
          "ideal_s",
          "ideal_good_s",
          "grid_kwh",
          "pv_kwh",
          "export_kwh",
          "estimated_kwh",
          "integrated_kwh",
          "scope1_kg",
          "scope2_location_kg",
          "scope2_market_kg",
          "scope3_kg",
          "water_m3",
          "expected",
          "valid");

  /** The figures of an order that are of measurement {@code throughput}, in their order. */
  public static final List<String> THROUGHPUT =
      List.of(
          "good",
          "scrap",
          "rework",
          "planned_busy_s",
          "production_s",
          "setup_s",
          "delay_s",
          "idle_s",
          "unknown_s",
          "outside_plan_s",
          "availability",
          "effectiveness",
          "quality",
          "oee");

  private OrderFields() {}
}
