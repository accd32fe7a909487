#!/usr/bin/env bash
# Replaces every token of InfluxDB while everything runs: job and console read theirs again, Grafana's
# sources are written. The old ones stay valid beside the new ones for OVERLAP (default PT1H) and are
# revoked by the next run after that, also by `deploy/rotate.sh --revoke`, which replaces none.
#
# COMPOSE (default: docker compose) runs the services; WITHOUT names those that are not there.
set -euo pipefail
renew=(--rotate)
case ${1:-} in
  "") ;;
  --revoke) renew=() ;;
  *) echo "rotate.sh: $1 is not known; --revoke is all that there is" >&2; exit 2 ;;
esac
cd "$(dirname "${BASH_SOURCE[0]}")/.."

once() {
  # shellcheck disable=SC2086  # a command and its options
  case " ${WITHOUT:-} " in *" $1 "*) ;; *) ${COMPOSE:-docker compose} run --rm --no-deps "$@" ;; esac
}
once influx-provision influx provision --tokens /opt/innopark/tokens \
  --retention "${INFLUX_RETENTION:-P400D}" --overlap "${OVERLAP:-PT1H}" "${renew[@]}"
once tokens-share
once grafana-provision
