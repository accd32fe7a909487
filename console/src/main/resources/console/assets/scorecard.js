// A tenant by the eight principles: what telemetry shows, what is declared, what is missing.

import { figureOf, metricValue } from "./commitments.js";
import { h, put, setText } from "./dom.js";
import { atStamp, estateName, field, fixed, isKnown, onDate, onDay, share } from "./format.js";
import { ask } from "./live.js";
import { dataTable, panel } from "./parts.js";
import { request, session, change } from "./session.js";
import { askedBy, keepingOrigin, parameters, showFreshness, showProblem } from "./shell.js";
import { LANGUAGE, listed, named, t } from "./text.js";

const place = document.getElementById("scorecard");
const tenant = location.pathname.split("/")[2];
const api = `/api/tenants/${tenant}`;
const PLAIN = new Intl.NumberFormat(LANGUAGE, { maximumFractionDigits: 9 });

const words = (metric) => named("declared", metric);
const titleOf = (principle) => `${principle.id}. ${t(`principle.${principle.id}`)}`;
/** A figure by its name, what is declared by its own. */
const missingName = (metric) => (metric.includes(".") ? field(figureOf(metric)).label : words(metric));

export function verdictBadge(verdict) {
  return h("span", { class: `verdict verdict-${verdict}` }, named("verdict", verdict));
}

/** How closed periods stood, the oldest first; each leads to its row of the ledger. */
export function periodStrip(state, origin) {
  if (state.periods.length === 0) return h("span", { class: "when" }, t("commitments.no_period"));
  return h("ol", { class: "periods" }, state.periods.map((period) => {
    const stands = named("standing", period.standing);
    const words = t("commitments.period", onDay(period.start), stands, period.seq);
    return h("li", {}, h("a", {
      class: `period standing-${period.standing}`,
      href: `/audit/${state.tenant}/${origin}/${period.seq}`,
      title: words,
    }, h("span", { class: "visually-hidden" }, words)));
  }));
}

export function projectionText(state) {
  const projection = state.projection;
  if (projection.onCourse === null) return projection.reason;
  const words = projection.onCourse ? t("commitments.on_course") : t("commitments.off_course");
  return isKnown(projection.value)
    ? t("commitments.expected", words, metricValue(state.metric, projection.value))
    : words;
}

function commitmentPanel(card) {
  const origin = card.at.origin ?? "real";
  const body = card.commitments.length === 0
    ? h("p", { class: "empty-line" }, t("commitments.none"))
    : dataTable({ name: t("panel.commitments") },
      [["commitment"], ["verdict"], ["baseline", 1], ["target", 1],
        ["newest", 1], ["coverage", 1], ["due"], ["periods"], ["course"]].map(([name, right]) =>
        h("th", { scope: "col", class: right ? "right" : null }, t(`commitments.column.${name}`))),
      h("tbody", {}, card.commitments.map((state) => {
        const last = state.periods.at(-1);
        return h("tr", {},
          h("th", { scope: "row" }, field(figureOf(state.metric)).label,
            h("span", { class: "when" }, t("commitments.judged", state.id, named("grain", state.judgedOver), state.method))),
          h("td", {}, verdictBadge(state.verdict),
            state.reason ? h("span", { class: "when" }, state.reason) : null),
          h("td", { class: "right" }, metricValue(state.metric, state.baseline),
            state.baselinePeriod ? h("span", { class: "when" }, t("commitments.of", state.baselinePeriod)) : null),
          h("td", { class: "right" }, metricValue(state.metric, state.target)),
          h("td", { class: "right strong" }, state.withheld ? t("commitments.withheld") : metricValue(state.metric, last?.value),
            last ? h("span", { class: "when" }, onDay(last.start)) : null),
          h("td", { class: "right" }, share(last?.coverage),
            h("span", { class: "when" }, t("commitments.needs", fixed(state.minimumCoverage * 100, 0)))),
          h("td", { class: "nowrap" }, onDate(Date.parse(state.by))),
          h("td", {}, periodStrip(state, origin)),
          h("td", { class: "course" }, t(`commitments.trend.${state.trend}`),
            h("span", { class: "when" }, projectionText(state))));
      })));
  return panel(t("panel.commitments"), t("commitments.rows"), body);
}

