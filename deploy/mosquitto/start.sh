#!/bin/sh
# Starts Mosquitto with the users of a secret file, a line "name:password" each: they are hashed
# into memory, so that the broker's volume never holds a password.
set -eu
umask 077
users=${MQTT_USERS_FILE:-/run/secrets/mqtt-users}
passwords=${MQTT_PASSWORDS:-/run/mosquitto/passwords}
[ -s "$users" ] || { echo "mosquitto: $users is missing or empty: run deploy/secrets.sh" >&2; exit 2; }
cp "$users" "$passwords"
mosquitto_passwd -U "$passwords"
exec mosquitto -c "${1:-/mosquitto/config/compose.conf}"
