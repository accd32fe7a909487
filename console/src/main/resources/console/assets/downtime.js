// Downtime by reason.

import { h, put } from "./dom.js";
import { duration, fixed, reasonName } from "./format.js";
import { t } from "./text.js";

/** Fills a place with the reasons, longest first. */
export function downtimeTable(place, downtime, hasFigures) {
  const all = downtime.reduce((sum, one) => sum + one.seconds, 0);
  if (all === 0) {
    put(place, h("p", { class: "empty-line" }, hasFigures ? t("downtime.none") : t("chart.none")));
    return;
  }
  let running = 0;
  put(place, h("table", { class: "data pareto" },
    h("caption", { class: "visually-hidden" }, t("downtime.caption")),
    h("thead", {}, h("tr", {},
      h("th", { scope: "col" }, t("downtime.reason")),
      h("th", { scope: "col", class: "right" }, t("downtime.machine_time")),
      h("th", { scope: "col", class: "bar-cell" }, h("span", { class: "visually-hidden" }, t("downtime.share"))),
      h("th", { scope: "col", class: "right" }, t("downtime.share")),
      h("th", { scope: "col", class: "right running-sum" }, t("downtime.sum")))),
    h("tbody", {}, downtime.map(({ reason, seconds }) => {
      running += seconds;
      const bar = h("span", { class: "bar use-down" });
      bar.style.width = `${(seconds / downtime[0].seconds) * 100}%`;
      return h("tr", {},
        h("th", { scope: "row" }, reasonName(reason)),
        h("td", { class: "right" }, duration(seconds)),
        h("td", { class: "bar-cell" }, bar),
        h("td", { class: "right" }, `${fixed((seconds / all) * 100, 1)} %`),
        h("td", { class: "right running-sum" }, `${fixed((running / all) * 100, 1)} %`));
    }))));
}
