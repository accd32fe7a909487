#!/bin/bash
# [-name NAME] [-loggc] CLASS ARGUMENTS… with the environment that the original reads. With -loggc
# the garbage collector's log goes to LOG_DIR: up to ten files of 100 MB.
base=$(cd "$(dirname "$0")/.." && pwd)
LOG_DIR=${LOG_DIR:-$base/logs}
if [ -z "${KAFKA_LOG4J_OPTS:-}" ]; then
  KAFKA_LOG4J_OPTS="-Dlog4j2.configurationFile=$base/config/tools-log4j2.properties"
else
  mkdir -p "$LOG_DIR"
fi
name=kafka
while :; do
  case ${1:-} in
    -name) name=$2; shift 2 ;;
    -loggc)
      KAFKA_GC_LOG_OPTS=${KAFKA_GC_LOG_OPTS:-"-Xlog:gc*:file=$LOG_DIR/$name-gc.log:time,tags:filecount=10,filesize=100M"}
      shift ;;
    *) break ;;
  esac
done
performance=${KAFKA_JVM_PERFORMANCE_OPTS:-"-server -XX:+UseG1GC -XX:MaxGCPauseMillis=20 -XX:InitiatingHeapOccupancyPercent=35 -XX:+ExplicitGCInvokesConcurrent -Djava.awt.headless=true"}
# shellcheck disable=SC2086  # each is several arguments
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" ${KAFKA_HEAP_OPTS:--Xmx256M} $performance ${KAFKA_GC_LOG_OPTS:-} \
  "-Dkafka.logs.dir=$LOG_DIR" $KAFKA_LOG4J_OPTS -cp "$base/libs/*" ${KAFKA_OPTS:-} "$@"
