// What time the page shows: the newest hours or days, or days by their dates. It stands in the address.

import { h } from "./dom.js";
import { localDate } from "./format.js";
import { askedBy, keepParameters, parameters } from "./shell.js";
import { t } from "./text.js";

const NEWEST = ["8h", "24h", "7d"];
const PARAMETERS = ["range", "from", "to"];

const isDate = (text) => /^\d{4}-\d\d-\d\d$/.test(text ?? "");
const hasDates = () => isDate(parameters.get("from")) && isDate(parameters.get("to"));

/** The range's name: "days" where the address has dates. */
export function rangeName() {
  if (hasDates()) return "days";
  return NEWEST.includes(parameters.get("range")) ? parameters.get("range") : "24h";
}

/** The parameters that ask for it. */
export function rangeQuery() {
  return hasDates() ? askedBy("from", "to") : new URLSearchParams({ range: rangeName() });
}

export const isCompared = () => parameters.get("compare") === "before";

/** Controls for the range and what it is compared with; changed is called after each choice. */
export function rangeChoice(changed) {
  const choose = (changes) => {
    keepParameters({ ...Object.fromEntries(PARAMETERS.map((name) => [name, null])), ...changes });
    for (const [name, input] of newest) input.checked = name === rangeName();
    changed();
  };
  const newest = NEWEST.map((name) => [name, h("input", {
    type: "radio", name: "range", value: name, checked: name === rangeName(),
    onchange: () => {
      from.value = "";
      to.value = "";
      choose({ range: name });
    },
  })]);
  const day = (name) => h("input", {
    type: "date", name, min: "2000-01-01", max: "2100-12-31",
    value: hasDates() ? parameters.get(name) : null,
    onchange: () => {
      if (name === "from" && (!to.value || to.value < from.value)) to.value = from.value;
      if (name === "to" && (!from.value || to.value < from.value)) from.value = to.value;
      if (isDate(from.value) && isDate(to.value)) choose({ from: from.value, to: to.value });
    },
  });
  const from = day("from");
  const to = day("to");
  const compared = h("input", {
    type: "checkbox", checked: isCompared(),
    onchange: () => {
      keepParameters({ compare: compared.checked ? "before" : null });
      changed();
    },
  });
  const today = localDate(Date.now());
  from.max = today;
  to.max = today;
  return h("div", { class: "range-choice" },
    h("div", { class: "segments", role: "radiogroup", "aria-label": t("range.label") },
      newest.map(([name, input]) => h("label", {}, input, h("span", {}, t(`range.${name}`))))),
    h("fieldset", { class: "days" }, h("legend", { class: "visually-hidden" }, t("range.days")),
      h("label", {}, t("range.from"), " ", from), h("label", {}, t("range.to"), " ", to)),
    h("label", { class: "check-label" }, compared, t("range.compare")),
    h("button", { type: "button", class: "button", onclick: () => print() }, t("range.print")));
}
