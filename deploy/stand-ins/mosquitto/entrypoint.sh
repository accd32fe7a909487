#!/bin/sh
# As root the original gives /mosquitto to its user; otherwise it does nothing.
set -e
[ "$(id -u)" != 0 ] || chown -R mosquitto:mosquitto /mosquitto || true
exec "$@"
