// The audit page: chains, their newest rows, and a check of their hashes.

import { h, put, setText } from "./dom.js";
import { atStamp, fixed, isKnown, moment } from "./format.js";
import { ask } from "./live.js";
import { parameters, showProblem } from "./shell.js";

const audit = document.getElementById("audit");
const FILTERS = [
  ["tenant", "Tenant"], ["origin", "Origin"], ["measurement", "Measurement"], ["grain", "Period"],
];

const short = (hash) => `${hash.slice(0, 12)}…`;
const hashCell = (hash) => h("td", {}, h("code", { title: hash }, short(hash)));

function verifyButton(chain, result) {
  const button = h("button", { type: "button", class: "button" }, "Verify");
  button.setAttribute("aria-label", `Verify the chain of ${chain.tenant}, ${chain.origin}`);
  button.addEventListener("click", async () => {
    button.disabled = true;
    result.className = "check";
    setText(result, "Computing every hash again…");
    try {
      const found = await ask(`/api/ledger/verification/${chain.tenant}/${chain.origin}`);
      result.className = `check ${found.intact ? "check-good" : "check-bad"}`;
      setText(result, `${found.intact ? "Intact." : "Broken."} ${found.finding}`);
    } catch (error) {
      result.className = "check check-bad";
      setText(result, error.message);
    }
    button.disabled = false;
  });
  return button;
}

function chainTable(chains) {
  return h("div", { class: "table-scroll", tabindex: "0", role: "region", "aria-label": "Chains" },
    h("table", { class: "data" },
      h("caption", { class: "visually-hidden" }, "Hash chains"),
      h("thead", {}, h("tr", {},
        h("th", { scope: "col" }, "Tenant"), h("th", { scope: "col" }, "Origin"),
        h("th", { scope: "col", class: "right" }, "Rows"),
        h("th", { scope: "col", class: "right" }, "Corrections"),
        h("th", { scope: "col" }, "Last hash"), h("th", { scope: "col" }, "Last recorded"),
        h("th", { scope: "col" }, "Check"))),
      h("tbody", {}, chains.map((chain) => {
        const result = h("span", { class: "check", role: "status" });
        return h("tr", {},
          h("th", { scope: "row" }, chain.tenant), h("td", {}, chain.origin),
          h("td", { class: "right" }, fixed(chain.rows, 0),
            chain.rows === chain.lastSeq ? null
              : h("span", { class: "warn" }, ` of ${fixed(chain.lastSeq, 0)}: rows are missing`)),
          h("td", { class: "right" }, fixed(chain.corrections, 0)),
          hashCell(chain.lastHash),
          h("td", {}, chain.lastRecordedAt ? atStamp(chain.lastRecordedAt) : "–"),
          h("td", {}, verifyButton(chain, result), result));
      }))));
}

function filterForm(chains, change) {
  const options = {
    tenant: [...new Set(chains.map((chain) => chain.tenant))],
    origin: [...new Set(chains.map((chain) => chain.origin))],
    measurement: ["throughput", "energy", "sustainability", "quality_of_data"],
    grain: ["hour", "day", "month"],
  };
  const selects = FILTERS.map(([name, label]) => {
    const select = h("select", { onchange: () => change(name, select.value) },
      h("option", { value: "" }, "all"),
      options[name].map((value) => h("option", { value }, value.replaceAll("_", " "))));
    select.value = parameters.get(name) ?? "";
    return h("label", {}, label, select);
  });
  const corrections = h("input", { type: "checkbox",
    onchange: () => change("revised", corrections.checked ? "true" : "") });
  corrections.checked = parameters.get("revised") === "true";
  return h("div", { class: "filters", role: "group", "aria-label": "Which rows" },
    selects, h("label", { class: "check-label" }, corrections, "corrections only"));
}

