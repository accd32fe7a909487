#!/bin/sh
# Alertmanager with the receivers that the environment names:
#   ALERT_WEBHOOK                        a URL to which each notification is posted
#   ALERT_EMAIL, ALERT_SMTP, ALERT_SMTP_FROM   an address; host:port of the mail server; the sender
# Where neither is named it runs, shows what is wrong on its page, and tells nobody.
set -eu
umask 077
config=/tmp/alertmanager.yml
cp /etc/alertmanager/innopark/alertmanager.yml "$config"
{
  echo "receivers:"
  echo "  - name: operators"
  if [ -n "${ALERT_WEBHOOK:-}" ]; then
    printf '    webhook_configs: [{url: "%s", send_resolved: true}]\n' "$ALERT_WEBHOOK"
  fi
  if [ -n "${ALERT_EMAIL:-}" ]; then
    for key in ALERT_SMTP ALERT_SMTP_FROM; do
      eval "[ -n \"\${$key:-}\" ]" || { echo "alertmanager: ALERT_EMAIL is set and $key is not" >&2; exit 2; }
    done
    printf '    email_configs: [{to: "%s", from: "%s", smarthost: "%s", send_resolved: true}]\n' \
      "$ALERT_EMAIL" "$ALERT_SMTP_FROM" "$ALERT_SMTP"
  fi
} >>"$config"
[ -n "${ALERT_WEBHOOK:-}${ALERT_EMAIL:-}" ] ||
  echo "alertmanager: nobody is told: set ALERT_WEBHOOK or ALERT_EMAIL" >&2
exec alertmanager --config.file="$config" --storage.path=/alertmanager --cluster.listen-address=
