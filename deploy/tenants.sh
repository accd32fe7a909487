#!/usr/bin/env bash
# Makes the tenants of a registry file known everywhere, without a restart: registry, users of the
# broker, logins, buckets, tokens, Grafana's organisations. Can be run again at any time. Without a
# file: what the registry has now, as after machines were added on the page.
#
#   deploy/tenants.sh [plants.yaml]
#
# COMPOSE (default: docker compose) runs the services; WITHOUT names those that are not there.
set -euo pipefail
[ $# -le 1 ] || { echo "tenants.sh: name one registry file" >&2; exit 2; }
if [ $# -eq 1 ]; then
  [ -r "$1" ] || { echo "tenants.sh: $1 cannot be read" >&2; exit 2; }
  REGISTRY_FILE=$(realpath "$1")
  export REGISTRY_FILE
fi
cd "$(dirname "${BASH_SOURCE[0]}")/.."

once() {
  # shellcheck disable=SC2086  # a command and its options
  case " ${WITHOUT:-} " in *" $1 "*) ;; *) ${COMPOSE:-docker compose} run --rm --no-deps "$@" ;; esac
}
if [ $# -eq 1 ]; then once registry-import registry import /opt/innopark/import.yaml; fi
# the import applies six to seven minutes later: by then a tenant's bucket is there
for service in broker-credentials broker-users gateway-topics tenant-logins influx-provision tokens-share grafana-provision; do
  once "$service"
done