function rowTable(rows) {
  if (rows.length === 0) {
    return h("p", { class: "empty-line" }, "No row fits this filter.");
  }
  return h("div", { class: "table-scroll", tabindex: "0", role: "region", "aria-label": "Ledger rows" },
    h("table", { class: "data ledger" },
      h("caption", { class: "visually-hidden" }, "Ledger rows, newest first"),
      h("thead", {}, h("tr", {},
        h("th", { scope: "col", class: "right" }, "Row"), h("th", { scope: "col" }, "Tenant"),
        h("th", { scope: "col" }, "Line"), h("th", { scope: "col" }, "Measurement"),
        h("th", { scope: "col" }, "Period"), h("th", { scope: "col" }, "Start"),
        h("th", { scope: "col", class: "right" }, "Revision"), h("th", { scope: "col" }, "Reason"),
        h("th", { scope: "col", class: "right" }, "Coverage"),
        h("th", { scope: "col" }, "Recorded"), h("th", { scope: "col" }, "Hash"))),
      h("tbody", {}, rows.map(({ row, recordedAt, intact }) => {
        const e = row.entry;
        return h("tr", {},
          h("th", { scope: "row", class: "right" },
            h("a", { href: `/audit/${e.tenant}/${e.origin}/${row.seq}` }, fixed(row.seq, 0))),
          h("td", {}, e.tenant, h("span", { class: "when" }, e.origin)),
          h("td", {}, e.line ?? "all lines"),
          h("td", {}, e.measurement.replaceAll("_", " ")), h("td", {}, e.grain),
          h("td", { class: "nowrap" }, moment(e.periodStartMillis)),
          h("td", { class: "right" }, fixed(e.revision, 0)),
          h("td", {}, e.reason ?? "–"),
          h("td", { class: "right" }, isKnown(e.coverage) ? `${fixed(e.coverage * 100, 1)} %` : "–"),
          h("td", { class: "nowrap" }, recordedAt ? moment(recordedAt) : "–"),
          h("td", {}, h("code", { title: row.hash }, short(row.hash)),
            intact ? null : h("span", { class: "warn" }, " does not fit")));
      }))));
}

async function start() {
  let answer;
  try {
    answer = await ask("/api/ledger/chains");
  } catch (error) {
    put(audit);
    showProblem(`${error.message} Reload the page to try again.`);
    return;
  }
  if (!answer.connected) {
    put(audit, h("section", { class: "empty" }, h("h2", {}, "No ledger connected"),
      h("p", {}, "This console was started without a PostgreSQL database.")));
    return;
  }
  if (answer.chains.length === 0) {
    put(audit, h("section", { class: "empty" }, h("h2", {}, "The ledger is empty"),
      h("p", {}, "Its first rows come ten minutes after the first hour has ended.")));
    return;
  }
  const rows = h("div", {});
  const pager = h("div", { class: "pager" });
  let page = 0;

  async function load() {
    const asked = new URLSearchParams({ page: String(page) });
    for (const name of [...FILTERS.map(([n]) => n), "revised"]) {
      if (parameters.get(name)) asked.set(name, parameters.get(name));
    }
    rows.setAttribute("aria-busy", "true");
    try {
      const found = await ask(`/api/ledger/rows?${asked}`);
      put(rows, rowTable(found));
      showProblem(null);
      pager.replaceChildren(
        h("button", { type: "button", class: "button", disabled: page === 0,
          onclick: () => { page--; load(); } }, "Newer"),
        h("span", {}, `Page ${page + 1}`),
        h("button", { type: "button", class: "button", disabled: found.length < 50,
          onclick: () => { page++; load(); } }, "Older"));
    } catch (error) {
      showProblem(error.message);
    }
  }

  function change(name, value) {
    if (value) parameters.set(name, value);
    else parameters.delete(name);
    history.replaceState(null, "", parameters.size ? `?${parameters}` : location.pathname);
    page = 0;
    load();
  }

  put(audit,
    h("section", { class: "panel" }, h("header", { class: "panel-head" }, h("h2", {}, "Chains")),
      chainTable(answer.chains)),
    h("section", { class: "panel" },
      h("header", { class: "panel-head" }, h("h2", {}, "Rows, newest first")),
      filterForm(answer.chains, change), rows, pager));
  load();
}

start();
