#!/bin/bash
# jobmanager: the job in application mode. It goes on from its newest checkpoint, or from the savepoint
# that FLINK_SAVEPOINT names, and ends with the job, so `flink stop` also ends this container.
# taskmanager: room for the job.
# Both start by the image's own entry point, which brings jemalloc and writes addresses into
# conf/config.yaml: so conf is a volume, filled at each start with what the image holds.
set -euo pipefail
cp -r --remove-destination /opt/flink/settings/. /opt/flink/conf/
case ${1:-} in
  jobmanager)
    arguments=(standalone-job --job-classname hk.innopark.jobs.TelemetryJob)
    if [ -n "${FLINK_SAVEPOINT:-}" ]; then
      # of a release before: what a step kept that is no more is left behind
      arguments+=(--fromSavepoint "$FLINK_SAVEPOINT" --allowNonRestoredState)
    fi
    arguments+=(-D "jobmanager.memory.process.size=${FLINK_JOBMANAGER_MEMORY:-1600m}"
      -D "parallelism.default=${FLINK_PARALLELISM:-2}")
    ;;
  taskmanager)
    arguments=(taskmanager -D "taskmanager.host=$(hostname -i | cut -d' ' -f1)"
      -D "taskmanager.memory.process.size=${FLINK_TASKMANAGER_MEMORY:-2g}"
      -D "taskmanager.numberOfTaskSlots=${FLINK_SLOTS:-2}")
    ;;
  *)
    echo "start.sh: jobmanager or taskmanager" >&2
    exit 2
    ;;
esac
exec /docker-entrypoint.sh "${arguments[@]}"
