// Accounts, for who runs the platform.

import { h, put, setText } from "./dom.js";
import { dataTable } from "./parts.js";
import { change, request, rightText, session } from "./session.js";
import { showProblem } from "./shell.js";
import { t } from "./text.js";

const place = document.getElementById("accounts");

const key = (grant) => `${grant.role} ${grant.tenant ?? ""}`;
const body = (text) => {
  const [role, tenant] = text.split(" ");
  return { role, tenant };
};

function grantCell(account, choices, act) {
  const names = new Map(choices.map((grant) => [key(grant), rightText(grant)]));
  const select = h("select", { "aria-label": t("accounts.right_to_give", account.name) },
    choices.map((grant) => h("option", { value: key(grant) }, rightText(grant))));
  return h("td", {},
    h("ul", { class: "grants" }, account.grants.map((grant) => h("li", {},
      names.get(key(grant)) ?? rightText(grant),
      h("button", { type: "button", class: "button small",
        "aria-label": t("accounts.take_from", rightText(grant), account.name),
        onclick: () => act(`${account.name}/grants/revoke`, body(key(grant))) }, t("accounts.take"))))),
    h("div", { class: "give" }, select,
      h("button", { type: "button", class: "button small", "aria-label": t("accounts.give_to", account.name),
        onclick: () => act(`${account.name}/grants`, body(select.value)) }, t("accounts.give"))));
}

function row(account, choices, act) {
  const link = h("span", { class: "check", role: "status" });
  return h("tr", {},
    h("th", { scope: "row" }, h("span", { translate: "no" }, account.fullName),
      h("span", { class: "when", translate: "no" }, account.name)),
    grantCell(account, choices, act),
    h("td", {}, account.disabled ? t("accounts.disabled") : t("accounts.active")),
    h("td", { class: "wrap" },
      h("button", { type: "button", class: "button small", "aria-label": t("accounts.link_for", account.name),
        onclick: async () => {
          try {
            const { path } = await change(`/api/accounts/${account.name}/link`, {});
            setText(link, t("accounts.link_works", `${location.origin}${path}`));
          } catch (error) {
            setText(link, error.message);
          }
        } }, t("accounts.link")),
      h("button", { type: "button", class: "button small",
        "aria-label": account.disabled
          ? t("accounts.enable_of", account.name) : t("accounts.disable_of", account.name),
        onclick: () => act(`${account.name}/disabled`, { disabled: !account.disabled }) },
      account.disabled ? t("accounts.enable") : t("accounts.disable")), link));
}

function addForm(act) {
  const name = h("input", { required: true, maxlength: 128, autocapitalize: "none", spellcheck: "false" });
  const fullName = h("input", { required: true, maxlength: 200 });
  const form = h("form", { class: "form in-line" },
    h("label", {}, t("accounts.name"), name), h("label", {}, t("accounts.full_name"), fullName),
    h("button", { class: "button primary", type: "submit" }, t("accounts.add")));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (await act("", { name: name.value, fullName: fullName.value })) form.reset();
  });
  return form;
}

async function start() {
  const rows = h("tbody", {});
  let choices = [];

  async function load() {
    const accounts = await request("/api/accounts");
    rows.replaceChildren(...accounts.map((account) => row(account, choices, act)));
  }

  async function act(path, what) {
    try {
      await change(`/api/accounts${path && `/${path}`}`, what);
      showProblem(null);
      await load();
      return true;
    } catch (error) {
      showProblem(error.message);
      return false;
    }
  }

  try {
    choices = (await session()).choices;
    await load();
  } catch (error) {
    put(place);
    showProblem(error.message);
    return;
  }
  put(place, h("section", { class: "panel" },
    dataTable({ name: t("page.accounts"), caption: t("accounts.caption") },
      [t("accounts.who"), t("accounts.rights"), t("accounts.state"),
        h("span", { class: "visually-hidden" }, t("accounts.what_to_do"))].map((name) =>
        h("th", { scope: "col" }, name)),
      rows),
    addForm(act)));
}

start();
