#!/bin/bash
# A bucket for each tenant of the registry, and tokens, one a file: job (writes), console (reads all),
# hkstp (reads bucket hkstp), tenant-{id} (reads its bucket). Does nothing where the tenants are those
# of last time; where they are not, every token is a new one: restart jobmanager, console and grafana.
# InfluxQL finds a bucket as the database of its name, without further mapping (InfluxDB 2.3 and later).
set -euo pipefail
umask 022
tokens=${TOKENS:-/opt/innopark/tokens}
registry=${REGISTRY_FILE:-/opt/innopark/registry/registry.yaml}
retention=${INFLUX_RETENTION:-400d}
INFLUX_TOKEN=$(cat /run/secrets/influxdb-admin-token)
export INFLUX_TOKEN INFLUX_HOST=${INFLUX_HOST:-http://influxdb:8086} INFLUX_ORG=${INFLUX_ORG:-innopark}
export INFLUX_CONFIGS_PATH=/tmp/influx-configs

tenants=$(awk '/^[a-z]/ { inside = ($1 == "tenants:") } inside && /^(  )?- +"?id"?:/ { sub(/.*id"?: */, ""); gsub(/"/, ""); print }' "$registry" | sort)
[ -n "$tenants" ] || { echo "influxdb: no tenant in $registry" >&2; exit 1; }
if [ -s "$tokens/tenants" ] && [ "$(cat "$tokens/tenants")" = "$tenants" ]; then
  echo "influxdb: nothing has changed"
  exit 0
fi

bucket() { # name: its id, made where it is missing
  local id
  id=$(influx bucket list --name "$1" --hide-headers 2>/dev/null | awk '{ print $1 }' || true)
  if [ -z "$id" ]; then
    id=$(influx bucket create --name "$1" --retention "$retention" --hide-headers | awk '{ print $1 }')
  fi
  echo "$id"
}

token() { # name, permissions…: a new one, then the old ones of the name are taken back
  local name=$1 old
  shift
  old=$(influx auth list --hide-headers | awk -F'\t' -v name="innopark-$name" '$2 == name { print $1 }')
  influx auth create --description "innopark-$name" "$@" --json |
    sed -n 's/.*"token": *"\([^"]*\)".*/\1/p' >"$tokens/$name.new"
  [ -s "$tokens/$name.new" ] || { echo "influxdb: no token for $name" >&2; exit 1; }
  mv "$tokens/$name.new" "$tokens/$name"
  for id in $old; do
    influx auth delete --id "$id" >/dev/null
  done
}

hkstp=$(bucket hkstp)
write=(--write-bucket "$hkstp")
read=(--read-bucket "$hkstp")
for tenant in $tenants; do
  id=$(bucket "tenant-$tenant")
  write+=(--write-bucket "$id")
  read+=(--read-bucket "$id")
  token "tenant-$tenant" --read-bucket "$id"
done
token job "${write[@]}"
token console "${read[@]}"
token hkstp --read-bucket "$hkstp"
echo "$tenants" >"$tokens/tenants"
echo "influxdb: $(echo "$tenants" | wc -l) tenants"
