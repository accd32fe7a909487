// One ledger row: its elements, figures and hashes.

import { h, put } from "./dom.js";
import { FIELDS, atStamp, field, fixed, isKnown, share } from "./format.js";
import { ask } from "./live.js";
import { showProblem } from "./shell.js";
import { named, t } from "./text.js";

const place = document.getElementById("entry");

function pairs(title, note, rows) {
  return h("section", { class: "panel" },
    h("header", { class: "panel-head" }, h("h2", {}, title), h("p", { class: "panel-note" }, note)),
    rows.length === 0 ? h("p", { class: "empty-line" }, t("entry.none")) :
      h("table", { class: "data plain" }, h("caption", { class: "visually-hidden" }, title),
        h("tbody", {}, rows.map(([name, value, extra]) =>
          h("tr", {}, h("th", { scope: "row" }, name,
            extra ? h("span", { class: "when", translate: "no" }, extra) : null),
          h("td", { class: "right wrap" }, value))))));
}

function parsed(json) {
  try {
    return Object.entries(JSON.parse(json) ?? {});
  } catch {
    return [[t("entry.as_stored"), json]];
  }
}

/** Integers as they stand in the stored text: they may exceed what a double holds exactly. */
function integers(json) {
  return [...json.matchAll(/"([^"]+)"\s*:\s*(-?\d+)/g)].map(([, name, digits]) => [
    h("span", { translate: "no" }, name), digits.replace(/\B(?=(\d{3})+(?!\d))/g, ","),
  ]);
}

function figureRows(json) {
  return parsed(json).map(([name, value]) => {
    if (!isKnown(value)) return [FIELDS[name]?.label ?? h("span", { translate: "no" }, name), value === null ? "–" : String(value), name];
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
  const title = t("entry.title", fixed(row.seq, 0), e.tenant, e.origin);
  document.title = t("page.title", title);
  const base = `/audit/${e.tenant}/${e.origin}/`;
  put(place,
    h("header", { class: "page-head" },
      h("div", {},
        h("nav", { "aria-label": t("crumbs.label") }, h("ol", { class: "crumbs" },
          h("li", {}, h("a", { href: "/audit" }, t("page.audit"))),
          h("li", {}, h("a", { href: `/audit?tenant=${e.tenant}&origin=${encodeURIComponent(e.origin)}` }, e.tenant)))),
        h("h1", {}, title),
        withheld ? h("p", { class: "lead" }, t("entry.withheld")) : null,
        h("p", { class: "lead" }, intact
          ? t("entry.intact")
          : t("entry.changed"))),
      h("p", { class: "pager" },
        row.seq > 1 ? h("a", { class: "button", href: base + (row.seq - 1) }, t("entry.before")) : null,
        h("a", { class: "button", href: base + (row.seq + 1) }, t("entry.after")))),
    h("div", { class: "panels two" },
      pairs(t("name.grain"), named("grain", e.grain), [
        [t("name.measurement"), named("measurement", e.measurement)],
        [t("name.line"), e.line ?? t("audit.all_lines")],
        [t("entry.from"), atStamp(e.periodStartMillis)],
        [t("entry.to"), atStamp(e.periodEndMillis)],
        [t("audit.revision"), fixed(e.revision, 0)],
        [t("audit.reason"), e.reason ? named("revision_reason", e.reason) : "–"],
        [t("column.coverage"), share(e.coverage, 2)],
        [t("audit.recorded"), recordedAt ? atStamp(recordedAt) : "–"],
      ]),
      pairs(t("entry.evidence"), "", [
        [t("field.messages"), fixed(e.rawMessages, 0)],
        [t("entry.digest"), h("code", {}, e.rawDigest ?? "–")],
        [t("entry.code"), e.codeVersion ?? "–"],
        [t("entry.registry"), e.registryVersion ?? "–"],
        [t("entry.factors"), (e.factorIds || t("entry.no_factor")).replaceAll(",", ", ")],
        [t("entry.hash_before"), h("code", {}, row.previousHash)],
        [t("entry.hash"), h("code", {}, row.hash), intact ? t("entry.fits") : t("entry.fits_not")],
      ]),
      pairs(t("entry.figures"), "", figureRows(e.figures)),
      pairs(t("entry.elements"), t("entry.elements.note"), integers(e.elements))));
}

start();
