// What a tenant has promised, and how that stands.

import { h, put } from "./dom.js";
import { field, fixed, isKnown, onDate, share, significant } from "./format.js";
import { dataTable } from "./parts.js";
import { named, t } from "./text.js";

const COLUMNS = ["commitment", "baseline", "target", "now", "way", "coverage", "due", "stands"];

/** The figure's name in a metric: what stands behind its measurement. */
export const figureOf = (metric) => metric.slice(metric.indexOf(".") + 1);

/** A value of a commitment's figure with its unit, or a dash. */
export function metricValue(metric, value) {
  const shown = field(figureOf(metric));
  if (!isKnown(value)) return "–";
  const number = shown.unit === "%" ? shown.text(value) : significant(value, 3);
  return shown.unit ? `${number} ${shown.unit}` : number;
}

function wayText(progress) {
  if (!isKnown(progress)) return "–";
  return progress >= 1 ? t("commitments.reached") : `${fixed(progress * 100, 0)} %`;
}

/** Fills a place with the commitments and how they stand. */
export function commitmentTable(place, commitments) {
  if (commitments.length === 0) {
    put(place, h("p", { class: "empty-line" }, t("commitments.none")));
    return;
  }
  const shownValue = (row, value) => metricValue(row.metric, value);
  put(place, dataTable({ name: t("panel.commitments") },
    COLUMNS.map((name, i) => h("th",
      { scope: "col", class: i > 0 && i < 6 ? "right" : null }, t(`commitments.column.${name}`))),
    h("tbody", {}, commitments.map((row) => {
      const enough = isKnown(row.coverage) && row.coverage >= row.minimumCoverage;
      return h("tr", {},
        h("th", { scope: "row" }, field(figureOf(row.metric)).label),
        h("td", { class: "right" }, shownValue(row, row.baseline)),
        h("td", { class: "right" }, shownValue(row, row.target)),
        h("td", { class: "right strong" }, shownValue(row, row.now)),
        h("td", { class: "right" }, wayText(row.progress)),
        h("td", { class: `right ${enough ? "" : "warn"}` }, share(row.coverage),
          h("span", { class: "when" }, t("commitments.needs", fixed(row.minimumCoverage * 100, 0)))),
        h("td", {}, onDate(Date.parse(row.by))),
        h("td", {}, h("span", { class: `verdict verdict-${row.standing}` }, named("standing", row.standing)),
          row.period ? h("span", { class: "when" }, t("commitments.of", row.period)) : null));
    }))));
}
