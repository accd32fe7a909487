#!/bin/bash
# Formats the data folder where it is new, then starts the node. The users of the secret file are
# added to the settings in memory only.
set -euo pipefail
umask 077
settings=/run/kafka/server.properties
cat /etc/kafka/innopark/server.properties /run/secrets/kafka-users.properties >"$settings"
/opt/kafka/bin/kafka-storage.sh format --ignore-formatted \
  --cluster-id "$(cat /run/secrets/kafka-cluster-id)" --config "$settings"
exec /opt/kafka/bin/kafka-server-start.sh "$settings"
