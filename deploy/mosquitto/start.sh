#!/bin/sh
# Starts Mosquitto with the servers' users (gateway, operator, notifier; passwords from secrets) and those of the
# registry's machines (hashes from the volume that broker-users fills), and takes over the latter
# again when they change, without a restart. Passwords are hashed into memory: the broker's volume
# never holds one.
set -eu
umask 077
secrets=${MQTT_SECRETS:-/run/secrets}
users=${MQTT_USERS:-/mosquitto/users}
run=${MQTT_RUN:-/run/mosquitto}
config=${MQTT_CONFIG:-/mosquitto/config}

for user in gateway operator notifier; do
  [ -s "$secrets/mqtt-$user" ] || { echo "mosquitto: $secrets/mqtt-$user is missing or empty: run deploy/secrets.sh" >&2; exit 2; }
done
head -c 24 /dev/urandom | base64 | tr -d '\n' | tr '+/' '__' >"$run/health"
{
  for user in gateway operator notifier; do
    printf '%s:%s\n' "$user" "$(cat "$secrets/mqtt-$user")"
  done
  # for the health check: may do nothing
  printf 'health:%s\n' "$(cat "$run/health")"
} >"$run/servers"
mosquitto_passwd -U "$run/servers"

take_over() {
  { cat "$run/servers"; sed '/^gateway:/d; /^notifier:/d' "$users/passwords"; } >"$run/passwords.new"
  cat "$config/acl" "$users/acl" >"$run/acl.new"
  mv "$run/passwords.new" "$run/passwords"
  mv "$run/acl.new" "$run/acl"
}

# passwords and rights differ between times: when either file is another one, both are new
stamp() { ls -li "$users/passwords" "$users/acl"; }

taken=$(stamp)
take_over
mosquitto -c "${1:-$config/compose.conf}" &
broker=$!
trap 'kill -TERM $broker' TERM INT
while kill -0 $broker 2>/dev/null; do
  if [ "$(stamp)" != "$taken" ]; then
    sleep 1
    taken=$(stamp)
    take_over
    kill -HUP $broker
    echo "mosquitto: users of the registry have changed"
  fi
  sleep 2 &
  wait $! || true
done
wait $broker
