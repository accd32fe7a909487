// Alerts with who was told of them; acknowledging them.

import { h, put } from "./dom.js";
import { atStamp, duration } from "./format.js";
import { change, request, session } from "./session.js";
import { showProblem } from "./shell.js";
import { listed, named, t } from "./text.js";

const place = document.getElementById("alert-log");
const state = document.getElementById("state");
const wantedKey = location.pathname.split("/")[2] ?? null;

/** Who was told, in one line each; what was tried below it. */
function delivery(one) {
  const when = one.settled_at ?? one.due_at;
  const tries = one.tries.length > 1 || one.tries.some((each) => each.outcome !== "sent")
    ? h("ul", { class: "tries" }, one.tries.map((each) =>
      h("li", {}, t("alert_log.try", atStamp(each.at), named("delivery_outcome", each.outcome), each.took_ms),
        each.detail ? h("span", { class: "when", lang: "en" }, each.detail) : null)))
    : null;
  return h("li", { translate: "no" },
    h("span", { class: one.status === "failed" ? "badge badge-critical" : "badge badge-over" }, named("delivery_status", one.status)), " ",
    t("alert_log.delivery", one.kind ? `${one.channel} (${one.kind})` : one.channel,
      named("delivery_change", one.change), atStamp(when)),
    one.held ? h("span", { class: "when" }, t("alert_log.after_quiet")) : null,
    one.detail ? h("span", { class: "when", lang: "en" }, one.detail) : null,
    tries);
}

function acknowledgement(alert, mayAcknowledge, redraw) {
  if (alert.acknowledged_at !== null) {
    return h("p", { class: "alert-when", translate: "no" },
      t("alert_log.acknowledged", alert.acknowledged_by, atStamp(alert.acknowledged_at)),
      alert.note ? h("span", { class: "when" }, alert.note) : null);
  }
  if (!mayAcknowledge) return h("p", { class: "alert-when" }, t("alert_log.not_acknowledged"));
  const note = h("input", { type: "text", maxlength: "500", placeholder: t("alert_log.note"),
    "aria-label": t("alert_log.note_on", alert.text) });
  const button = h("button", { type: "button", class: "button touch", onclick: acknowledge,
    "aria-label": t("alert_log.acknowledge_what", alert.text) }, t("alert_log.acknowledge"));
  async function acknowledge() {
    button.disabled = true;
    try {
      redraw(await change(`/api/alerts/${alert.key}/acknowledgement`, { note: note.value || null }));
      showProblem(null);
    } catch (error) {
      showProblem(error.message);
      button.disabled = false;
    }
  }
  return h("div", { class: "acknowledge" }, note, button);
}

function item(alert, mayAcknowledge) {
  const active = alert.state === "active";
  const box = h("li", { class: "panel logged-alert", id: alert.key });
  const until = alert.cleared_at ?? Date.now();
  put(box,
    h("div", { class: "logged-head" },
      h("span", { class: `badge ${active ? `badge-${alert.severity}` : "badge-over"}` },
        active ? named("severity", alert.severity) : t("alerts.over")),
      h("h2", {}, h("a", { href: `/alerts/${alert.key}` }, alert.text))),
    h("p", { class: "alert-when", translate: "no" },
      [alert.tenant, alert.line, alert.machine].filter(Boolean).join(" · "),
      " · ",
      alert.cleared_at
        ? t("alert_log.from_to", atStamp(alert.since), atStamp(alert.cleared_at))
        : t("alert_log.since", atStamp(alert.since)),
      ` · ${duration(Math.max(0, until - alert.since) / 1000)}`,
      alert.origin === "real" ? "" : ` · ${t("alert_log.simulated", alert.origin)}`),
    acknowledgement(alert, mayAcknowledge, (next) => box.replaceWith(item(next, mayAcknowledge))),
    alert.deliveries.length === 0
      ? h("p", { class: "alert-when" }, t("alert_log.no_rule"))
      : h("details", wantedKey ? { open: true } : {},
        h("summary", {}, told(alert)),
        h("ul", { class: "deliveries" }, alert.deliveries.map(delivery))));
  return box;
}

function told(alert) {
  const count = (status) => alert.deliveries.filter((one) => one.status === status).length;
  return listed(["sent", "waiting", "sending", "failed", "cancelled"]
    .filter((status) => count(status) > 0)
    .map((status) => t("alert_log.told", named("delivery_status", status), count(status))));
}

async function start() {
  const { acknowledge } = await session();
  if (wantedKey) {
    put(place, h("ul", { class: "alert-log" }, item(await request(`/api/alerts/${wantedKey}`), acknowledge)),
      h("p", {}, h("a", { href: "/alerts" }, t("alert_log.all_alerts"))));
    return;
  }
  const list = h("ul", { class: "alert-log" });
  const none = h("p", { class: "empty-line", hidden: true }, t("alert_log.none"));
  const more = h("button", { type: "button", class: "button", onclick: () => load(false) }, t("pager.older"));
  let next = null;
  async function load(anew) {
    more.disabled = true;
    const asked = new URLSearchParams({ limit: "50" });
    if (state.value) asked.set("state", state.value);
    if (!anew && next) asked.set("cursor", next);
    try {
      const page = await request(`/api/alerts?${asked}`);
      if (anew) list.replaceChildren();
      list.append(...page.items.map((alert) => item(alert, acknowledge)));
      next = page.next;
      more.hidden = !next;
      none.hidden = list.children.length > 0;
    } catch (error) {
      showProblem(error.message);
    }
    more.disabled = false;
  }
  const wanted = new URLSearchParams(location.search).get("state");
  if (wanted) state.value = wanted;
  state.addEventListener("change", () => {
    history.replaceState(null, "", state.value ? `?state=${state.value}` : location.pathname);
    load(true);
  });
  await load(true);
  put(place, list, none, h("div", { class: "pager" }, more));
}

start().catch((error) => showProblem(error.message));
