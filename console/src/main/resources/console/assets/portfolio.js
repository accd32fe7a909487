// Every tenant's commitments, for HKSTP: verdicts, course, and who lacks evidence.

import { STANDINGS, metricValue } from "./commitments.js";
import { h, put } from "./dom.js";
import { estateName, field, fixed, isKnown, onDate } from "./format.js";
import { periodStrip, projectionText, verdictBadge } from "./scorecard.js";
import { request } from "./session.js";
import { keepingOrigin, parameters, showFreshness, showProblem } from "./shell.js";

const place = document.getElementById("portfolio");
const COLUMNS = ["Tenant", "Commitment", "Verdict", "Target", "Due", "Closed periods", "Course", "Coverage"];
const share = (value) => (isKnown(value) ? `${fixed(value * 100, 1)} %` : "–");

function count(label, value, note) {
  return h("div", { class: "kpi" }, h("span", { class: "kpi-label" }, label),
    h("span", { class: "figure" }, h("span", { class: "num" }, fixed(value, 0))),
    h("span", { class: "kpi-note" }, note));
}

function rowsOf(tenant, origin) {
  const states = tenant.commitments.length === 0 ? [null] : tenant.commitments;
  return states.map((state, i) => h("tr", {},
    i > 0 ? null : h("th", { scope: "row", rowspan: states.length },
      h("a", { href: keepingOrigin(`/tenants/${tenant.id}/scorecard`) }, tenant.name),
      h("span", { class: "when" }, h("a", { href: `/audit?tenant=${tenant.id}` },
        tenant.chainRows === null ? "no rows" : `${fixed(tenant.chainRows, 0)} ledger rows`))),
    state === null
      ? h("td", { colspan: COLUMNS.length - 1 }, h("span", { class: "when" }, "No commitment is registered."))
      : [
        h("td", {}, field(state.metric.slice(state.metric.indexOf(".") + 1)).label),
        h("td", {}, verdictBadge(state.verdict),
          state.periods.length > 0 && state.verdict === "not_yet_due"
            ? h("span", { class: "when" }, STANDINGS[state.periods.at(-1).standing])
            : null),
        h("td", { class: "nowrap" }, metricValue(state.metric, state.target)),
        h("td", { class: "nowrap" }, onDate(Date.parse(state.by))),
        h("td", {}, periodStrip(state, origin)),
        h("td", {}, state.trend === "unknown" ? "no trend yet" : `${state.trend === "towards" ? "towards" : "away from"} the target`,
          h("span", { class: "when" }, projectionText(state))),
        h("td", {}, share(state.periods.at(-1)?.coverage)),
      ]));
}

function estatePanel(estate, origin) {
  return h("section", { class: "panel" },
    h("header", { class: "panel-head" }, h("h2", {}, estateName(estate.id)),
      h("span", { class: "panel-note" }, `${estate.tenants.length} tenants`)),
    h("div", { class: "table-scroll", tabindex: "0", role: "region", "aria-label": `Commitments of ${estateName(estate.id)}` },
      h("table", { class: "data portfolio" },
        h("caption", { class: "visually-hidden" }, `Commitments of ${estateName(estate.id)}`),
        h("thead", {}, h("tr", {}, COLUMNS.map((name) => h("th", { scope: "col" }, name)))),
        h("tbody", {}, estate.tenants.map((tenant) => rowsOf(tenant, origin))))));
}

function lackingPanel(estates) {
  const lacking = estates.flatMap((estate) => estate.tenants).filter((tenant) => tenant.lacking.length > 0);
  return h("section", { class: "panel" },
    h("header", { class: "panel-head" }, h("h2", {}, "Who lacks evidence")),
    lacking.length === 0 ? h("p", { class: "empty-line" }, "Nobody.")
      : h("dl", { class: "facts lacking" }, lacking.map((tenant) => h("div", {},
        h("dt", {}, h("a", { href: keepingOrigin(`/tenants/${tenant.id}/scorecard`) }, tenant.name)),
        h("dd", { class: "wrap" }, tenant.lacking.map((line) => h("div", {}, line)))))));
}

async function load() {
  const origin = parameters.get("origin");
  let portfolio;
  try {
    portfolio = await request(`/api/portfolio${origin ? `?origin=${encodeURIComponent(origin)}` : ""}`);
  } catch (error) {
    put(place);
    showProblem(`${error.message} Reload the page to try again.`);
    return;
  }
  const counts = portfolio.counts;
  put(place,
    h("header", { class: "page-head" }, h("div", {}, h("h1", {}, "Portfolio"),
      h("p", { class: "lead" }, "Commitments of every tenant. A verdict is a row of the tenant's ledger, made when a period closes; a square leads to its row, where the chain can be verified."))),
    h("section", { class: "kpis", "aria-label": "All tenants together" },
      count("Commitments", counts.commitments, `of ${fixed(counts.tenants, 0)} tenants`),
      count("Met", counts.met, "due, and reached"), count("Not met", counts.notMet, "due, and not reached"),
      count("Insufficient evidence", counts.insufficientEvidence, "due, and not shown"),
      count("Not yet due", counts.notYetDue, "still running"),
      count("Tenants lacking evidence", counts.lacking, "listed below")),
    portfolio.estates.map((estate) => estatePanel(estate, portfolio.at.origin ?? "real")),
    lackingPanel(portfolio.estates));
  showFreshness(portfolio.at);
}

load();
