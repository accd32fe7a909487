package hk.innopark.dashboards;

/**
 * What HKSTP sees: its estates and tenants, without any figure that depends on how many items a
 * tenant made.
 */
final class HkstpPage {
  private static final String THROUGHPUT = "throughput";
  private static final String ENERGY = "energy";
  private static final String SUSTAINABILITY = "sustainability";

  private final Panels panels = new Panels(Source.FIGURES);

  GrafanaDashboard build() {
    Page page =
        new Page(
            "innopark-hkstp",
            Audience.HKSTP,
            "HKSTP overview",
            "Estates and tenants: use of time, energy, emissions, completeness. This bucket holds"
                + " no production counts and nothing from which they follow, so no OEE either;"
                + " what a tenant has committed to is judged in the audit console.",
            "now-24h");
    page.variable(Variables.source(Source.FIGURES, "Source", "/HKSTP/"))
        .variable(
            Variables.one(
                "origin", "Origin", "SHOW TAG VALUES FROM \"throughput\" WITH KEY = \"origin\""))
        .variable(
            Variables.several(
                "estate",
                "Estate",
                "SHOW TAG VALUES FROM \"throughput\" WITH KEY = \"estate\" WHERE \"origin\" ="
                    + " '$origin'"))
        .variable(
            Variables.several(
                "tenant",
                "Tenant",
                "SHOW TAG VALUES FROM \"throughput\" WITH KEY = \"tenant\" WHERE \"origin\" ="
                    + " '$origin' AND \"estate\" =~ /^$estate$/"))
        .variable(Variables.grain("hour", "minute", "half_hour", "day", "month"));
    tiles(page);
    AlertPanels.ofTenants().addTo(page);
    estates(page);
    tenants(page);
    return page.build();
  }

  private void tiles(Page page) {
    page.row("All estates picked, over the range")
        .panel(
            panels
                .tile("Energy", Unit.KWH, "active_kwh: grid + PV − export")
                .query(Scope.ESTATES.total(ENERGY, "sum(\"active_kwh\")")))
        .panel(
            panels
                .tile("Scope 1", Unit.KG, "scope1_kg of all tenants")
                .query(Scope.ESTATES.total(SUSTAINABILITY, "sum(\"scope1_kg\")")))
        .panel(
            panels
                .tile(
                    "Scope 2, location",
                    Unit.KG,
                    "scope2_location_kg of all tenants: for HKSTP downstream leased assets")
                .query(Scope.ESTATES.total(SUSTAINABILITY, "sum(\"scope2_location_kg\")")))
        .panel(
            panels
                .tile("Scope 2, market", Unit.KG, "scope2_market_kg of all tenants")
                .query(Scope.ESTATES.total(SUSTAINABILITY, "sum(\"scope2_market_kg\")")))
        .panel(
            panels
                .tile("PV claimed", Unit.KWH, "renewable_claimed_kwh")
                .query(Scope.ESTATES.total(SUSTAINABILITY, "sum(\"renewable_claimed_kwh\")")))
        .panel(
            panels
                .tile("Water", Unit.M3, "water_m3")
                .query(Scope.ESTATES.total(SUSTAINABILITY, "sum(\"water_m3\")")))
        .panel(
            panels
                .tile("Base load", Unit.SHARE, "(active_kwh − running_kwh) / active_kwh")
                .query(Scope.ESTATES.total(ENERGY, Ratio.BASE_LOAD_SHARE)))
        .panel(
            panels
                .tile("Coverage", Unit.SHARE, "valid / expected sample intervals")
                .query(Scope.ESTATES.total("quality_of_data", Ratio.COVERAGE))
                .thresholds("#C4162A", 0.9, "#E0B400", 0.99, "#37872D"));
  }

  private void estates(Page page) {
    page.row("Estates")
        .panel(
            panels
                .stack("Energy by estate", Unit.KWH, "active_kwh of each period", 12)
                .query("$tag_estate", Scope.ESTATES.rows(ENERGY, "active_kwh", "estate")))
        .panel(
            panels
                .stack(
                    "Emissions by estate",
                    Unit.KG,
                    "scope2_location_kg of each period: grid kWh · the utility's factor",
                    12)
                .query(
                    "$tag_estate",
                    Scope.ESTATES.rows(SUSTAINABILITY, "scope2_location_kg", "estate")))
        .panel(
            panels
                .lines(
                    "Availability by estate",
                    Unit.SHARE,
                    "production_s / (planned_busy_s − unknown_s)",
                    12)
                .query("$tag_estate", Scope.ESTATES.rows(THROUGHPUT, "availability", "estate"))
                .defaults("{\"min\": 0, \"max\": 1}"))
        .panel(
            panels
                .lines("Peak demand by estate", Unit.KVA, "peak_demand_kva of each half hour", 12)
                .query(
                    "$tag_estate",
                    Scope.ESTATES
                        .rows(ENERGY, "peak_demand_kva", "estate")
                        .replace("'$grain'", "'half_hour'")));
  }

