#!/bin/bash
# InfluxDB's own entry point, with the secrets of deploy/secrets.sh for its first start.
set -euo pipefail
export DOCKER_INFLUXDB_INIT_MODE=setup
export DOCKER_INFLUXDB_INIT_USERNAME=admin
export DOCKER_INFLUXDB_INIT_ORG=innopark
export DOCKER_INFLUXDB_INIT_BUCKET=hkstp
DOCKER_INFLUXDB_INIT_PASSWORD=$(cat /run/secrets/influxdb-admin)
DOCKER_INFLUXDB_INIT_ADMIN_TOKEN=$(cat /run/secrets/influxdb-admin-token)
export DOCKER_INFLUXDB_INIT_PASSWORD DOCKER_INFLUXDB_INIT_ADMIN_TOKEN
exec /entrypoint.sh influxd --reporting-disabled
