// The audit page: chains, what verification found, figures and rows, now or as known at a time.

import { h, put } from "./dom.js";
import { atStamp, fixed, moment, share } from "./format.js";
import { ask } from "./live.js";
import { dataTable, panel } from "./parts.js";
import { askedBy, chooseKnown, keepParameters, KNOWN, parameters, showProblem } from "./shell.js";
import { named, t } from "./text.js";

const audit = document.getElementById("audit");
const FILTERS = ["tenant", "origin", "measurement", "grain"];

const short = (hash) => `${hash.slice(0, 12)}…`;
const hashCell = (hash) => h("td", {}, h("code", { title: hash }, short(hash)));

/** What the last night found, or that there was none yet. */
function lastVerification(verified) {
  if (!verified) {
    return h("span", { class: "check" }, t("audit.not_yet"));
  }
  return h("span", { class: `check ${verified.intact ? "check-good" : "check-bad"}` },
    verified.intact ? t("audit.holds", fixed(verified.rows, 0))
      : t("audit.broken", fixed(verified.brokenSeq, 0), named("fault", verified.fault)),
    h("span", { class: "when" }, t("audit.anchors", atStamp(verified.at), fixed(verified.anchors, 0))));
}

function chainTable(chains) {
  return dataTable({ name: t("audit.chains"), caption: t("audit.chains.caption") },
    [h("th", { scope: "col" }, t("name.tenant")), h("th", { scope: "col" }, t("name.origin")),
      h("th", { scope: "col", class: "right" }, t("audit.rows")),
      h("th", { scope: "col", class: "right" }, t("audit.corrections")),
      h("th", { scope: "col" }, t("audit.last_hash")), h("th", { scope: "col" }, t("audit.last_recorded")),
      KNOWN ? null : h("th", { scope: "col" }, t("audit.check"))],
    h("tbody", {}, chains.map((chain) => h("tr", {},
      h("th", { scope: "row", translate: "no" }, chain.tenant),
      h("td", { translate: "no" }, chain.origin),
      h("td", { class: "right" }, fixed(chain.rows, 0),
        chain.rows === chain.lastSeq ? null
          : h("span", { class: "warn" }, ` ${t("audit.rows_missing", fixed(chain.lastSeq, 0))}`)),
      h("td", { class: "right" }, fixed(chain.corrections, 0)),
      hashCell(chain.lastHash),
      h("td", {}, chain.lastRecordedAt ? atStamp(chain.lastRecordedAt) : "–"),
      KNOWN ? null : h("td", {}, lastVerification(chain.verified))))));
}

/** A closed month or day of a tenant, as it is or was known. */
function periodForm(chains) {
  const names = chains.map((chain) => `${chain.tenant}/${chain.origin}`);
  const chain = h("select", {}, names.map((name) => h("option", { value: name, translate: "no" }, name)));
  const period = h("input", { type: "text", placeholder: "2026-01", size: "10",
    pattern: "[0-9]{4}-[0-9]{2}(-[0-9]{2})?", required: true });
  const found = h("div", { role: "status" });
  const form = h("form", { class: "filters" },
    h("label", {}, t("audit.period.chain"), chain), h("label", {}, t("audit.period.which"), period),
    h("button", { type: "submit", class: "button" }, t("audit.known.show")));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const rows = await ask(`/api/ledger/periods/${chain.value}?${new URLSearchParams({ period: period.value })}`);
      put(found, rows.length === 0
        ? h("p", { class: "empty-line" }, t("audit.period.nothing", period.value))
        : rows.map(periodFigures));
      showProblem(null);
    } catch (error) {
      showProblem(error.message);
    }
  });
  return [form, found];
}

function periodFigures({ row }) {
  const e = row.entry;
  const figures = Object.entries(JSON.parse(e.figures)).filter(([, value]) => value !== null);
  const title = t("audit.period.caption", named("measurement", e.measurement), fixed(e.revision, 0));
  return h("div", { class: "table-scroll", tabindex: "0", role: "region", "aria-label": title },
    h("table", { class: "data" },
      h("caption", {}, title, " ", h("a", { href: `/audit/${e.tenant}/${e.origin}/${row.seq}` },
        t("audit.period.row", fixed(row.seq, 0)))),
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t("audit.period.figure")),
        h("th", { scope: "col", class: "right" }, t("audit.period.value")))),
      h("tbody", {}, figures.map(([name, value]) => h("tr", {},
        h("th", { scope: "row", translate: "no" }, h("code", {}, name)),
        h("td", { class: "right" }, String(value)))))));
}

function knownForm() {
  const time = h("input", { type: "datetime-local", value: KNOWN ?? "" });
  const form = h("form", { class: "filters", "aria-label": t("audit.known.name") },
    h("label", {}, t("audit.known"), time),
    h("button", { type: "submit", class: "button" }, t("audit.known.show")),
    KNOWN ? h("button", { type: "button", class: "button", onclick: () => chooseKnown("") }, t("audit.known.now")) : null);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    chooseKnown(time.value);
  });
  return form;
}

