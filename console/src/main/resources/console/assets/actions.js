// What people did, newest first.

import { h, put } from "./dom.js";
import { atStamp } from "./format.js";
import { request } from "./session.js";
import { showProblem } from "./shell.js";

const place = document.getElementById("actions");
const COLUMNS = ["When", "Who", "By which right", "From", "What", "About"];

function rowOf(action) {
  return h("tr", {},
    h("td", { class: "nowrap" }, atStamp(action.at)),
    h("th", { scope: "row" }, action.account),
    h("td", {}, action.role.replaceAll("_", " ")),
    h("td", {}, h("code", {}, action.address)),
    h("td", {}, action.action),
    h("td", {}, [action.tenant, action.subject].filter(Boolean).join(": "),
      action.reason ? h("span", { class: "when" }, action.reason) : null));
}

async function start() {
  const rows = h("tbody", {});
  const more = h("button", { type: "button", class: "button", onclick: load }, "Older");
  let before = null;

  async function load() {
    more.disabled = true;
    try {
      const found = await request(before ? `/api/actions?before=${before}` : "/api/actions");
      rows.append(...found.map(rowOf));
      before = found.at(-1)?.seq ?? before;
      more.hidden = found.length < 100;
      if (rows.children.length === 0) {
        rows.append(h("tr", {}, h("td", { colspan: COLUMNS.length }, "Nothing was done yet.")));
      }
    } catch (error) {
      showProblem(error.message);
    }
    more.disabled = false;
  }

  await load();
  put(place, h("section", { class: "panel" },
    h("div", { class: "table-scroll", tabindex: "0", role: "region", "aria-label": "Actions" },
      h("table", { class: "data" },
        h("caption", { class: "visually-hidden" }, "Actions, newest first"),
        h("thead", {}, h("tr", {}, COLUMNS.map((name) => h("th", { scope: "col" }, name)))), rows)),
    h("div", { class: "pager" }, more)));
}

start();
