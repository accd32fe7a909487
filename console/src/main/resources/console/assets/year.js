// A tenant's year as Hong Kong's reports ask for it: a line a figure, with what it rests on.

import { h, put } from "./dom.js";
import { fixed, isKnown, significant } from "./format.js";
import { request } from "./session.js";
import { keepingOrigin, parameters, showFreshness, showProblem } from "./shell.js";

const place = document.getElementById("year");
const tenant = location.pathname.split("/")[2];
const share = (value, digits = 1) => (isKnown(value) ? `${fixed(value * 100, digits)} %` : "–");

function ledgerCell(table, row) {
  if (row.ledger.length === 0) return h("td", {}, "–");
  const links = row.ledger.slice(0, 3).map(([from, to], i) => [i > 0 ? ", " : "",
    h("a", { href: `/audit/${table.tenant}/${table.at.origin}/${from}` }, fixed(from, 0)),
    to === from ? "" : [" to ", h("a", { href: `/audit/${table.tenant}/${table.at.origin}/${to}` }, fixed(to, 0))]]);
  const more = row.ledger.length - 3;
  return h("td", {}, links, more > 0 ? ` and ${more} more` : "");
}

function rowOf(table, row) {
  return h("tr", {},
    h("th", { scope: "row", class: "wrap" }, row.label, h("span", { class: "when" }, row.method)),
    h("td", { class: "right strong" }, isKnown(row.value) ? significant(row.value, 4) : "–"),
    h("td", { class: "nowrap" }, row.unit),
    h("td", {}, row.grade ?? h("span", { class: "when" }, row.reason)),
    h("td", { class: "right" }, share(row.coverage)),
    h("td", { class: "nowrap" }, row.hkex), h("td", { class: "nowrap" }, row.gri),
    ledgerCell(table, row));
}

function address(path, year) {
  const asked = new URLSearchParams();
  if (year) asked.set("year", year);
  if (parameters.get("origin")) asked.set("origin", parameters.get("origin"));
  return asked.size ? `${path}?${asked}` : path;
}

function quality(table) {
  const uncertainty = isKnown(table.uncertaintyPct)
    ? `± ${significant(table.uncertaintyPct, 2)} % of electricity, combined from the meters' classes`
    : `not known: ${table.uncertaintyReason}`;
  return h("dl", { class: "facts" },
    [["Closed in the ledger", `${share(table.closedShare, 2)} of the year`],
      ["Coverage of samples", share(table.coverage)],
      ["Measured share of energy", share(table.measuredShare)],
      ["Uncertainty", uncertainty],
      ["Provisional factors", table.provisional.length === 0 ? "none"
        : `${table.provisional.join(", ")}: true up when the year's are published`]].map(([name, value]) =>
      h("div", {}, h("dt", {}, name), h("dd", { class: "wrap" }, value))));
}

async function load() {
  const api = `/api/tenants/${tenant}/year`;
  let table;
  try {
    table = await request(address(api, parameters.get("year")));
  } catch (error) {
    put(place, h("section", { class: "empty" }, h("h1", {}, "Environmental figures"), h("p", {}, error.message)));
    showProblem(null);
    return;
  }
  const years = h("select", { id: "which", onchange: (event) => {
    parameters.set("year", event.target.value);
    location.search = parameters.toString();
  } }, table.years.map((year) => h("option", { value: year }, String(year))));
  years.value = String(table.year);
  document.title = `${table.name}, ${table.year} · INNOPARK telemetry`;
  put(place,
    h("header", { class: "page-head" },
      h("div", {},
        h("ol", { class: "crumbs", "aria-label": "Where this is" },
          h("li", {}, h("a", { href: keepingOrigin(`/tenants/${table.tenant}`) }, table.name)),
          h("li", {}, h("a", { href: keepingOrigin(`/tenants/${table.tenant}/scorecard`) }, "Scorecard"))),
        h("h1", {}, `Environmental figures of ${table.year}`),
        h("p", { class: "lead" }, table.source)),
      h("div", { class: "range" }, h("label", {}, "Year ", years),
        h("a", { class: "button", href: address(`${api}.csv`, table.year) }, "CSV"))),
    h("section", { class: "panel" }, h("header", { class: "panel-head" }, h("h2", {}, "Evidence")), quality(table)),
    h("section", { class: "panel" },
      h("header", { class: "panel-head" }, h("h2", {}, "Figures"),
        h("span", { class: "panel-note" }, "from closed periods of the ledger and declarations")),
      h("div", { class: "table-scroll", tabindex: "0", role: "region", "aria-label": "Figures of the year" },
        h("table", { class: "data year" },
          h("caption", { class: "visually-hidden" }, "Environmental figures"),
          h("thead", {}, h("tr", {}, [["Figure"], ["Value", 1], ["Unit"], ["Evidence"],
            ["Coverage", 1], ["HKEX"], ["GRI"], ["Ledger rows"]].map(([name, right]) =>
            h("th", { scope: "col", class: right ? "right" : null }, name)))),
          h("tbody", {}, table.rows.map((row) => rowOf(table, row)))))));
  showFreshness(table.at);
}

load();
