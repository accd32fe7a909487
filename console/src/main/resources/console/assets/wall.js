// A line on a wall: large, dark, nothing to touch; it keeps itself up to date.

import { h, put, setText } from "./dom.js";
import { figure } from "./figure.js";
import { atTime, duration, field, fixed, isKnown, onDay, reasonName } from "./format.js";
import { watch } from "./live.js";
import { parameters } from "./shell.js";
import { strip, useName } from "./strip.js";
import { t } from "./text.js";

const MOST_REASONS = 4;
const MOST_ALERTS = 3;
const wall = document.getElementById("wall");
const clock = h("p", { class: "wall-clock" });
const tenant = location.pathname.split("/")[2];
const line = location.pathname.split("/")[4];
let view = null;
let shape = null;

function tile(name, label) {
  const shown = figure(name);
  return {
    element: h("div", { class: `wall-tile wall-${name}` }, h("span", { class: "wall-label" }, label), shown.element),
    update: (figures) => shown.update(figures),
  };
}

function machineRow(machine) {
  const swatch = h("span", { "aria-hidden": "true" });
  const state = h("span", {});
  const time = strip();
  return {
    id: machine.id,
    element: h("li", {}, h("span", { class: "wall-machine", translate: "no" }, machine.name),
      h("span", { class: "wall-state" }, swatch, state), time.element),
    update(next) {
      swatch.className = `swatch use-${next.state ?? "unknown"}`;
      setText(state, next.state ? useName(next.state) : t("machines.no_data"));
      time.update(next.time);
    },
  };
}

function build(answer) {
  const [shown] = answer.lines;
  document.title = t("page.title", shown.name);
  const tiles = [
    tile("oee", t("kpi.oee")), tile("good_per_h", t("kpi.good")), tile("good_today", t("wall.good_today")),
    tile("scrap_ratio", t("wall.scrap")), tile("kw_now", t("kpi.power_now")), tile("coverage", t("kpi.coverage")),
  ];
  const factors = h("p", { class: "wall-factors" });
  tiles[0].element.append(factors);
  const machines = shown.machines.map(machineRow);
  const alerts = h("div", { class: "wall-alerts" });
  const reasons = h("ol", { class: "wall-reasons" });
  put(wall,
    h("header", { class: "wall-head" },
      h("div", {}, h("p", { class: "wall-tenant", translate: "no" }, answer.subject.tenantName),
        h("h1", { translate: "no" }, shown.name)), clock),
    alerts,
    h("section", { class: "wall-tiles", "aria-label": t("plant.now") }, tiles.map((one) => one.element)),
    h("div", { class: "wall-below" },
      h("section", {}, h("h2", {}, t("wall.machines")),
        h("ul", { class: "wall-machines" }, machines.map((one) => one.element))),
      h("section", {}, h("h2", {}, t("wall.downtime")), reasons)));
  return (next) => {
    const now = next.lines[0];
    tiles.forEach((one) => one.update(next.live));
    setText(factors, ["availability", "effectiveness", "quality"].map((name) =>
      `${field(name).label} ${isKnown(next.live[name]) ? fixed(next.live[name] * 100, 0) : "–"}`).join(" · "));
    machines.forEach((one) => one.update(now.machines.find((machine) => machine.id === one.id)));
    const active = next.alerts.filter((alert) => alert.clearedAt === null).slice(0, MOST_ALERTS);
    alerts.replaceChildren(...active.map((alert) =>
      h("p", { class: `wall-alert badge-${alert.severity}` }, alert.text)));
    reasons.replaceChildren(...(next.downtime.length === 0
      ? [h("li", { class: "wall-none" }, t("downtime.none"))]
      : next.downtime.slice(0, MOST_REASONS).map(({ reason, seconds }) =>
        h("li", {}, h("span", {}, reasonName(reason)), h("span", { class: "num" }, duration(seconds))))));
  };
}

function show(answer) {
  const next = JSON.stringify([answer.subject, answer.lines.map((one) => one.machines.map(({ id, name }) => [id, name]))]);
  if (next !== shape) {
    view = build(answer);
    shape = next;
  }
  view(answer);
}

function tick() {
  setText(clock, t("format.day_time", onDay(Date.now()), atTime(Date.now())));
}
tick();
setInterval(tick, 1000);

watch(() => {
  const asked = new URLSearchParams({ range: "8h" });
  if (parameters.get("origin")) asked.set("origin", parameters.get("origin"));
  return `/api/tenants/${tenant}/lines/${line}?${asked}`;
}, show);
