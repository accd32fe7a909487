package hk.innopark.dashboards;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whether anything is lost, late, refused or slow, and why: gateway, Kafka, Flink, sinks. */
final class PipelinePage {
  private static final String OPERATOR = "flink_taskmanager_job_task_operator_";
  private static final String TASK = "flink_taskmanager_job_task_";
  private static final String JOB = "flink_jobmanager_job_";

  private final Panels panels;
  private final Texts texts;

  PipelinePage(Texts texts, Plant plant) {
    this.texts = texts;
    this.panels = new Panels("pipeline", texts, plant, Source.METRICS);
  }

  GrafanaDashboard build() {
    Page page = new Page("pipeline", Audience.OPERATIONS, texts, "now-1h");
    tiles(page);
    page.row("alerts").panels(firing());
    gateway(page);
    flink(page);
    sinks(page);
    return page.build();
  }

  private void tiles(Page page) {
    page.row("tiles")
        .panels(
            now(
                    "lost",
                    Unit.COUNT,
                    increase("gateway_shed_total")
                        + " + "
                        + increase("gateway_sessions_lost_total"))
                .thresholds(Palette.GREEN, 1, Palette.RED),
            now("waiting", Unit.COUNT, "sum(" + OPERATOR + "pendingRecords)")
                .thresholds(Palette.GREEN, 10_000, Palette.YELLOW, 100_000, Palette.RED),
            now("refused", Unit.COUNT, increase("gateway_dead_letters_total"))
                .thresholds(Palette.GREEN, 1, Palette.YELLOW, 1000, Palette.RED),
            now("points_refused", Unit.COUNT, "sum(" + OPERATOR + "pointsRejected)")
                .thresholds(Palette.GREEN, 1, Palette.RED),
            now("slow", Unit.SECONDS, "max(gateway_kafka_ack_seconds{quantile=\"0.99\"})")
                .thresholds(Palette.GREEN, 1, Palette.YELLOW, 5, Palette.RED),
            now("backpressure", Unit.SHARE, "max(" + TASK + "backPressuredTimeMsPerSecond) / 1000")
                .thresholds(Palette.GREEN, 0.3, Palette.YELLOW, 0.7, Palette.RED),
            now("connections", Unit.COUNT, "sum(gateway_connections)")
                .thresholds(Palette.RED, 1, Palette.GREEN),
            now("bridged", Unit.PER_SECOND, "sum(rate(gateway_bridged_total[5m]))"),
            now("restarts", Unit.COUNT, "sum(" + JOB + "numRestarts)")
                .thresholds(Palette.GREEN, 1, Palette.YELLOW, 5, Palette.RED),
            now("checkpoint", Unit.MILLISECONDS, "max(" + JOB + "lastCheckpointDuration)"),
            now("written", Unit.PER_SECOND, "sum(rate(" + OPERATOR + "pointsWritten[5m]))"),
            now("down", Unit.COUNT, "count(up == 0) or vector(0)")
                .thresholds(Palette.GREEN, 1, Palette.RED));
  }

  private Panel now(String key, Unit unit, String expression) {
    return panels.tile(key, unit).empty(texts.get("empty.metric")).prometheusNow(key, expression);
  }

  /** Over the range that is looked at. */
  private static String increase(String counter) {
    return "sum(increase(" + counter + "[$__range]))";
  }

  private Panel firing() {
    Map<String, String> names = new LinkedHashMap<>();
    Panel panel =
        panels
            .panel(Look.TABLE, "firing", 24, 6)
            .empty(texts.get("empty.alerts"))
            .prometheusTable("sum by (alertname, job, instance) (ALERTS{alertstate=\"firing\"})");
    for (String column : List.of("alertname", "job", "instance")) {
      names.put(column, texts.get("column." + column));
      panel.override(column, "custom.width", 300);
    }
    return new Tables(panels).only(panel, names);
  }

