// Every tenant's commitments, for HKSTP: verdicts, course, and who lacks evidence.

import { figureOf, metricValue } from "./commitments.js";
import { h, put } from "./dom.js";
import { estateName, field, fixed, onDate, share } from "./format.js";
import { periodStrip, projectionText, verdictBadge } from "./scorecard.js";
import { ask } from "./live.js";
import { dataTable, panel } from "./parts.js";
import { askedBy, keepingOrigin, showFreshness, showProblem } from "./shell.js";
import { named, t } from "./text.js";

const place = document.getElementById("portfolio");
const COLUMNS = ["tenant", "commitment", "verdict", "target", "due", "periods", "course", "coverage"];

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
        tenant.chainRows === null ? t("portfolio.no_rows") : t("portfolio.ledger_rows", fixed(tenant.chainRows, 0))))),
    state === null
      ? h("td", { colspan: COLUMNS.length - 1 }, h("span", { class: "when" }, t("commitments.none")))
      : [
        h("td", {}, field(figureOf(state.metric)).label),
        h("td", {}, verdictBadge(state.verdict),
          state.periods.length > 0 && state.verdict === "not_yet_due"
            ? h("span", { class: "when" }, named("standing", state.periods.at(-1).standing))
            : null),
        h("td", { class: "nowrap" }, metricValue(state.metric, state.target)),
        h("td", { class: "nowrap" }, onDate(Date.parse(state.by))),
        h("td", {}, periodStrip(state, origin)),
        h("td", {}, t(`commitments.trend.${state.trend}`),
          h("span", { class: "when" }, projectionText(state))),
        h("td", {}, share(state.periods.at(-1)?.coverage)),
      ]));
}

function estatePanel(estate, origin) {
  return panel(estateName(estate.id), t("portfolio.tenants", estate.tenants.length),
    dataTable({ name: t("portfolio.of_estate", estateName(estate.id)), look: "portfolio" },
      COLUMNS.map((name) => h("th", { scope: "col" }, t(`commitments.column.${name}`))),
      h("tbody", {}, estate.tenants.map((tenant) => rowsOf(tenant, origin)))));
}

function lackingPanel(estates) {
  const lacking = estates.flatMap((estate) => estate.tenants).filter((tenant) => tenant.lacking.length > 0);
  return panel(t("portfolio.lacking"), null,
    lacking.length === 0 ? h("p", { class: "empty-line" }, t("portfolio.nobody"))
      : h("dl", { class: "facts lacking" }, lacking.map((tenant) => h("div", {},
        h("dt", {}, h("a", { href: keepingOrigin(`/tenants/${tenant.id}/scorecard`) }, tenant.name)),
        h("dd", { class: "wrap" }, tenant.lacking.map((line) => h("div", {}, line)))))));
}

async function load() {
  let portfolio;
  try {
    portfolio = await ask(`/api/portfolio?${askedBy("origin")}`);
  } catch (error) {
    put(place);
    showProblem(t("scorecard.try_again", error.message));
    return;
  }
  const counts = portfolio.counts;
  put(place,
    h("header", { class: "page-head" }, h("div", {}, h("h1", {}, t("page.portfolio")),
      h("p", { class: "lead" }, t("portfolio.lead")))),
    h("section", { class: "kpis", "aria-label": t("portfolio.together") },
      count(t("portfolio.commitments"), counts.commitments, t("portfolio.of_tenants", fixed(counts.tenants, 0))),
      count(named("verdict", "met"), counts.met, t("portfolio.met")),
      count(named("verdict", "not_met"), counts.notMet, t("portfolio.not_met")),
      count(named("verdict", "insufficient_evidence"), counts.insufficientEvidence, t("portfolio.insufficient")),
      count(named("verdict", "not_yet_due"), counts.notYetDue, t("portfolio.running")),
      count(t("portfolio.lacking_count"), counts.lacking, t("portfolio.listed"))),
    portfolio.estates.map((estate) => estatePanel(estate, portfolio.at.origin ?? "real")),
    lackingPanel(portfolio.estates));
  showFreshness(portfolio.at);
}

load();
