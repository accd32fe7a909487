// A tenant by the eight principles: what telemetry shows, what is declared, what is missing.

import { VERDICTS, STANDINGS, metricValue } from "./commitments.js";
import { h, put, setText } from "./dom.js";
import { atStamp, estateName, field, fixed, isKnown, onDate, onDay } from "./format.js";
import { request, session, change } from "./session.js";
import { keepingOrigin, parameters, showFreshness, showProblem } from "./shell.js";

const place = document.getElementById("scorecard");
const tenant = location.pathname.split("/")[2];
const api = `/api/tenants/${tenant}`;
const PLAIN = new Intl.NumberFormat("en-HK", { maximumFractionDigits: 9 });
const DIRECTIONS = { towards: "moves towards the target", away: "moves away from the target" };

const words = (metric) => metric.replaceAll("_", " ");
const nameOf = (metric) => metric.slice(metric.indexOf(".") + 1);
const share = (value) => (isKnown(value) ? `${fixed(value * 100, 1)} %` : "–");

export function verdictBadge(verdict) {
  return h("span", { class: `verdict verdict-${verdict}` }, VERDICTS[verdict] ?? verdict);
}

/** How closed periods stood, the oldest first; each leads to its row of the ledger. */
export function periodStrip(state, origin) {
  if (state.periods.length === 0) return h("span", { class: "when" }, "no closed period");
  return h("ol", { class: "periods" }, state.periods.map((period) => {
    const stands = STANDINGS[period.standing] ?? period.standing;
    return h("li", {}, h("a", {
      class: `period standing-${period.standing}`,
      href: `/audit/${state.tenant}/${origin}/${period.seq}`,
      title: `${onDay(period.start)}: ${stands}, row ${period.seq}`,
    }, h("span", { class: "visually-hidden" }, `${onDay(period.start)}: ${stands}, row ${period.seq}`)));
  }));
}

export function projectionText(state) {
  const projection = state.projection;
  if (projection.onCourse === null) return projection.reason;
  const value = isKnown(projection.value) ? `: ${metricValue(state.metric, projection.value)}` : "";
  return `${projection.onCourse ? "on course" : "off course"}${value}`;
}

function commitmentPanel(card) {
  const origin = card.at.origin ?? "real";
  const body = card.commitments.length === 0
    ? h("p", { class: "empty-line" }, "No commitment is registered.")
    : h("div", { class: "table-scroll", tabindex: "0", role: "region", "aria-label": "Commitments" },
      h("table", { class: "data" },
        h("caption", { class: "visually-hidden" }, "Commitments and verdicts"),
        h("thead", {}, h("tr", {}, [["Commitment"], ["Verdict"], ["Baseline", 1], ["Target", 1],
          ["Newest closed", 1], ["Coverage", 1], ["Due"], ["Closed periods"], ["Course"]].map(([name, right]) =>
          h("th", { scope: "col", class: right ? "right" : null }, name)))),
        h("tbody", {}, card.commitments.map((state) => {
          const last = state.periods.at(-1);
          return h("tr", {},
            h("th", { scope: "row" }, field(nameOf(state.metric)).label,
              h("span", { class: "when" }, `${state.id}, judged by the ${state.judgedOver}, method ${state.method}`)),
            h("td", {}, verdictBadge(state.verdict),
              state.reason ? h("span", { class: "when" }, state.reason) : null),
            h("td", { class: "right" }, metricValue(state.metric, state.baseline),
              state.baselinePeriod ? h("span", { class: "when" }, `of ${state.baselinePeriod}`) : null),
            h("td", { class: "right" }, metricValue(state.metric, state.target)),
            h("td", { class: "right strong" }, state.withheld ? "withheld" : metricValue(state.metric, last?.value),
              last ? h("span", { class: "when" }, onDay(last.start)) : null),
            h("td", { class: "right" }, share(last?.coverage),
              h("span", { class: "when" }, `needs ${fixed(state.minimumCoverage * 100, 0)} %`)),
            h("td", { class: "nowrap" }, onDate(Date.parse(state.by))),
            h("td", {}, periodStrip(state, origin)),
            h("td", {}, DIRECTIONS[state.trend] ?? "no trend yet",
              h("span", { class: "when" }, projectionText(state))));
        }))));
  return h("section", { class: "panel" },
    h("header", { class: "panel-head" }, h("h2", {}, "Commitments"),
      h("span", { class: "panel-note" }, "each verdict is a row of the ledger")),
    body);
}

