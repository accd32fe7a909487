// The data's coverage in a page's header: where there is none yet, it says what is going on.

import { setText } from "./dom.js";
import { kpi } from "./figure.js";
import { fixed, isKnown, moment } from "./format.js";
import { t } from "./text.js";

/** Figures that lag by more are not live: history is being computed, or nothing comes in. */
const BEHIND_MILLIS = 600_000;

function note(figures, at) {
  if (isKnown(figures.coverage)) return t("kpi.messages", fixed(figures.messages ?? 0, 0));
  if (!at?.asOf) return t("coverage.waiting");
  return at.now - at.asOf > BEHIND_MILLIS
    ? t("coverage.catching_up", moment(at.asOf, at.now)) : t("none.no_samples");
}

/** The coverage of the last hour; call update with the figures and of when they are. */
export function coverageKpi() {
  const shown = kpi("coverage", t("kpi.coverage"), note);
  return {
    element: shown.element,
    update(figures, at) {
      shown.update(figures, at);
      const lags = at && (!at.asOf || at.now - at.asOf > BEHIND_MILLIS);
      if (!isKnown(figures?.coverage) && lags) {
        setText(shown.element.querySelector(".num"), t("coverage.catching_up.short"));
      }
    },
  };
}
