#!/usr/bin/env bash
# Makes every secret of docker-compose.yml that is not there yet, one a file, under secrets/ beside
# docker-compose.yml. To replace one, remove its file, run this again and follow docs/runbook.md.
# The folder is for its owner alone. The files in it are readable by any user of a container, since
# compose mounts them as they are and each container's user is another one.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
folder=${1:-secrets}
command -v openssl >/dev/null || { echo "secrets.sh: openssl is missing" >&2; exit 1; }
umask 077
mkdir -p "$folder"

# no hyphen: at the beginning it would be taken for an option, as by `influx setup`
random() { openssl rand -base64 33 | tr -d '\n' | tr '+/' '__'; }

before=$(find "$folder" -type f | wc -l)
keep() { # file: what standard input says, where there is none
  if [ -s "$folder/$1" ]; then
    cat >/dev/null
    return
  fi
  cat >"$folder/$1.new"
  chmod 0444 "$folder/$1.new"
  mv "$folder/$1.new" "$folder/$1"
}

for name in postgres-superuser postgres-registrar postgres-onboarder postgres-writer postgres-auditor postgres-tenant \
  postgres-console postgres-notifier postgres-relay \
  kafka-admin kafka-gateway kafka-flink kafka-watch kafka-notifier kafka-relay influxdb-admin influxdb-admin-token grafana-admin \
  mqtt-gateway mqtt-operator mqtt-notifier; do
  random | keep "$name"
done

# webhooks' secrets, {tenant}/{channel}, and the mail server's password are yours to put there
mkdir -p "$folder/webhooks"
chmod 0755 "$folder/webhooks"
[ -e "$folder/smtp-password" ] || printf '' | keep smtp-password

openssl rand 16 | openssl base64 -A | tr '+/' '__' | tr -d '=' | keep kafka-cluster-id

sasl() { # user
  printf 'security.protocol=SASL_PLAINTEXT\nsasl.mechanism=PLAIN\n'
  printf 'sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required username="%s" password="%s";\n' \
    "$1" "$(cat "$folder/kafka-$1")"
}
rm -f "$folder/kafka-users.properties"
{
  printf 'listener.name.client.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required username="admin" password="%s"' \
    "$(cat "$folder/kafka-admin")"
  for user in admin gateway flink watch notifier relay; do
    printf ' user_%s="%s"' "$user" "$(cat "$folder/kafka-$user")"
  done
  printf ';\n'
} | keep kafka-users.properties
for user in admin gateway flink watch notifier relay; do
  rm -f "$folder/kafka-$user.properties"
  sasl "$user" | keep "kafka-$user.properties"
done

# an authority of its own; devices trust ca.crt
if [ ! -s "$folder/ca.key" ]; then
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 -sha256 \
    -subj "/CN=INNOPARK telemetry CA" -keyout "$folder/ca.key" -out "$folder/ca.crt" 2>/dev/null
  chmod 0400 "$folder/ca.key"
fi
chmod 0444 "$folder/ca.crt"
if [ ! -s "$folder/mqtt-server.key" ]; then
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -sha256 \
    -subj "/CN=${MQTT_NAME:-localhost}" -keyout "$folder/mqtt-server.key.new" \
    -out "$folder/mqtt-server.csr" 2>/dev/null
  # where the port is published, if at one address
  address=${INNOPARK_BIND:-127.0.0.1}
  case $address in 0.0.0.0 | ::) address=127.0.0.1 ;; esac
  printf 'subjectAltName=DNS:%s,DNS:mosquitto,DNS:localhost,IP:127.0.0.1,IP:%s\nextendedKeyUsage=serverAuth\n' \
    "${MQTT_NAME:-localhost}" "$address" >"$folder/mqtt-server.ext"
  openssl x509 -req -in "$folder/mqtt-server.csr" -CA "$folder/ca.crt" -CAkey "$folder/ca.key" \
    -CAcreateserial -days 825 -sha256 -extfile "$folder/mqtt-server.ext" \
    -out "$folder/mqtt-server.crt" 2>/dev/null
  rm -f "$folder/mqtt-server.csr" "$folder/mqtt-server.ext" "$folder/ca.srl"
  chmod 0444 "$folder/mqtt-server.key.new" "$folder/mqtt-server.crt"
  mv "$folder/mqtt-server.key.new" "$folder/mqtt-server.key"
fi

after=$(find "$folder" -type f | wc -l)
echo "secrets.sh: $((after - before)) new in $folder/, $after in all"
