// Machines of a line: what they do now, and what they did.

import { h } from "./dom.js";
import { figure } from "./figure.js";
import { field } from "./format.js";
import { dataTable } from "./parts.js";
import { keepingOrigin } from "./shell.js";
import { strip, useName } from "./strip.js";
import { t } from "./text.js";

const MACHINE_COLUMNS = [
  "oee", "availability", "effectiveness", "quality", "good", "scrap", "active_kwh", "kwh_per_good",
  "coverage",
];

function stateBadge(state) {
  return h("span", { class: "state" },
    h("span", { class: `swatch use-${state ?? "unknown"}`, "aria-hidden": "true" }),
    state ? useName(state) : t("machines.no_data"));
}

/** The machines of a line; call update with the line's figures. */
export function lineTable(line, subject) {
  const own = strip();
  const sums = MACHINE_COLUMNS.map((name) => figure(name, { unit: "" }));
  const heading = subject.line
    ? null
    : h("h3", {}, h("a", {
        href: keepingOrigin(`/tenants/${subject.tenant}/lines/${line.id}`) }, line.name));
  const machines = line.machines.map((machine) => {
    const time = strip();
    const state = h("td", {});
    const power = figure("kw_now", { unit: "" });
    const cells = MACHINE_COLUMNS.map((name) => figure(name, { unit: "" }));
    return {
      id: machine.id,
      row: h("tr", {}, h("th", { scope: "row" }, machine.name), state,
        h("td", { class: "right" }, power.element),
        h("td", { class: "strip-cell" }, time.element),
        cells.map((cell) => h("td", { class: "right" }, cell.element))),
      update(next) {
        if (state.dataset.state !== (next.state ?? "none")) {
          state.dataset.state = next.state ?? "none";
          state.replaceChildren(stateBadge(next.state));
        }
        power.update({ kw_now: next.kwNow });
        time.update(next.time);
        cells.forEach((cell) => cell.update(next.figures));
      },
    };
  });
  return {
    id: line.id,
    element: h("section", { class: "line-block" },
      h("header", { class: "line-head" }, heading, own.element),
      dataTable({ name: t("machines.of", line.name), look: "machines" },
        [h("th", { scope: "col" }, t("name.machine")),
          h("th", { scope: "col" }, t("machines.state")),
          h("th", { scope: "col", class: "right" }, t("kpi.power_now"), h("span", { class: "when" }, "kW")),
          h("th", { scope: "col", class: "strip-cell" }, t("machines.time")),
          MACHINE_COLUMNS.map((name) =>
            h("th", { scope: "col", class: "right" }, SHORT[name] ?? field(name).label,
              h("span", { class: "when" }, field(name).unit)))],
        h("tbody", {}, machines.map((machine) => machine.row)),
        h("tfoot", {}, h("tr", {},
          h("th", { scope: "row", colspan: "4" }, t("machines.all", line.name)),
          sums.map((sum) => h("td", { class: "right" }, sum.element)))))),
    update(next) {
      own.update(next.time);
      sums.forEach((sum) => sum.update(next.figures));
      machines.forEach((machine) =>
        machine.update(next.machines.find((one) => one.id === machine.id)));
    },
  };
}

const SHORT = {
  active_kwh: t("column.energy"),
  kwh_per_good: t("machines.kwh_per_good"),
  coverage: t("column.coverage"),
};
