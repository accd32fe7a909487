#!/bin/bash
# The job in application mode: it goes on from its newest checkpoint, or from the savepoint that
# FLINK_SAVEPOINT names. It ends with the job, so `flink stop` also ends this container.
set -euo pipefail
arguments=(start-foreground --job-classname hk.innopark.jobs.TelemetryJob)
if [ -n "${FLINK_SAVEPOINT:-}" ]; then
  arguments+=(--fromSavepoint "$FLINK_SAVEPOINT")
fi
exec /opt/flink/bin/standalone-job.sh "${arguments[@]}" \
  -D "jobmanager.memory.process.size=${FLINK_JOBMANAGER_MEMORY:-1600m}" \
  -D "parallelism.default=${FLINK_PARALLELISM:-2}"
