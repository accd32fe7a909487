// What people did, newest first.

import { h, put } from "./dom.js";
import { atStamp } from "./format.js";
import { dataTable } from "./parts.js";
import { request } from "./session.js";
import { showProblem } from "./shell.js";
import { named, t } from "./text.js";

const place = document.getElementById("actions");
const COLUMNS = ["when", "who", "right", "from", "what", "about"];

function rowOf(action) {
  return h("tr", {},
    h("td", { class: "nowrap" }, atStamp(action.at)),
    h("th", { scope: "row", translate: "no" }, action.account),
    h("td", {}, named("role", action.role)),
    h("td", {}, h("code", {}, action.address)),
    h("td", {}, named("action", action.action)),
    h("td", { translate: "no" }, [action.tenant, action.subject].filter(Boolean).join(": "),
      action.reason ? h("span", { class: "when" }, action.reason) : null));
}

async function start() {
  const rows = h("tbody", {});
  const more = h("button", { type: "button", class: "button", onclick: load }, t("pager.older"));
  let before = null;

  async function load() {
    more.disabled = true;
    try {
      const found = await request(before ? `/api/actions?before=${before}` : "/api/actions");
      rows.append(...found.map(rowOf));
      before = found.at(-1)?.seq ?? before;
      more.hidden = found.length < 100;
      if (rows.children.length === 0) {
        rows.append(h("tr", {}, h("td", { colspan: COLUMNS.length }, t("actions.none"))));
      }
    } catch (error) {
      showProblem(error.message);
    }
    more.disabled = false;
  }

  await load();
  put(place, h("section", { class: "panel" },
    dataTable({ name: t("page.actions"), caption: t("actions.caption") },
      COLUMNS.map((name) => h("th", { scope: "col" }, t(`actions.column.${name}`))), rows),
    h("div", { class: "pager" }, more)));
}

start();
