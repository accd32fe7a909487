// A figure on the page: number, unit, and a dash that says why.

import { h, setText, setTitle } from "./dom.js";
import { field, isKnown } from "./format.js";

/** An element that shows one field; call update with the figures. */
export function figure(name, options = {}) {
  const shown = field(name);
  const number = h("span", { class: "num" }, "–");
  const unit = h("span", { class: "unit" }, options.unit ?? shown.unit);
  const element = h("span", { class: "figure", "data-field": name },
    shown.before ? [unit, number] : [number, unit]);
  if (shown.before) unit.classList.add("unit-before");
  return {
    element,
    update(figures) {
      const value = figures?.[name];
      const known = isKnown(value);
      setText(number, known ? shown.text(value) : "–");
      element.classList.toggle("none", !known);
      setTitle(element, known ? null : shown.none);
    },
  };
}

/** A labelled figure of a header: label above, number below, a note under it. */
export function kpi(name, label, note, options) {
  const shown = figure(name, options);
  const remark = h("span", { class: "kpi-note" });
  const element = h(
    "div", { class: "kpi" },
    h("span", { class: "kpi-label" }, label),
    shown.element,
    remark,
  );
  return {
    element,
    update(figures, at) {
      shown.update(figures);
      setText(remark, typeof note === "function" ? note(figures, at) : (note ?? ""));
    },
  };
}
