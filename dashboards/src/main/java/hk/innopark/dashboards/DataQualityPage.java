package hk.innopark.dashboards;

import hk.innopark.dashboards.Tables.Order;

/** How far the other pages' figures can be trusted. */
final class DataQualityPage extends TenantPage {
  DataQualityPage(Texts texts, Plant plant) {
    super("data-quality", "now-12h", texts, plant);
  }

  @Override
  void fill(Page page) {
    page.row("tiles")
        .panels(
            coverage(),
            tile(Figure.MESSAGES),
            tile(Figure.DUPLICATES),
            tile(Figure.SEQUENCE_GAPS),
            tile(Figure.LATE),
            tile(Figure.DEAD_LETTERS),
            tile(Figure.BRIDGED),
            tile(Figure.REVISION),
            tile(Figure.QUARANTINED),
            tile(Figure.RESETS),
            tile(Figure.CLOCK_OFF),
            tile(Figure.STUCK));
    page.row("completeness")
        .panels(
            panels.linesBy(Figure.COVERAGE, Rows.MACHINES, 12, "line").defaults("max", 1),
            panels.linesBy(Figure.MEASURED_SHARE, Rows.LINES, 12, "line").defaults("max", 1),
            panels.compare(
                "intervals",
                Rows.MACHINE_DAYS,
                24,
                Figure.EXPECTED,
                Figure.VALID,
                Figure.ESTIMATED));
    page.row("messages")
        .panels(
            panels.stackBy(Figure.MESSAGES, Rows.MACHINES, 12, "line"),
            panels.stack(
                "disorder",
                Rows.MACHINES,
                12,
                Figure.DUPLICATES,
                Figure.LATE,
                Figure.DEAD_LETTERS,
                Figure.SEQUENCE_GAPS),
            tables.table(
                "machines",
                Rows.MACHINE_HALF_HOURS,
                10,
                new String[] {"line", "machine"},
                Order.leastFirst(Figure.COVERAGE),
                Figure.COVERAGE,
                Figure.MESSAGES,
                Figure.DUPLICATES,
                Figure.SEQUENCE_GAPS,
                Figure.LATE,
                Figure.DEAD_LETTERS,
                Figure.QUARANTINED,
                Figure.STUCK));
    page.row("readings")
        .panels(
            panels.stack(
                "counters", Rows.MACHINES, 8, Figure.QUARANTINED, Figure.RESETS, Figure.CLOCK_OFF),
            panels.stackBy(Figure.STUCK, Rows.MACHINES, 8, "line"),
            panels.stackBy(Figure.DOUBTFUL, Rows.MACHINES, 8, "line"),
            panels.linesBy(Figure.POWER_MISMATCH, Rows.MACHINES, 24, "line"));
  }
}
