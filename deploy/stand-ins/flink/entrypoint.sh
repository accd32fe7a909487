#!/usr/bin/env bash
# What the original does before the command: jemalloc, plugins, addresses into conf/config.yaml.
jemalloc=/usr/lib/$(uname -m)-linux-gnu/libjemalloc.so
if [ "${DISABLE_JEMALLOC:-false}" = false ]; then
  if [ -f "$jemalloc" ]; then export LD_PRELOAD=$LD_PRELOAD:$jemalloc; else echo "WARNING: no jemalloc"; fi
fi
for plugin in ${ENABLE_BUILT_IN_PLUGINS//;/ }; do
  [ -e "$FLINK_HOME/opt/$plugin" ] || { echo "Plugin $plugin does not exist. Exiting."; exit 1; }
  mkdir -p "$FLINK_HOME/plugins/${plugin%.jar}"
  ln -fs "$FLINK_HOME/opt/$plugin" "$FLINK_HOME/plugins/${plugin%.jar}"
done
settings=("-Djobmanager.rpc.address=${JOB_MANAGER_RPC_ADDRESS:-$(hostname -f)}" -Dblob.server.port=6124 -Dquery.server.port=6125)
[ -z "$TASK_MANAGER_NUMBER_OF_TASK_SLOTS" ] || settings+=("-Dtaskmanager.numberOfTaskSlots=$TASK_MANAGER_NUMBER_OF_TASK_SLOTS")
"$FLINK_HOME/bin/config-parser-utils.sh" "$FLINK_HOME/conf" "$FLINK_HOME/bin" "$FLINK_HOME/lib" "${settings[@]}"
case $1 in
  jobmanager) exec "$FLINK_HOME/bin/jobmanager.sh" start-foreground "${@:2}" ;;
  standalone-job) exec "$FLINK_HOME/bin/standalone-job.sh" start-foreground "${@:2}" ;;
  history-server) exec "$FLINK_HOME/bin/historyserver.sh" start-foreground "${@:2}" ;;
  taskmanager) exec "$FLINK_HOME/bin/taskmanager.sh" start-foreground "${@:2}" ;;
  *) exec "$@" ;;
esac
