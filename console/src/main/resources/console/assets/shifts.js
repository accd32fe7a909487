// Lines by shift.

import { saveCsv } from "./csv.js";
import { h, put } from "./dom.js";
import { field, fixed, isKnown } from "./format.js";
import { dataTable } from "./parts.js";
import { t } from "./text.js";

const COLUMNS = [
  "oee", "availability", "effectiveness", "quality", "good", "scrap", "failures", "active_kwh", "kwh_per_good",
  "coverage",
];

function save(shifts, name) {
  const head = [t("name.line"), t("grain.shift"), t("shifts.times"), ...COLUMNS.map((column) => {
    const { label, unit } = field(column);
    return unit ? t("label.unit", label, unit) : label;
  })];
  saveCsv(name, [head, ...shifts.map((row) => [row.lineName, row.shift, row.times,
    ...COLUMNS.map((column) => {
      const value = row.figures[column];
      return isKnown(value) ? (field(column).unit === "%" ? value * 100 : value) : "";
    })])]);
}

/** Fills a place with the shifts that began in the time shown. */
export function shiftTable(place, shifts, name) {
  if (shifts.length === 0) {
    put(place, h("p", { class: "empty-line" }, t("shifts.none")));
    return;
  }
  put(place,
    dataTable({ name: t("panel.shifts") },
      [h("th", { scope: "col" }, t("name.line")), h("th", { scope: "col" }, t("grain.shift")),
        h("th", { scope: "col", class: "right" }, t("shifts.times")),
        COLUMNS.map((column) => h("th", { scope: "col", class: "right" }, field(column).label,
          h("span", { class: "when" }, field(column).unit)))],
      h("tbody", {}, shifts.map((row) => h("tr", {},
        h("th", { scope: "row", translate: "no" }, row.lineName), h("td", { translate: "no" }, row.shift),
        h("td", { class: "right" }, fixed(row.times, 0)),
        COLUMNS.map((column) => {
          const value = row.figures[column];
          return h("td", { class: "right" }, isKnown(value) ? field(column).text(value) : "–");
        }))))),
    h("button", { type: "button", class: "link-button", onclick: () => save(shifts, name) }, t("chart.csv")));
}
