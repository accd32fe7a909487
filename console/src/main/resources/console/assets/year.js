// A tenant's year as Hong Kong's reports ask for it: a line a figure, with what it rests on.

import { h, put } from "./dom.js";
import { fixed, isKnown, share, significant } from "./format.js";
import { ask } from "./live.js";
import { dataTable, panel } from "./parts.js";
import { askedBy, keepingOrigin, parameters, showFreshness, showProblem } from "./shell.js";
import { listed, named, t } from "./text.js";

const place = document.getElementById("year");
const tenant = location.pathname.split("/")[2];

function ledgerCell(table, row) {
  if (row.ledger.length === 0) return h("td", {}, "–");
  const links = row.ledger.slice(0, 3).map(([from, to], i) => [i > 0 ? ", " : "",
    h("a", { href: `/audit/${table.tenant}/${table.at.origin}/${from}` }, fixed(from, 0)),
    to === from ? "" : [" – ", h("a", { href: `/audit/${table.tenant}/${table.at.origin}/${to}` }, fixed(to, 0))]]);
  const more = row.ledger.length - 3;
  return h("td", {}, links, more > 0 ? [" ", t("year.more", more)] : "");
}

/** The file's units are plain letters, as CSV has them. */
const unit = (plain) => plain.replace("CO2e", "CO₂e").replace(/^m3/, "m³").replace(/item$/, t("unit.item"));

function rowOf(table, row) {
  return h("tr", {},
    h("th", { scope: "row", class: "wrap" }, t(`esg.${row.id}`), h("span", { class: "when" }, t(`esg.${row.id}.method`))),
    h("td", { class: "right strong" }, isKnown(row.value) ? significant(row.value, 4) : "–"),
    h("td", { class: "nowrap" }, unit(row.unit)),
    h("td", {}, row.grade ? named("grade", row.grade) : h("span", { class: "when" }, row.reason)),
    h("td", { class: "right" }, share(row.coverage)),
    h("td", { class: "nowrap" }, row.hkex), h("td", { class: "nowrap" }, row.gri),
    ledgerCell(table, row));
}

function address(path, year) {
  const asked = askedBy("origin", "known");
  if (year) asked.set("year", year);
  return asked.size ? `${path}?${asked}` : path;
}

function quality(table) {
  const uncertainty = isKnown(table.uncertaintyPct)
    ? t("year.uncertainty_is", significant(table.uncertaintyPct, 2))
    : t("year.unknown", table.uncertaintyReason);
  return h("dl", { class: "facts" },
    [[t("year.closed"), t("year.closed_share", share(table.closedShare, 2))],
      [t("year.coverage"), share(table.coverage)],
      [t("year.measured"), share(table.measuredShare)],
      [t("year.uncertainty"), uncertainty],
      [t("year.provisional"), table.provisional.length === 0 ? t("year.none_provisional")
        : t("year.true_up", listed(table.provisional))]].map(([name, value]) =>
      h("div", {}, h("dt", {}, name), h("dd", { class: "wrap" }, value))));
}

async function load() {
  const api = `/api/tenants/${tenant}/year`;
  let table;
  try {
    table = await ask(address(api, parameters.get("year")));
  } catch (error) {
    put(place, h("section", { class: "empty" }, h("h1", {}, t("year.none")), h("p", {}, error.message)));
    showProblem(null);
    return;
  }
  const years = h("select", { id: "which", onchange: (event) => {
    parameters.set("year", event.target.value);
    location.search = parameters.toString();
  } }, table.years.map((year) => h("option", { value: year }, String(year))));
  years.value = String(table.year);
  document.title = t("page.title", `${table.name} · ${table.year}`);
  put(place,
    h("header", { class: "page-head" },
      h("div", {},
        h("ol", { class: "crumbs", "aria-label": t("scorecard.where") },
          h("li", {}, h("a", { href: keepingOrigin(`/tenants/${table.tenant}`) }, table.name)),
          h("li", {}, h("a", { href: keepingOrigin(`/tenants/${table.tenant}/scorecard`) }, t("page.scorecard")))),
        h("h1", {}, t("year.title", table.year)),
        h("p", { class: "lead" }, t("year.lead"))),
      h("div", { class: "range" }, h("label", {}, t("year.which"), " ", years),
        h("a", { class: "button", href: address(`${api}.csv`, table.year) }, "CSV"))),
    panel(t("year.evidence"), null, quality(table)),
    panel(t("year.figures"), t("year.from"),
      dataTable({ name: t("year.figures"), caption: t("year.none"), look: "year" },
        [["figure"], ["value", 1], ["unit"], ["evidence"],
          ["coverage", 1], ["hkex"], ["gri"], ["rows"]].map(([name, right]) =>
          h("th", { scope: "col", class: right ? "right" : null }, t(`year.column.${name}`))),
        h("tbody", {}, table.rows.map((row) => rowOf(table, row))))));
  showFreshness(table.at);
}

load();
