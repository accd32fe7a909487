// All tenants' devices, gateways and checkpoints, for who runs the platform.

import { h, put } from "./dom.js";
import { dayAndTime, duration, fixed, significant } from "./format.js";
import { plainTable } from "./parts.js";
import { request } from "./session.js";
import { showProblem } from "./shell.js";
import { named, t } from "./text.js";

const place = document.getElementById("platform");

function refusals(counts) {
  if (counts.length === 0) return "–";
  return h("ul", {}, counts.map((one) => h("li", {},
    h("code", { translate: "no" }, one.reason), ` × ${one.count}`,
    h("span", { class: "when" }, named("todo", one.reason.toLowerCase())))));
}

function row(tenant) {
  return h("tr", {},
    h("th", { scope: "row" }, h("a", { href: `/tenants/${tenant.id}/devices`, translate: "no" }, tenant.name)),
    h("td", { class: "right" }, String(tenant.speaking)),
    h("td", { class: "right" }, String(tenant.silent.length),
      tenant.silent.length > 0 ? h("span", { class: "when", translate: "no" }, tenant.silent.slice(0, 5).join(", ")) : null),
    h("td", { class: "right" }, String(tenant.never)),
    h("td", {}, tenant.newest === null ? "–" : dayAndTime(tenant.newest)),
    h("td", { class: "wrap refusals" }, refusals(tenant.refused)));
}

/** Heartbeats come each two seconds, checkpoints each few; beyond these something is wrong. */
const HEARTBEAT_LATE_MS = 15_000;
const CHECKPOINT_LATE_MS = 10 * 60_000;
const CLOCK_OFF_MS = 1_000;

const ago = (now, at) => t("platform.ago", duration(Math.max(0, now - at) / 1000));
const late = (isLate, text) => h("span", { class: isLate ? "warn" : null }, text);

function seconds(millis) {
  return t("platform.seconds", millis >= 10_000 ? fixed(millis / 1000, 0) : significant(millis / 1000, 2));
}

function bytes(count) {
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  let scaled = count;
  let unit = 0;
  for (; scaled >= 1024 && unit < units.length - 1; unit++) scaled /= 1024;
  return `${unit === 0 ? fixed(scaled, 0) : significant(scaled, 3)} ${units[unit]}`;
}

function clockOffset(gateway) {
  const off = gateway.clockOffsetMillis;
  // half the time of the answer is all that can be known
  if (Math.abs(off) <= gateway.withinMillis) return t("platform.clock_same", gateway.withinMillis);
  return late(Math.abs(off) > CLOCK_OFF_MS,
    t(off > 0 ? "platform.clock_ahead" : "platform.clock_behind", seconds(Math.abs(off))));
}

const NUMBERS = ["speaking", "silent", "never", "size", "took", "completed", "failed"];

function table(caption, columns, rows) {
  return plainTable(caption, columns.map((name) =>
    h("th", { scope: "col", class: NUMBERS.includes(name) ? "right" : null }, t(`platform.${name}`))), rows);
}

function gatewayRow(gateway, now) {
  const name = gateway.gateway ?? gateway.address;
  return h("tr", {},
    h("th", { scope: "row", translate: "no" }, name,
      gateway.gateway === null ? null : h("span", { class: "when" }, gateway.address)),
    gateway.reached
      ? h("td", {}, gateway.heartbeatAt === null ? t("platform.no_heartbeat")
        : late(now - gateway.heartbeatAt > HEARTBEAT_LATE_MS, ago(now, gateway.heartbeatAt)))
      : h("td", {}, late(true, t("platform.unreached"))),
    h("td", {}, gateway.reached ? clockOffset(gateway) : "–"));
}

function gateways(found) {
  return h("section", { class: "panel", id: "gateways" }, h("h2", {}, t("platform.gateways")),
    found.gateways === null ? h("p", {}, t("platform.no_gateways"))
      : found.gateways.length === 0 ? h("p", {}, t("platform.gateways_start"))
        : table(t("platform.gateways"), ["gateway", "heartbeat", "clock"],
          found.gateways.map((one) => gatewayRow(one, found.now))));
}

function jobRow(job, now) {
  const first = job.completedAt === null;
  return h("tr", {},
    h("th", { scope: "row", translate: "no" }, job.name,
      h("span", { class: "when" }, late(job.state !== "RUNNING", job.state))),
    h("td", {}, first ? t("platform.no_checkpoint") : dayAndTime(job.completedAt)),
    h("td", {}, first ? "–" : late(now - job.completedAt > CHECKPOINT_LATE_MS, duration(Math.max(0, now - job.completedAt) / 1000))),
    h("td", { class: "right" }, first ? "–" : bytes(job.stateBytes)),
    h("td", { class: "right" }, first ? "–" : seconds(job.durationMillis)),
    h("td", { class: "right" }, fixed(job.completed, 0)),
    h("td", { class: "right" }, late(job.failed > 0, fixed(job.failed, 0)),
      job.failedAt === null ? null : h("span", { class: "when" }, dayAndTime(job.failedAt))));
}

function checkpoints(found) {
  const { flink } = found;
  return h("section", { class: "panel", id: "checkpoints" }, h("h2", {}, t("platform.checkpoints")),
    flink === null ? h("p", {}, t("platform.no_flink"))
      : flink.jobs === null ? h("p", { class: "warn" }, t("platform.flink_away", flink.address))
        : flink.jobs.length === 0 ? h("p", { class: "warn" }, t("platform.no_job"))
          : table(t("platform.checkpoints"), ["job", "completed_at", "age", "size", "took", "completed", "failed"],
            flink.jobs.map((one) => jobRow(one, found.now))));
}

async function show() {
  try {
    const found = await request("/api/platform");
    put(place,
      h("header", { class: "page-head" }, h("div", {}, h("h1", {}, t("page.platform")), h("p", { class: "lead" }, t("platform.lead")))),
      h("section", { class: "panel" },
        h("p", {}, found.figuresTo === null ? t("platform.no_figures") : t("platform.lag", duration(Math.max(0, found.now - found.figuresTo) / 1000))),
        table(t("page.platform"), ["tenant", "speaking", "silent", "never", "newest", "refused"], found.tenants.map(row))),
      gateways(found),
      checkpoints(found),
      h("section", { class: "panel" }, h("h2", {}, t("platform.nobody")),
        found.refusedOfNobody.length === 0 ? h("p", { class: "when" }, t("platform.none_refused")) : refusals(found.refusedOfNobody)));
    showProblem(null);
  } catch (error) {
    showProblem(error.message);
  }
}

show();
setInterval(show, 1000 * Number(document.documentElement.dataset.refreshSeconds));
