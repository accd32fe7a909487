// Parts that pages are built of: panels, and tables that are wider than a narrow screen.

import { h } from "./dom.js";

/** A panel below its heading; the note stands beside that. */
export function panel(title, note, ...content) {
  return h("section", { class: "panel" },
    h("header", { class: "panel-head" }, h("h2", {}, title), note ? h("span", { class: "panel-note" }, note) : null),
    content);
}

/** As {@link dataTable}, without a name of its own: the caption says what it is. */
export function plainTable(caption, heads, rows) {
  return h("div", { class: "table-scroll", tabindex: "0" }, table(caption, "plain", heads, h("tbody", {}, rows)));
}

function table(caption, look, heads, body) {
  return h("table", { class: look ? `data ${look}` : "data" },
    h("caption", { class: "visually-hidden" }, caption), h("thead", {}, h("tr", {}, heads)), body);
}

/**
 * A table that can be scrolled, also by keys.
 *
 * @param name of the place that scrolls; the caption, which is not seen, is the same unless it is given
 * @param look classes of the table besides its own
 * @param heads cells of its head
 * @param body and, if there is one, its foot
 */
export function dataTable({ name, caption = name, look }, heads, ...body) {
  return h("div", { class: "table-scroll", tabindex: "0", role: "region", "aria-label": name },
    table(caption, look, heads, body));
}
