package hk.innopark.dashboards;

/** The choices of a tenant's pages: each narrows down those after it. */
final class TenantVariables {
  private TenantVariables() {}

  static void addTo(Page page) {
    page.variable(Variables.source(Source.FIGURES, "Tenant", "/^(?!.*HKSTP)/"))
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
                "line",
                "Line",
                "SHOW TAG VALUES FROM \"throughput\" WITH KEY = \"line\""
                    + " WHERE \"origin\" = '$origin' AND \"estate\" =~ /^$estate$/"))
        .variable(
            Variables.several(
                "machine",
                "Machine",
                "SHOW TAG VALUES FROM \"throughput\" WITH KEY = \"machine\" WHERE \"origin\" ="
                    + " '$origin' AND \"estate\" =~ /^$estate$/ AND \"line\" =~ /^$line$/"))
        .variable(Variables.grain("hour", "minute", "half_hour", "shift", "day", "month"));
  }
}
