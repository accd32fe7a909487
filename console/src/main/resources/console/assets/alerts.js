// Alerts: what is wrong now, and what was wrong in the last 24 hours.

import { h, put } from "./dom.js";
import { atTime, duration, moment, onDay } from "./format.js";
import { keepingOrigin } from "./shell.js";
import { named, t } from "./text.js";

const SEVERITIES = ["critical", "warning", "notice"];
const shownFor = new WeakMap();

/** Builds a place's content again only where it differs from what stands there. */
function putWhereNew(place, content, build) {
  const text = JSON.stringify(content);
  if (shownFor.get(place) !== text) {
    shownFor.set(place, text);
    put(place, ...build());
  }
}

/** How long it has lasted; an active alert lasts until now. */
function lasted(alert, now) {
  const until = alert.clearedAt ?? now;
  return duration(Math.max(0, until - alert.since) / 1000);
}

/** A day is said once. */
function fromTo(from, to, now) {
  const until = onDay(from) === onDay(to) ? atTime(to) : moment(to, now);
  return t("range.from_to", moment(from, now), until);
}

function item(alert, now) {
  const active = alert.clearedAt === null;
  return h("li", { class: active ? "alert active" : "alert" },
    h("span", { class: `badge ${active ? `badge-${alert.severity}` : "badge-over"}` },
      active ? named("severity", alert.severity) : t("alerts.over")),
    h("p", { class: "alert-text" }, alert.text),
    h("p", { class: "alert-when" },
      active ? t("alerts.since", moment(alert.since, now)) : fromTo(alert.since, alert.clearedAt, now),
      h("span", { class: "alert-lasted" }, lasted(alert, now))));
}

/** Fills a place with the alerts of a tenant or line, active ones first. */
export function alertList(place, alerts, now) {
  putWhereNew(place, [alerts, Math.floor(now / 60_000)], () =>
    alerts.length === 0
      ? [h("p", { class: "empty-line" }, t("alerts.none_24_h"))]
      : [h("div", { class: "alerts", tabindex: "0", role: "region", "aria-label": t("alerts.label") },
        h("ul", {}, alerts.map((alert) => item(alert, now))))]);
}

/** Fills a place with the tenants that have active alerts, worst first. */
export function alertCounts(place, tenants) {
  const order = SEVERITIES;
  const troubled = tenants
    .filter((tenant) => tenant.alerts.active > 0)
    .sort((a, b) => order.indexOf(a.alerts.worst) - order.indexOf(b.alerts.worst)
      || b.alerts.active - a.alerts.active);
  putWhereNew(place, troubled.map((tenant) => [tenant.id, tenant.name, tenant.alerts]), () => [
    h("h2", {}, t("panel.alerts")),
    troubled.length === 0
      ? h("p", { class: "alert-none" }, t("alerts.none_active"))
      : h("ul", { class: "alert-counts" }, troubled.map((tenant) =>
        h("li", {},
          h("a", { class: "alert-count", href: keepingOrigin(`/tenants/${tenant.id}`) },
            h("span", { class: `badge badge-${tenant.alerts.worst}` }, String(tenant.alerts.active)),
            tenant.name,
            h("span", { class: "visually-hidden" },
              t("alerts.count", tenant.alerts.active, named("severity", tenant.alerts.worst))))))),
  ]);
}
