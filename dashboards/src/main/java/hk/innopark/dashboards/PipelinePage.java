package hk.innopark.dashboards;

/** Whether messages pass: gateway, Kafka, Flink, sinks. */
final class PipelinePage {
  private static final String OPERATOR = "flink_taskmanager_job_task_operator_";
  private static final String TASK = "flink_taskmanager_job_task_";
  private static final String JOB = "flink_jobmanager_job_";

  private final Panels panels = new Panels(Source.METRICS);

  GrafanaDashboard build() {
    Page page =
        new Page(
            "innopark-pipeline",
            Audience.OPERATIONS,
            "Pipeline",
            "Gateway, Kafka, Flink and sinks, from Prometheus. What to do about each: "
                + "docs/runbook.md.",
            "now-1h");
    page.variable(Variables.source(Source.METRICS, "Metrics", ""));
    tiles(page);
    gateway(page);
    flink(page);
    sinks(page);
    return page.build();
  }

  private void tiles(Page page) {
    page.row("Now")
        .panel(
            panels
                .tile(
                    "Gateway connections",
                    Unit.COUNT,
                    "MQTT connections that are subscribed; 0 means that nothing comes in",
                    4)
                .prometheusNow("connections", "sum(gateway_connections)")
                .thresholds("#C4162A", 1, "#37872D"))
        .panel(
            panels
                .tile("Bridged", Unit.PER_SECOND, "Messages that Kafka confirmed", 4)
                .prometheusNow("bridged", "sum(rate(gateway_bridged_total[5m]))"))
        .panel(
            panels
                .tile(
                    "Waiting in Kafka",
                    Unit.COUNT,
                    "Messages that the job has not read: pendingRecords of its source",
                    4)
                .prometheusNow("pending", "sum(" + OPERATOR + "pendingRecords)")
                .thresholds("#37872D", 10_000, "#E0B400", 100_000, "#C4162A"))
        .panel(
            panels
                .tile("Restarts of the job", Unit.COUNT, "Since it was submitted", 4)
                .prometheusNow("restarts", "sum(" + JOB + "numRestarts)")
                .thresholds("#37872D", 1, "#E0B400", 5, "#C4162A"))
        .panel(
            panels
                .tile("Last checkpoint", Unit.MILLISECONDS, "How long it took", 4)
                .prometheusNow("duration", "max(" + JOB + "lastCheckpointDuration)"))
        .panel(
            panels
                .tile(
                    "Points refused",
                    Unit.COUNT,
                    "Lines that InfluxDB will never take, in telemetry.deadletter.influx",
                    4)
                .prometheusNow("refused", "sum(" + OPERATOR + "pointsRejected)")
                .thresholds("#37872D", 1, "#C4162A"));
  }

  private void gateway(Page page) {
    page.row("Gateway")
        .panel(
            panels
                .trace(
                    "Messages",
                    Unit.PER_SECOND,
                    "Received from the broker, confirmed by Kafka, acknowledged to the broker",
                    12)
                .prometheus("received", "sum(rate(gateway_received_total[$__rate_interval]))")
                .prometheus("bridged", "sum(rate(gateway_bridged_total[$__rate_interval]))")
                .prometheus("acknowledged", "sum(rate(gateway_acked_total[$__rate_interval]))"))
        .panel(
            panels
                .trace("Dead letters by reason", Unit.PER_SECOND, "Messages refused", 12)
                .prometheus(
                    "{{reason}}",
                    "sum by (reason) (rate(gateway_dead_letters_total[$__rate_interval])) > 0"))
        .panel(
            panels
                .trace(
                    "Kafka's confirmation",
                    Unit.SECONDS,
                    "From a message's arrival to Kafka's confirmation, quantiles",
                    8)
                .defaults("{\"decimals\": 3}")
                .prometheus("{{quantile}}", "max by (quantile) (gateway_kafka_ack_seconds)"))
        .panel(
            panels
                .trace("In flight", Unit.COUNT, "Messages waiting for Kafka", 8)
                .prometheus("in flight", "sum(gateway_in_flight)"))
        .panel(
            panels
                .bars(
                    "Connections lost",
                    Unit.COUNT,
                    "Ended, taken over by the same client id, refused; sessions that the broker"
                        + " had lost; QoS 0 messages shed; messages left for the broker to repeat",
                    8)
                .prometheus("ended", "sum(increase(gateway_reconnects_total[$__rate_interval]))")
                .prometheus(
                    "taken over", "sum(increase(gateway_takeovers_total[$__rate_interval]))")
                .prometheus("refused", "sum(increase(gateway_refusals_total[$__rate_interval]))")
                .prometheus(
                    "sessions lost", "sum(increase(gateway_sessions_lost_total[$__rate_interval]))")
                .prometheus("shed", "sum(increase(gateway_shed_total[$__rate_interval]))")
                .prometheus(
                    "abandoned", "sum(increase(gateway_abandoned_total[$__rate_interval]))"));
  }

