package hk.innopark.dashboards;

/** Emissions by scope and method, their intensity, renewables, water. */
final class SustainabilityPage {
  private static final String SUSTAINABILITY = "sustainability";
  private static final String SCOPE_1 = "#C4162A";
  private static final String SCOPE_2 = "#E0B400";
  private static final String SCOPE_2_MARKET = "#FF9830";
  private static final String SCOPE_3 = "#8F3BB8";
  private static final String WATER = "#3274D9";
  private static final String GENERATED = "#96D98D";
  private static final String CLAIMED = "#37872D";

  private final Panels panels = new Panels(Source.FIGURES);

  GrafanaDashboard build() {
    Page page =
        new Page(
            "innopark-sustainability",
            Audience.TENANT,
            "Sustainability",
            "Greenhouse gases by scope and by both scope 2 methods (GHG Protocol), intensity,"
                + " renewable energy, water: docs/metrics.md. A scope without a factor in the"
                + " registry is 0.",
            "now-24h");
    TenantVariables.addTo(page);
    page.row("The range at a glance")
        .panel(kilograms("Scope 1", "scope1_kg", "Σ fuel · its scope 1 factor"))
        .panel(
            kilograms(
                "Scope 2, location",
                "scope2_location_kg",
                "Σ grid kWh · the utility's factor of the year"))
        .panel(
            kilograms(
                "Scope 2, market", "scope2_market_kg", "Σ grid kWh · the factor with basis market"))
        .panel(
            kilograms(
                "Scope 3", "scope3_kg", "Σ quantity · scope 3 factor: water, supply of towngas"))
        .panel(
            panels
                .tile("PV generated", Unit.KWH, "renewable_generated_kwh: pv_kwh")
                .query(sum("renewable_generated_kwh")))
        .panel(
            panels
                .tile(
                    "PV claimed",
                    Unit.KWH,
                    "renewable_claimed_kwh: PV that is not sold under a feed-in tariff, less"
                        + " export")
                .query(sum("renewable_claimed_kwh")))
        .panel(panels.tile("Water", Unit.M3, "water_m3").query(sum("water_m3")))
        .panel(
            panels
                .tile(
                    "Measured share",
                    Unit.SHARE,
                    "measured kWh / active kWh of the last period, the least of the lines: what"
                        + " lies in no gap of the data. ISO 14064-1.")
                .query(
                    "SELECT min(\"measured_share\") FROM (SELECT last(\"measured_share\") AS"
                        + " \"measured_share\" FROM \"quality_of_data\" WHERE "
                        + Scope.LINES.where()
                        + " AND $timeFilter GROUP BY \"line\") WHERE $timeFilter")
                .thresholds("#C4162A", 0.9, "#E0B400", 0.99, "#37872D"));
    emissions(page);
    renewables(page);
    water(page);
    return page.build();
  }

  private Panel kilograms(String title, String field, String description) {
    return panels.tile(title, Unit.KG, field + ": " + description).query(sum(field));
  }

  private static String sum(String field) {
    return Scope.LINES.total(SUSTAINABILITY, "sum(\"" + field + "\")");
  }

  private void emissions(Page page) {
    page.row("Emissions")
        .panel(
            panels
                .stack(
                    "Emissions by scope",
                    Unit.KG,
                    "scope1_kg, scope2_location_kg, scope3_kg of the lines picked, each period",
                    12)
                .query(
                    "$col",
                    Scope.LINES.perPeriod(
                        SUSTAINABILITY,
                        "sum(\"scope1_kg\") AS \"Scope 1\", sum(\"scope2_location_kg\") AS \"Scope"
                            + " 2, location\", sum(\"scope3_kg\") AS \"Scope 3\""))
                .color("Scope 1", SCOPE_1)
                .color("Scope 2, location", SCOPE_2)
                .color("Scope 3", SCOPE_3))
        .panel(
            panels
                .bars(
                    "Scope 2 by both methods",
                    Unit.KG,
                    "Location-based beside market-based: the GHG Protocol wants both reported",
                    12)
                .query(
                    "$col",
                    Scope.LINES.perPeriod(
                        SUSTAINABILITY,
                        "sum(\"scope2_location_kg\") AS \"Location\", sum(\"scope2_market_kg\") AS"
                            + " \"Market\""))
                .color("Location", SCOPE_2)
                .color("Market", SCOPE_2_MARKET))
        .panel(
            panels
                .lines(
                    "Carbon intensity, location-based",
                    Unit.KG_PER_ITEM,
                    "scope2_location_kg / good, by line",
                    12)
                .query(
                    "$tag_line",
                    Scope.LINES.rows(SUSTAINABILITY, "scope2_location_kg_per_good", "line"))
                .defaults("{\"min\": 0}"))
        .panel(
            panels
                .lines(
                    "Carbon intensity, market-based",
                    Unit.KG_PER_ITEM,
                    "scope2_market_kg / good, by line",
                    12)
                .query(
                    "$tag_line",
                    Scope.LINES.rows(SUSTAINABILITY, "scope2_market_kg_per_good", "line"))
                .defaults("{\"min\": 0}"));
  }

  private void renewables(Page page) {
    page.row("Renewable energy")
        .panel(
            panels
                .bars(
                    "Generated and claimed",
                    Unit.KWH,
                    "Energy that is sold under a feed-in tariff, or exported, is not claimed"
                        + " again",
                    12)
                .query(
                    "$col",
                    Scope.LINES.perPeriod(
                        SUSTAINABILITY,
                        "sum(\"renewable_generated_kwh\") AS \"Generated\","
                            + " sum(\"renewable_claimed_kwh\") AS \"Claimed\""))
                .color("Generated", GENERATED)
                .color("Claimed", CLAIMED))
        .panel(
            panels
                .lines(
                    "Renewable share by line", Unit.SHARE, "renewable_claimed_kwh / active_kwh", 12)
                .query("$tag_line", Scope.LINES.rows(SUSTAINABILITY, "renewable_share", "line")));
  }

  private void water(Page page) {
    page.row("Water")
        .panel(
            panels
                .stack("Water by line", Unit.M3, "water_m3: Σ deltas of the meters", 12)
                .query("$tag_line", Scope.LINES.rows(SUSTAINABILITY, "water_m3", "line"))
                .defaults("{\"decimals\": 2}")
                .overridePattern("/.*/", "custom.fillOpacity", "70"))
        .panel(
            panels
                .lines("Water for a good item", Unit.M3_PER_ITEM, "water_m3 / good, by line", 12)
                .query("$tag_line", Scope.LINES.rows(SUSTAINABILITY, "water_m3_per_good", "line"))
                .defaults(
                    "{\"min\": 0, \"color\": {\"mode\": \"shades\", \"fixedColor\": \"%s\"}}",
                    WATER));
  }
}
