// A tenant's devices: which speak, what one of them says, a form for another, and the registry's history.

import { deviceForm } from "./device-form.js";
import { deviceWatch } from "./device-watch.js";
import { h, put } from "./dom.js";
import { dayAndTime, duration } from "./format.js";
import { registryHistory } from "./registry-history.js";
import { request } from "./session.js";
import { parameters, showProblem } from "./shell.js";
import { t } from "./text.js";

const place = document.getElementById("devices");
const tenant = location.pathname.split("/")[2];
const path = `/api/tenants/${tenant}`;
const list = h("div", { class: "table-scroll", tabindex: "0" });
const watched = h("div", { class: "watched" });
const form = h("section", { class: "panel" });
const history = h("section", { class: "panel history" });

function speaking(machine, now) {
  if (machine.receivedAt === null) return h("span", { class: "badge badge-notice" }, t("devices.never"));
  const silent = now - machine.receivedAt > machine.staleAfterMs;
  return h("span", { class: silent ? "badge badge-warning" : "badge badge-over" },
    silent ? t("devices.silent", duration((now - machine.receivedAt) / 1000)) : t("devices.speaks"));
}

function machineRow(line, machine, now) {
  return h("tr", {},
    h("th", { scope: "row" }, h("span", { translate: "no" }, machine.name), h("span", { class: "when", translate: "no" }, `${line.id}/${machine.id}`)),
    h("td", {}, speaking(machine, now)),
    h("td", {}, machine.receivedAt === null ? "–" : dayAndTime(machine.receivedAt)),
    h("td", {}, h("code", { class: "topic", translate: "no" }, machine.topic)),
    h("td", {}, h("button", { type: "button", class: "button small", "aria-label": t("devices.watch_of", machine.name),
      onclick: () => watch(line.id, machine.id) }, t("devices.watch"))));
}

let timer = null;
async function watch(line, machine) {
  clearInterval(timer);
  parameters.set("machine", `${line}/${machine}`);
  window.history.replaceState(null, "", `?${parameters}`);
  const show = async (first) => {
    try {
      const found = await request(`${path}/lines/${line}/device?machine=${machine}`);
      put(watched, deviceWatch(path, found, shown.makesCredentials, (fields) => edit(line, fields)));
      showProblem(null);
      if (first) watched.querySelector("h2").focus();
    } catch (error) {
      showProblem(error.message);
    }
  };
  await show(true);
  timer = setInterval(() => {
    if (!watched.querySelector("[data-held], details[open]")) show(false);
  }, Number(document.documentElement.dataset.refreshSeconds) * 1000);
}

let shown = null;
function edit(line, fields) {
  put(form, deviceForm(path, shown, line, fields, load));
  form.querySelector("input, select").focus();
}

async function load() {
  shown = await request(`${path}/devices`);
  put(list, h("table", { class: "data plain" },
    h("caption", { class: "visually-hidden" }, t("devices.title", shown.tenantName)),
    h("thead", {}, h("tr", {}, ["machine", "state", "last", "topic"].map((name) => h("th", { scope: "col" }, t(`devices.${name}`))),
      h("td", {}))),
    h("tbody", {}, shown.lines.flatMap((line) => line.machines.map((machine) => machineRow(line, machine, shown.now))))));
  put(history, await registryHistory(path));
}

async function start() {
  await load();
  put(form, deviceForm(path, shown, null, {}, load));
  put(place,
    h("header", { class: "page-head" }, h("div", {},
      h("h1", {}, t("devices.title", shown.tenantName)), h("p", { class: "lead" }, t("devices.lead")))),
    h("section", { class: "panel devices" }, h("h2", {}, t("devices.list")), list), watched, form, history);
  const [line, machine] = (parameters.get("machine") ?? "").split("/");
  if (machine) await watch(line, machine);
}

start().catch((error) => showProblem(error.message));