  private void gateway(Page page) {
    page.row("gateway")
        .panels(
            trace("messages", Unit.PER_SECOND, 12)
                .prometheus(texts.get("series.received"), rate("gateway_received_total"))
                .prometheus(texts.get("series.bridged"), rate("gateway_bridged_total"))
                .prometheus(texts.get("series.acknowledged"), rate("gateway_acked_total")),
            trace("dead_letters", Unit.PER_SECOND, 12)
                .empty(texts.get("empty.refused"))
                .prometheus(
                    "{{reason}}",
                    "sum by (reason) (rate(gateway_dead_letters_total[$__rate_interval])) > 0"),
            trace("confirmation", Unit.SECONDS, 8)
                .defaults("decimals", 3)
                .prometheus("{{quantile}}", "max by (quantile) (gateway_kafka_ack_seconds)"),
            trace("in_flight", Unit.COUNT, 8)
                .prometheus(texts.get("series.in_flight"), "sum(gateway_in_flight)"),
            bars("connections_lost", 8)
                .prometheus(texts.get("series.ended"), perStep("gateway_reconnects_total"))
                .prometheus(texts.get("series.taken_over"), perStep("gateway_takeovers_total"))
                .prometheus(texts.get("series.refused"), perStep("gateway_refusals_total"))
                .prometheus(
                    texts.get("series.sessions_lost"), perStep("gateway_sessions_lost_total"))
                .prometheus(texts.get("series.shed"), perStep("gateway_shed_total"))
                .prometheus(texts.get("series.abandoned"), perStep("gateway_abandoned_total")));
  }

  private void flink(Page page) {
    page.row("flink")
        .panels(
            byTask(
                "records",
                Unit.PER_SECOND,
                "sum by (task_name) (" + TASK + "numRecordsInPerSecond)"),
            byTask(
                    "pressure",
                    Unit.SHARE,
                    "max by (task_name) (" + TASK + "backPressuredTimeMsPerSecond) / 1000")
                .defaults("min", 0)
                .defaults("max", 1),
            byTask(
                    "busy",
                    Unit.SHARE,
                    "max by (task_name) (" + TASK + "busyTimeMsPerSecond) / 1000")
                .defaults("min", 0)
                .defaults("max", 1),
            trace("checkpoints", Unit.MILLISECONDS, 8)
                .prometheus(texts.get("series.duration"), "max(" + JOB + "lastCheckpointDuration)"),
            bars("completed", 8)
                .prometheus(
                    texts.get("series.completed"), delta(JOB + "numberOfCompletedCheckpoints"))
                .prometheus(texts.get("series.failed"), delta(JOB + "numberOfFailedCheckpoints")),
            trace("lag", Unit.COUNT, 8)
                .prometheus(texts.get("series.waiting"), "sum(" + OPERATOR + "pendingRecords)"),
            legendRight(trace("heap", Unit.BYTES, 24))
                .prometheus(
                    "{{host}}", "max by (host) (flink_taskmanager_Status_JVM_Memory_Heap_Used)"));
  }

  private void sinks(Page page) {
    page.row("sinks")
        .panels(
            trace("points", Unit.PER_SECOND, 8)
                .prometheus(texts.get("series.points"), rate(OPERATOR + "pointsWritten")),
            trace("batches", Unit.PER_SECOND, 8)
                .prometheus(texts.get("series.batches"), rate(OPERATOR + "batchesWritten"))
                .prometheus(texts.get("series.retries"), rate(OPERATOR + "writeRetries")),
            bars("rejected", 8)
                .prometheus(texts.get("series.refused"), perStep(OPERATOR + "pointsRejected")));
  }

  private Panel trace(String key, Unit unit, int width) {
    return panels
        .panel(Look.TRACE, key, width, 8)
        .unit(unit, texts)
        .empty(texts.get("empty.metric"));
  }

  private Panel bars(String key, int width) {
    return panels
        .panel(Look.STACK, key, width, 8)
        .unit(Unit.COUNT, texts)
        .empty(texts.get("empty.metric"));
  }

  /** A line for each task of the job; tasks have long names. */
  private Panel byTask(String key, Unit unit, String expression) {
    return legendRight(trace(key, unit, 24)).prometheus("{{task_name}}", expression);
  }

  private static Panel legendRight(Panel panel) {
    return panel
        .set("options.legend.displayMode", "table")
        .set("options.legend.placement", "right")
        .set("options.legend.calcs", List.of("mean", "max"));
  }

  private static String rate(String counter) {
    return "sum(rate(" + counter + "[$__rate_interval]))";
  }

  private static String perStep(String counter) {
    return "sum(increase(" + counter + "[$__rate_interval]))";
  }

  private static String delta(String gauge) {
    return "sum(delta(" + gauge + "[$__rate_interval]))";
  }
}