function figureList(principle) {
  if (principle.figures.length === 0) {
    return h("p", { class: "empty-line" }, "Telemetry says little of this.");
  }
  return h("dl", { class: "facts" }, principle.figures.map((figure) => {
    const shown = field(nameOf(figure.metric));
    const value = isKnown(figure.value) ? `${shown.text(figure.value)} ${shown.unit}`.trim()
      : figure.reason.startsWith("depends") ? "withheld" : "–";
    return h("div", {}, h("dt", {}, shown.label),
      h("dd", { title: figure.reason ?? null }, value));
  }));
}

function declarationItem(one, mayDeclare, reload) {
  const value = one.value === null ? null : PLAIN.format(one.value);
  const head = h("div", { class: one.withdrawn ? "withdrawn" : null },
    h("span", { class: "strong" }, words(one.metric)), ` ${one.period}`, value ? `: ${value}` : "",
    one.statement ? h("span", { class: "when" }, one.statement) : null);
  const who = one.account
    ? h("span", { class: "when" }, `${one.account}, ${atStamp(one.at)}`)
    : h("span", { class: "when" }, "reference data: figures rest on it");
  const paper = one.document
    ? h("a", { href: `${api}/documents/${one.document}` }, one.documentName)
    : null;
  const hash = one.document
    ? h("span", { class: "when" }, "SHA-256 ", h("code", { title: one.document }, `${one.document.slice(0, 16)}…`))
    : null;
  const withdrawn = one.withdrawn
    ? h("span", { class: "when warn" }, `Withdrawn by ${one.withdrawnBy}, ${atStamp(one.withdrawnAt)}: ${one.withdrawn}`)
    : null;
  const button = mayDeclare && one.seq !== null && !one.withdrawn
    ? h("button", { type: "button", class: "button small",
      "aria-label": `Withdraw ${words(one.metric)} of ${one.period}`,
      onclick: () => withdraw(one, reload) }, "Withdraw")
    : null;
  return h("li", {}, head, paper, hash, who, withdrawn, button);
}

async function withdraw(one, reload) {
  const reason = window.prompt("Why is it withdrawn? The entry and its document stay.");
  if (!reason) return;
  try {
    await change(`${api}/declarations/${one.seq}/withdrawal`, { reason });
    await reload();
  } catch (error) {
    showProblem(error.message);
  }
}

function criteriaList(principle) {
  if (principle.criteria.length === 0) {
    return h("p", { class: "panel-foot" }, "No threshold or weight is registered.");
  }
  return h("ul", { class: "plain-list" }, principle.criteria.map((one) => h("li", {},
    h("span", { class: "strong" }, words(one.metric)),
    one.atLeast !== null ? ` at least ${one.atLeast}` : "", one.atMost !== null ? ` at most ${one.atMost}` : "",
    one.weight !== null ? `, weight ${one.weight}` : "",
    one.holds === null ? "" : one.holds ? ": holds" : ": does not hold",
    h("span", { class: "when" }, one.source))));
}