function figureList(principle) {
  if (principle.figures.length === 0) {
    return h("p", { class: "empty-line" }, t("scorecard.little"));
  }
  return h("dl", { class: "facts" }, principle.figures.map((figure) => {
    const shown = field(figureOf(figure.metric));
    const value = isKnown(figure.value) ? `${shown.text(figure.value)} ${shown.unit}`.trim()
      : figure.withheld ? t("commitments.withheld") : "–";
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
    : h("span", { class: "when" }, t("scorecard.registry"));
  const paper = one.document
    ? h("a", { href: `${api}/documents/${one.document}` }, one.documentName)
    : null;
  const hash = one.document
    ? h("span", { class: "when" }, "SHA-256 ", h("code", { title: one.document }, `${one.document.slice(0, 16)}…`))
    : null;
  const withdrawn = one.withdrawn
    ? h("span", { class: "when warn" }, t("scorecard.withdrawn", one.withdrawnBy, atStamp(one.withdrawnAt), one.withdrawn))
    : null;
  const button = mayDeclare && one.seq !== null && !one.withdrawn
    ? h("button", { type: "button", class: "button small",
      "aria-label": t("scorecard.withdraw_one", words(one.metric), one.period),
      onclick: () => withdraw(one, reload) }, t("scorecard.withdraw"))
    : null;
  return h("li", {}, head, paper, hash, who, withdrawn, button);
}

async function withdraw(one, reload) {
  const reason = window.prompt(t("scorecard.why"));
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
    return h("p", { class: "panel-foot" }, t("scorecard.no_criteria"));
  }
  return h("ul", { class: "plain-list" }, principle.criteria.map((one) => h("li", {},
    h("span", { class: "strong" }, words(one.metric)),
    " ", listed([
      one.atLeast !== null ? t("scorecard.at_least", one.atLeast) : null,
      one.atMost !== null ? t("scorecard.at_most", one.atMost) : null,
      one.weight !== null ? t("scorecard.weight", one.weight) : null,
      one.holds === null ? null : one.holds ? t("scorecard.holds") : t("scorecard.does_not_hold"),
    ].filter(Boolean)),
    h("span", { class: "when" }, one.source))));
}

function principlePanel(principle, card, reload) {
  return h("section", { class: "panel principle" },
    h("header", { class: "panel-head" },
      h("h2", {}, titleOf(principle)),
      h("span", { class: "panel-note" }, principle.missing.length === 0 ? t("scorecard.nothing_missing")
        : t("scorecard.count_missing", principle.missing.length))),
    h("div", { class: "principle-parts" },
      h("div", {}, h("h3", {}, t("scorecard.telemetry")), figureList(principle)),
      h("div", {}, h("h3", {}, t("scorecard.declared")),
        principle.declared.length === 0 ? h("p", { class: "empty-line" }, t("scorecard.nothing_declared"))
          : h("ul", { class: "plain-list declared" }, principle.declared.map((one) =>
            declarationItem(one, card.mayDeclare, reload)))),
      h("div", {}, h("h3", {}, t("scorecard.missing")),
        principle.missing.length === 0 ? h("p", { class: "empty-line" }, t("scorecard.nothing_missing"))
          : h("ul", { class: "plain-list" }, principle.missing.map((one) =>
            h("li", {}, missingName(one.metric), h("span", { class: "when" }, one.reason)))))),
    criteriaList(principle));
}

function declarationForm(card, reload) {
  const principle = h("select", { name: "principle" }, card.principles.map((one) =>
    h("option", { value: one.id }, titleOf(one))));
  const metric = h("input", { name: "metric", required: true, pattern: "[a-z0-9_]{1,64}",
    placeholder: "capex_hkd", list: "declarable", autocapitalize: "none", spellcheck: "false" });
  const declarable = h("datalist", { id: "declarable" });
  const offer = () => {
    const chosen = card.principles.find((one) => String(one.id) === principle.value);
    const metrics = new Set([...chosen.declared, ...chosen.missing].map((one) => one.metric));
    put(declarable, [...metrics].filter((name) => !name.includes(".")).map((name) =>
      h("option", { value: name, label: words(name) })));
  };
  principle.addEventListener("change", offer);
  offer();
  const period = h("input", { name: "period", required: true, pattern: "[0-9]{4}(-[0-9]{2})?", placeholder: "2026" });
  const value = h("input", { name: "value", inputmode: "decimal", placeholder: "1200.5" });
  const statement = h("input", { name: "statement", maxlength: 2000 });
  const file = h("input", { type: "file" });
  const result = h("p", { class: "check", role: "status" });

  async function send(event) {
    event.preventDefault();
    setText(result, t("scorecard.keeping"));
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
  return panel(t("scorecard.declare"), t("scorecard.kept"),
    h("form", { class: "form in-line", onsubmit: send },
      h("label", {}, t("scorecard.form.principle"), principle), h("label", {}, t("scorecard.form.metric"), metric, declarable),
      h("label", {}, t("scorecard.form.period"), period),
      h("label", {}, t("scorecard.form.value"), value), h("label", {}, t("scorecard.form.statement"), statement),
      h("label", {}, t("scorecard.form.file"), file),
      h("button", { type: "submit", class: "button primary" }, t("scorecard.declare")), result));
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

/** The form that takes a month's evidence away, for who may see all of it. */
function packForm(card) {
  const month = h("input", { type: "month", required: "", min: "2000-01" });
  const when = new Date(card.at.asOf ?? card.at.now);
  when.setUTCDate(0);
  month.value = when.toISOString().slice(0, 7);
  const form = h("form", { class: "filters", "aria-label": t("scorecard.pack") },
    h("label", {}, t("scorecard.pack.month"), " ", month),
    h("button", { type: "submit", class: "button" }, t("scorecard.pack")));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const asked = new URLSearchParams();
    for (const [name, value] of [["origin", parameters.get("origin") ?? card.at.origin], ["known", parameters.get("known")]]) {
      if (value) asked.set(name, value);
    }
    location.assign(`/api/tenants/${card.tenant}/evidence/${month.value}?${asked}`);
  });
  return form;
}

async function load() {
  let card;
  try {
    card = await ask(`${api}/scorecard?${askedBy("origin")}`);
  } catch (error) {
    put(place);
    showProblem(t("scorecard.try_again", error.message));
    return;
  }
  const { packs } = await session();
  document.title = t("page.title", `${t("page.scorecard")} · ${card.name}`);
  put(place,
    h("header", { class: "page-head" },
      h("div", {},
        h("ol", { class: "crumbs", "aria-label": t("scorecard.where") },
          h("li", {}, estateName(card.estate)),
          h("li", {}, h("a", { href: keepingOrigin(`/tenants/${card.tenant}`) }, card.name))),
        h("h1", {}, t("page.scorecard")),
        h("p", { class: "lead" }, t("scorecard.lead", card.name,
          card.since ? onDate(card.since) : t("scorecard.start"), share(card.coverage)))),
      h("a", { class: "button", href: keepingOrigin(`/tenants/${card.tenant}/year`) }, t("scorecard.year"))),
    commitmentPanel(card),
    card.principles.map((principle) => principlePanel(principle, card, load)),
    card.mayDeclare ? declarationForm(card, load) : null,
    packs ? packForm(card) : null);
  showFreshness(card.at);
}

if (place) load();