  private void tenants(Page page) {
    page.row("Tenants")
        .panel(
            panels
                .table(
                    "Use of time",
                    "Availability: production_s / known planned time. Utilization: APT / (APT +"
                        + " AUST + ADET). Technical efficiency: APT / (APT + ADET).",
                    12,
                    11,
                    "Availability")
                .tableQuery(byTenant(THROUGHPUT, Ratio.AVAILABILITY, "Availability"))
                .tableQuery(byTenant(THROUGHPUT, Ratio.UTILIZATION, "Utilization"))
                .tableQuery(
                    byTenant(THROUGHPUT, Ratio.TECHNICAL_EFFICIENCY, "Technical efficiency"))
                .tableQuery(
                    Scope.TENANTS.totalBy(
                        THROUGHPUT,
                        "sum(\"production_s\") AS \"Production\", sum(\"delay_s\") AS"
                            + " \"Delayed\", sum(\"failures\") AS \"Failures\"",
                        "estate",
                        "tenant"))
                .merged()
                .overridePattern("/Availability|Utilization|efficiency/", "unit", "\"percentunit\"")
                .overridePattern("/Availability|Utilization|efficiency/", "decimals", "1")
                .unit("Production", Unit.DURATION)
                .unit("Delayed", Unit.DURATION)
                .unit("Failures", Unit.COUNT))
        .panel(
            panels
                .table(
                    "Energy",
                    "kWh over the range; base load: what is taken without producing",
                    12,
                    11,
                    "Base load")
                .tableQuery(
                    Scope.TENANTS.totalBy(
                        ENERGY,
                        "sum(\"active_kwh\") AS \"Energy\", sum(\"pv_kwh\") AS \"PV\","
                            + " max(\"peak_demand_kva\") AS \"Peak\"",
                        "estate",
                        "tenant"))
                .tableQuery(byTenant(ENERGY, Ratio.BASE_LOAD_SHARE, "Base load"))
                .merged()
                .unit("Energy", Unit.KWH)
                .unit("PV", Unit.KWH)
                .unit("Peak", Unit.KVA)
                .unit("Base load", Unit.SHARE))
        .panel(
            panels
                .table(
                    "Emissions and water",
                    "kg CO₂e by scope, location-based and market-based; claimed PV; water",
                    12,
                    11,
                    "Scope 2")
                .tableQuery(
                    Scope.TENANTS.totalBy(
                        SUSTAINABILITY,
                        "sum(\"scope1_kg\") AS \"Scope 1\", sum(\"scope2_location_kg\") AS \"Scope"
                            + " 2\", sum(\"scope2_market_kg\") AS \"Scope 2, market\","
                            + " sum(\"scope3_kg\") AS \"Scope 3\", sum(\"renewable_claimed_kwh\")"
                            + " AS \"PV claimed\", sum(\"water_m3\") AS \"Water\"",
                        "estate",
                        "tenant"))
                .overridePattern("/Scope.*/", "unit", "\"" + Unit.KG.id + "\"")
                .overridePattern("/Scope.*/", "decimals", "1")
                .unit("PV claimed", Unit.KWH)
                .unit("Water", Unit.M3))
        .panel(
            panels
                .table(
                    "Completeness",
                    "valid / expected sample intervals: how far the rest of this page can be"
                        + " trusted",
                    12,
                    11,
                    "Coverage")
                .tableQuery(byTenant("quality_of_data", Ratio.COVERAGE, "Coverage"))
                .tableQuery(
                    Scope.TENANTS.totalBy(
                        "quality_of_data",
                        "sum(\"messages\") AS \"Messages\", sum(\"late\") AS \"Late\","
                            + " sum(\"dead_letters\") AS \"Dead letters\"",
                        "estate",
                        "tenant"))
                .merged()
                .override("Coverage", "unit", "\"percentunit\"")
                .override("Coverage", "decimals", "2"))
        .panel(
            panels
                .lines("Renewable share by tenant", Unit.SHARE, "renewable_share", 12)
                .query(
                    "$tag_tenant", Scope.TENANTS.rows(SUSTAINABILITY, "renewable_share", "tenant")))
        .panel(
            panels
                .lines(
                    "Availability by tenant",
                    Unit.SHARE,
                    "production_s / (planned_busy_s − unknown_s)",
                    12)
                .query("$tag_tenant", Scope.TENANTS.rows(THROUGHPUT, "availability", "tenant"))
                .defaults("{\"min\": 0, \"max\": 1}"));
  }

  private static String byTenant(String measurement, Ratio ratio, String name) {
    return Scope.TENANTS.totalBy(measurement, ratio, name, "estate", "tenant");
  }
}
