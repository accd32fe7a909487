// One ledger row: its elements, figures and hashes.

import { h, put } from "./dom.js";
import { FIELDS, atStamp, field, fixed, isKnown } from "./format.js";
import { ask } from "./live.js";
import { showProblem } from "./shell.js";

const place = document.getElementById("entry");

function pairs(title, note, rows) {
  return h("section", { class: "panel" },
    h("header", { class: "panel-head" }, h("h2", {}, title), h("p", { class: "panel-note" }, note)),
    rows.length === 0 ? h("p", { class: "empty-line" }, "None.") :
      h("table", { class: "data plain" }, h("caption", { class: "visually-hidden" }, title),
        h("tbody", {}, rows.map(([name, value, extra]) =>
          h("tr", {}, h("th", { scope: "row" }, name,
            extra ? h("span", { class: "when" }, extra) : null),
          h("td", { class: "right wrap" }, value))))));
}

function parsed(json) {
  try {
    return Object.entries(JSON.parse(json) ?? {});
  } catch {
    return [["as stored", json]];
  }
}

/** Integers as they stand in the stored text: they may exceed what a double holds exactly. */
function integers(json) {
  return [...json.matchAll(/"([^"]+)"\s*:\s*(-?\d+)/g)].map(([, name, digits]) => [
    name, digits.replace(/\B(?=(\d{3})+(?!\d))/g, ","),
  ]);
}

function figureRows(json) {
  return parsed(json).map(([name, value]) => {
    if (!isKnown(value)) return [FIELDS[name]?.label ?? name, value === null ? "–" : String(value), name];
    const shown = field(name);
    // as it was stored, since this is what the hash is of
    if (!FIELDS[name] || !shown.unit) return [shown.label, String(value), name];
    return [shown.label,
      shown.unit === "%" ? `${value} (${shown.text(value)} %)` : `${value} ${shown.unit}`, name];
  });
}

async function start() {
  let stored;
  try {
    stored = await ask(`/api/ledger/rows${location.pathname.slice("/audit".length)}`);
  } catch (error) {
    put(place);
    showProblem(error.message);
    return;
  }
  const { row, recordedAt, intact, withheld } = stored;
  const e = row.entry;
  const title = `Row ${fixed(row.seq, 0)} of ${e.tenant}, ${e.origin}`;
  document.title = `${title} · INNOPARK telemetry`;
  const base = `/audit/${e.tenant}/${e.origin}/`;
  put(place,
    h("header", { class: "page-head" },
      h("div", {},
        h("nav", { "aria-label": "Where you are" }, h("ol", { class: "crumbs" },
          h("li", {}, h("a", { href: "/audit" }, "Audit")),
          h("li", {}, h("a", { href: `/audit?tenant=${e.tenant}&origin=${encodeURIComponent(e.origin)}` }, e.tenant)))),
        h("h1", {}, title),
        withheld ? h("p", { class: "lead" }, "Counts, what follows from them, and the digest of the messages are withheld here. The hash is of all of it, and was computed again by the server.") : null,
        h("p", { class: "lead" }, intact
          ? "The stored hash is the hash of this content."
          : "This row was changed: the stored hash is not the hash of its content.")),
      h("p", { class: "pager" },
        row.seq > 1 ? h("a", { class: "button", href: base + (row.seq - 1) }, "Row before") : null,
        h("a", { class: "button", href: base + (row.seq + 1) }, "Row after"))),
    h("div", { class: "panels two" },
      pairs("Period", e.grain, [
        ["Measurement", e.measurement.replaceAll("_", " ")],
        ["Line", e.line ?? "all lines"],
        ["From", atStamp(e.periodStartMillis)],
        ["To", atStamp(e.periodEndMillis)],
        ["Revision", fixed(e.revision, 0)],
        ["Reason", e.reason ?? "–"],
        ["Coverage", isKnown(e.coverage) ? `${fixed(e.coverage * 100, 2)} %` : "–"],
        ["Recorded", recordedAt ? atStamp(recordedAt) : "–"],
      ]),
      pairs("Evidence", "", [
        ["Messages", fixed(e.rawMessages, 0)],
        ["Digest of the messages", h("code", {}, e.rawDigest ?? "–")],
        ["Code version", e.codeVersion ?? "–"],
        ["Registry version", e.registryVersion ?? "–"],
        ["Emission factors", (e.factorIds || "none").replaceAll(",", ", ")],
        ["Hash of the row before", h("code", {}, row.previousHash)],
        ["Hash of this row", h("code", {}, row.hash), intact ? "fits the content" : "does not fit the content"],
      ]),
      pairs("Figures", "", figureRows(e.figures)),
      pairs("Elements", "integers: items, ms, or 10⁻⁹ of the unit", integers(e.elements))));
}

start();
