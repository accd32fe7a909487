#!/bin/bash
# The first start is set up by DOCKER_INFLUXDB_INIT_…; _FILE names a file for username, password and
# token. What begins with a hyphen is taken for an option by `influx setup`, and the setup fails.
set -euo pipefail
if [ "${1:-}" != influxd ]; then exec "$@"; fi
for name in USERNAME PASSWORD ADMIN_TOKEN; do
  file=DOCKER_INFLUXDB_INIT_${name}_FILE
  if [ -n "${!file:-}" ]; then export "DOCKER_INFLUXDB_INIT_$name=$(cat "${!file}")"; fi
  variable=DOCKER_INFLUXDB_INIT_$name
  case ${!variable:-} in -*) echo "Error: unknown shorthand flag in --${name,,}" >&2; exit 1 ;; esac
done
exec "$@"