function principlePanel(principle, card, reload) {
  return h("section", { class: "panel principle" },
    h("header", { class: "panel-head" },
      h("h2", {}, `${principle.id}. ${principle.title}`),
      h("span", { class: "panel-note" }, principle.missing.length === 0 ? "nothing is missing"
        : `${principle.missing.length} missing`)),
    h("div", { class: "principle-parts" },
      h("div", {}, h("h3", {}, "Telemetry"), figureList(principle)),
      h("div", {}, h("h3", {}, "Declared"),
        principle.declared.length === 0 ? h("p", { class: "empty-line" }, "Nothing is declared.")
          : h("ul", { class: "plain-list declared" }, principle.declared.map((one) =>
            declarationItem(one, card.mayDeclare, reload)))),
      h("div", {}, h("h3", {}, "Missing"),
        principle.missing.length === 0 ? h("p", { class: "empty-line" }, "Nothing.")
          : h("ul", { class: "plain-list" }, principle.missing.map((line) => h("li", {}, words(line)))))),
    criteriaList(principle));
}

function declarationForm(card, reload) {
  const principle = h("select", { name: "principle" }, card.principles.map((one) =>
    h("option", { value: one.id }, `${one.id}. ${one.title}`)));
  const metric = h("input", { name: "metric", required: true, pattern: "[a-z0-9_]{1,64}",
    placeholder: "capex_hkd", autocapitalize: "none", spellcheck: "false" });
  const period = h("input", { name: "period", required: true, pattern: "[0-9]{4}(-[0-9]{2})?", placeholder: "2026" });
  const value = h("input", { name: "value", inputmode: "decimal", placeholder: "1200.5" });
  const statement = h("input", { name: "statement", maxlength: 2000 });
  const file = h("input", { type: "file" });
  const result = h("p", { class: "check", role: "status" });

  async function send(event) {
    event.preventDefault();
    setText(result, "Keeping it…");
    try {
      const body = { principle: Number(principle.value), metric: metric.value, period: period.value,
        value: value.value, statement: statement.value };
      if (file.files.length > 0) {
        body.document = await upload(file.files[0]);
      }
      await change(`${api}/declarations`, body);
      await reload();
    } catch (error) {
      result.className = "check check-bad";
      setText(result, error.message);
    }
  }
  return h("section", { class: "panel" },
    h("header", { class: "panel-head" }, h("h2", {}, "Declare"),
      h("span", { class: "panel-note" }, "kept for ever, with your name and the time")),
    h("form", { class: "form in-line", onsubmit: send },
      h("label", {}, "Principle", principle), h("label", {}, "What", metric), h("label", {}, "Year or month", period),
      h("label", {}, "Value", value), h("label", {}, "In words", statement),
      h("label", {}, "Document, at most 10 MiB", file),
      h("button", { type: "submit", class: "button primary" }, "Declare"), result));
}

async function upload(file) {
  const { changeToken } = await session();
  const asked = new URLSearchParams({ name: file.name, type: file.type });
  const answer = await request(`${api}/documents?${asked}`, {
    method: "POST",
    headers: { "Content-Type": "application/octet-stream", "X-Change-Token": changeToken },
    body: file,
  });
  return answer.sha256;
}

async function load() {
  const origin = parameters.get("origin");
  let card;
  try {
    card = await request(`${api}/scorecard${origin ? `?origin=${encodeURIComponent(origin)}` : ""}`);
  } catch (error) {
    put(place);
    showProblem(`${error.message} Reload the page to try again.`);
    return;
  }
  document.title = `Scorecard of ${card.name} · INNOPARK telemetry`;
  put(place,
    h("header", { class: "page-head" },
      h("div", {},
        h("ol", { class: "crumbs", "aria-label": "Where this is" },
          h("li", {}, estateName(card.estate)),
          h("li", {}, h("a", { href: keepingOrigin(`/tenants/${card.tenant}`) }, card.name))),
        h("h1", {}, "Scorecard"),
        h("p", { class: "lead" }, `Figures of ${card.name} ${card.since ? `since ${onDate(card.since)}` : ""}, coverage ${share(card.coverage)}. ${card.source}`)),
      h("a", { class: "button", href: keepingOrigin(`/tenants/${card.tenant}/year`) }, "Environmental figures of the year")),
    commitmentPanel(card),
    card.principles.map((principle) => principlePanel(principle, card, load)),
    card.mayDeclare ? declarationForm(card, load) : null);
  showFreshness(card.at);
}

if (place) load();