  private void flink(Page page) {
    page.row("Flink")
        .panel(
            panels
                .trace("Records in", Unit.PER_SECOND, "By task", 12)
                .prometheus(
                    "{{task_name}}", "sum by (task_name) (" + TASK + "numRecordsInPerSecond)"))
        .panel(
            panels
                .trace(
                    "Back pressure",
                    Unit.SHARE,
                    "Share of time in which a task could not emit; the next task is the slow one",
                    12)
                .prometheus(
                    "{{task_name}}",
                    "max by (task_name) (" + TASK + "backPressuredTimeMsPerSecond) / 1000"))
        .panel(
            panels
                .trace("Busy", Unit.SHARE, "Share of time in which a task worked", 8)
                .prometheus(
                    "{{task_name}}", "max by (task_name) (" + TASK + "busyTimeMsPerSecond) / 1000"))
        .panel(
            panels
                .trace("Checkpoints", Unit.MILLISECONDS, "Duration of the last one", 8)
                .prometheus("duration", "max(" + JOB + "lastCheckpointDuration)"))
        .panel(
            panels
                .bars("Checkpoints completed and failed", Unit.COUNT, "In each step", 8)
                .prometheus(
                    "completed", "sum(delta(" + JOB + "numberOfCompletedCheckpoints[$__interval]))")
                .prometheus(
                    "failed", "sum(delta(" + JOB + "numberOfFailedCheckpoints[$__interval]))"))
        .panel(
            panels
                .trace("Waiting in Kafka", Unit.COUNT, "pendingRecords of the job's source", 12)
                .prometheus("pending", "sum(" + OPERATOR + "pendingRecords)"))
        .panel(
            panels
                .trace("Heap", Unit.COUNT, "Used by TaskManagers", 12)
                .defaults("{\"unit\": \"bytes\", \"decimals\": 0}")
                .prometheus("{{tm_id}}", "flink_taskmanager_Status_JVM_Memory_Heap_Used"));
  }

  private void sinks(Page page) {
    page.row("Sinks")
        .panel(
            panels
                .trace("Points to InfluxDB", Unit.PER_SECOND, "Confirmed by the server", 8)
                .prometheus("points", "sum(rate(" + OPERATOR + "pointsWritten[$__rate_interval]))"))
        .panel(
            panels
                .trace("Batches to InfluxDB", Unit.PER_SECOND, "Requests, and those made again", 8)
                .prometheus(
                    "batches", "sum(rate(" + OPERATOR + "batchesWritten[$__rate_interval]))")
                .prometheus("retries", "sum(rate(" + OPERATOR + "writeRetries[$__rate_interval]))"))
        .panel(
            panels
                .bars("Points refused", Unit.COUNT, "By InfluxDB, for good", 8)
                .prometheus(
                    "refused", "sum(increase(" + OPERATOR + "pointsRejected[$__rate_interval]))"));
  }
}