/** A title, and as of when it is where that is not now. */
const asKnown = (title) => (KNOWN ? t("audit.known.until", title, KNOWN.replace("T", " ")) : title);

function filterForm(chains, change) {
  const options = {
    tenant: [...new Set(chains.map((chain) => chain.tenant))],
    origin: [...new Set(chains.map((chain) => chain.origin))],
    measurement: ["throughput", "energy", "sustainability", "quality_of_data"],
    grain: ["hour", "day", "month"],
  };
  const selects = FILTERS.map((name) => {
    const select = h("select", { onchange: () => change(name, select.value) },
      h("option", { value: "" }, t("audit.all")),
      options[name].map((value) => h("option", { value, translate: name === "tenant" ? "no" : null }, named(name, value))));
    select.value = parameters.get(name) ?? "";
    return h("label", {}, t(`name.${name}`), select);
  });
  const corrections = h("input", { type: "checkbox",
    onchange: () => change("revised", corrections.checked ? "true" : "") });
  corrections.checked = parameters.get("revised") === "true";
  return h("div", { class: "filters", role: "group", "aria-label": t("audit.filters") },
    selects, h("label", { class: "check-label" }, corrections, t("audit.corrections_only")));
}

function rowTable(rows) {
  if (rows.length === 0) {
    return h("p", { class: "empty-line" }, t("audit.no_row"));
  }
  return dataTable({ name: t("audit.ledger_rows"), caption: t("audit.rows.caption"), look: "ledger" },
    [h("th", { scope: "col", class: "right" }, t("audit.row")), h("th", { scope: "col" }, t("name.tenant")),
      h("th", { scope: "col" }, t("name.line")), h("th", { scope: "col" }, t("name.measurement")),
      h("th", { scope: "col" }, t("name.grain")), h("th", { scope: "col" }, t("audit.start")),
      h("th", { scope: "col", class: "right" }, t("audit.revision")), h("th", { scope: "col" }, t("audit.reason")),
      h("th", { scope: "col", class: "right" }, t("column.coverage")),
      h("th", { scope: "col" }, t("audit.recorded")), h("th", { scope: "col" }, t("audit.hash"))],
    h("tbody", {}, rows.map(({ row, recordedAt, intact }) => {
      const e = row.entry;
      return h("tr", {},
        h("th", { scope: "row", class: "right" },
          h("a", { href: `/audit/${e.tenant}/${e.origin}/${row.seq}` }, fixed(row.seq, 0))),
        h("td", { translate: "no" }, e.tenant, h("span", { class: "when" }, e.origin)),
        h("td", {}, e.line ?? t("audit.all_lines")),
        h("td", {}, named("measurement", e.measurement)), h("td", {}, named("grain", e.grain)),
        h("td", { class: "nowrap" }, moment(e.periodStartMillis)),
        h("td", { class: "right" }, fixed(e.revision, 0)),
        h("td", {}, e.reason ? named("revision_reason", e.reason) : "–"),
        h("td", { class: "right" }, share(e.coverage)),
        h("td", { class: "nowrap" }, recordedAt ? moment(recordedAt) : "–"),
        h("td", {}, h("code", { title: row.hash }, short(row.hash)),
          intact ? null : h("span", { class: "warn" }, ` ${t("audit.not_fit")}`)));
    })));
}

async function start() {
  let answer;
  try {
    answer = await ask("/api/ledger/chains");
  } catch (error) {
    put(audit);
    showProblem(t("audit.reload", error.message));
    return;
  }
  if (!answer.connected) {
    put(audit, h("section", { class: "empty" }, h("h2", {}, t("audit.none")),
      h("p", {}, t("audit.none.why"))));
    return;
  }
  if (answer.chains.length === 0) {
    put(audit, KNOWN ? knownForm() : null, h("section", { class: "empty" }, h("h2", {}, t("audit.empty")),
      h("p", {}, KNOWN ? t("audit.known.nothing") : t("audit.empty.why"))));
    return;
  }
  const rows = h("div", {});
  const pager = h("div", { class: "pager" });
  let page = 0;

  async function load() {
    const asked = askedBy(...FILTERS, "revised");
    asked.set("page", String(page));
    rows.setAttribute("aria-busy", "true");
    try {
      const found = await ask(`/api/ledger/rows?${asked}`);
      put(rows, rowTable(found));
      showProblem(null);
      pager.replaceChildren(
        h("button", { type: "button", class: "button", disabled: page === 0,
          onclick: () => { page--; load(); } }, t("pager.newer")),
        h("span", {}, t("pager.page", page + 1)),
        h("button", { type: "button", class: "button", disabled: found.length < 50,
          onclick: () => { page++; load(); } }, t("pager.older")));
    } catch (error) {
      showProblem(error.message);
    }
  }

  function change(name, value) {
    keepParameters({ [name]: value });
    page = 0;
    load();
  }

  put(audit, knownForm(),
    panel(asKnown(t("audit.chains")), null, chainTable(answer.chains)),
    panel(asKnown(t("audit.period.title")), null, periodForm(answer.chains)),
    panel(asKnown(t("audit.rows.title")), null, filterForm(answer.chains, change), rows, pager));
  load();
}

start();
