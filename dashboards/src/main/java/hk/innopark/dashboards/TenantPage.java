package hk.innopark.dashboards;

/** What all of a tenant's pages have: their choices, and panels over the tenant's bucket. */
abstract class TenantPage {
  private final String key;
  private final String from;
  final Panels panels;

  final Tables tables;

  /** Those that several pages have. */
  final Panels shared;

  final Texts texts;
  final Plant plant;

  TenantPage(String key, String from, Texts texts, Plant plant) {
    this.key = key;
    this.from = from;
    this.texts = texts;
    this.plant = plant;
    this.panels = new Panels(key, texts, plant, Source.FIGURES);
    this.tables = new Tables(panels);
    this.shared = panels.shared("plant");
  }

  /** Puts the page's panels onto it. */
  abstract void fill(Page page);

  GrafanaDashboard build() {
    Page page = new Page(key, Audience.TENANT, texts, from);
    choices(page);
    fill(page);
    return page.build();
  }

  /** Each narrows down those after it. Whoever sends anything has rows of data quality. */
  private static void choices(Page page) {
    String values = "SHOW TAG VALUES FROM \"quality_of_data\" WITH KEY = ";
    page.one("origin", values + "\"origin\"")
        .several("line", values + "\"line\" WHERE \"origin\" = '$origin'")
        .several(
            "machine",
            values + "\"machine\" WHERE \"origin\" = '$origin' AND \"line\" =~ /^$line$/")
        .grain();
  }

  Panel tile(Figure figure) {
    return panels.tile(figure, Rows.MACHINE_HALF_HOURS);
  }

  /** Red and yellow where too little is known. */
  Panel coverage() {
    return tile(Figure.COVERAGE).thresholds(Palette.RED, 0.9, Palette.YELLOW, 0.99, Palette.GREEN);
  }

  /** Coloured by when the registry says that an alert is raised and cleared. */
  Panel oee(Panel panel) {
    return plant.oee() == null
        ? panel
        : panel.thresholds(
            Palette.RED, plant.oee().low(), Palette.YELLOW, plant.oee().good(), Palette.GREEN);
  }

  /** What kept the machines from working, the longest first. */
  Panel pareto() {
    return shared
        .panel(Look.RANKING, "pareto", 12, 8)
        .unit(Unit.SECONDS, texts)
        .empty(texts.get("empty.delay"))
        .query("$col", Rows.MACHINE_HALF_HOURS.written("throughput", Reasons.columns(texts)));
  }

  Panel timeByState() {
    Panel panel =
        shared
            .panel(Look.STACK, "time_by_state", 12, 8)
            .unit(Unit.SECONDS, texts)
            .query("$col", Rows.MACHINES.perPeriod("throughput", State.columns()));
    for (State state : State.values()) {
      panel.named(state.name(), texts.get(state.key()), state.color);
    }
    return panel;
  }
}
