#!/bin/bash
set -euo pipefail
exec /opt/flink/bin/taskmanager.sh start-foreground \
  -D "taskmanager.host=$(hostname -i | cut -d' ' -f1)" \
  -D "taskmanager.memory.process.size=${FLINK_TASKMANAGER_MEMORY:-2g}" \
  -D "taskmanager.numberOfTaskSlots=${FLINK_SLOTS:-2}"
