// A person's own account: rights, password, tokens for programs.

import { h, put, setText } from "./dom.js";
import { onDate } from "./format.js";
import { dataTable } from "./parts.js";
import { change, request, rightText, session } from "./session.js";
import { showProblem } from "./shell.js";
import { listed, named, t } from "./text.js";

const place = document.getElementById("account");

function panel(title, note, ...content) {
  return h("section", { class: "panel" },
    h("header", { class: "panel-head" }, h("h2", {}, title), h("p", { class: "panel-note" }, note)),
    content);
}

function labelled(label, input) {
  return h("label", {}, label, input);
}

/** A form that changes something; done shows what came of it. */
function form(button, fields, submit) {
  const result = h("p", { class: "check", role: "status" });
  const element = h("form", { class: "form" }, fields,
    h("button", { class: "button primary", type: "submit" }, button), result);
  element.addEventListener("submit", async (event) => {
    event.preventDefault();
    result.className = "check";
    setText(result, "");
    try {
      result.replaceChildren(await submit());
      result.className = "check check-good";
      element.reset();
    } catch (error) {
      result.className = "check check-bad";
      setText(result, error.message);
    }
  });
  return element;
}

function passwordForm() {
  const old = h("input", { type: "password", autocomplete: "current-password", required: true });
  const next = h("input", { type: "password", autocomplete: "new-password", required: true, minlength: 10 });
  return form(t("account.change_password"),
    [labelled(t("account.old_password"), old), labelled(t("account.new_password", 10), next)],
    async () => {
      await change("/api/account/password", { old: old.value, new: next.value });
      setTimeout(() => location.assign("/sign-in"), 1500);
      return t("account.password_changed");
    });
}

function tokenForm(changed) {
  const label = h("input", { required: true, maxlength: 100 });
  const days = h("input", { type: "number", min: 1, max: 366, value: 90, required: true });
  const scopes = ["figures", "ledger"].map((name) =>
    [name, h("input", { type: "checkbox", checked: name === "figures" })]);
  return form(t("account.make_token"),
    [labelled(t("account.token_for"), label), labelled(t("account.token_days"), days),
      h("fieldset", {}, h("legend", {}, t("account.may_read")), scopes.map(([name, box]) =>
        h("label", { class: "check-label" }, box, named("scope", name))))],
    async () => {
      const { token } = await change("/api/tokens", {
        label: label.value,
        days: Number(days.value),
        scopes: scopes.filter(([, box]) => box.checked).map(([name]) => name),
      });
      changed();
      return h("span", {}, t("account.copy_token"), " ", h("code", { class: "wrap" }, token));
    });
}

function tokenTable(tokens, changed) {
  if (tokens.length === 0) return h("p", { class: "empty-line" }, t("account.no_token"));
  const over = (token) => token.revoked || token.expiresAt < Date.now();
  return dataTable({ name: t("account.tokens") },
    [t("account.for"), t("account.reads_as"), t("account.may_read"), t("account.until"), t("account.last_used"),
      t("accounts.state")].map((name) => h("th", { scope: "col" }, name)),
    h("tbody", {}, tokens.map((token) => h("tr", {},
      h("th", { scope: "row" }, token.label),
      h("td", {}, rightText(token.grant)),
      h("td", {}, listed(token.scopes.map((name) => named("scope", name)))),
      h("td", {}, onDate(token.expiresAt)),
      h("td", {}, token.usedAt ? onDate(token.usedAt) : t("account.never")),
      h("td", {}, token.revoked ? t("account.revoked") : over(token) ? t("account.over") :
        h("button", { type: "button", class: "button", "aria-label": t("account.revoke_of", token.label),
          onclick: async () => {
            await change(`/api/tokens/${token.id}`, null, "DELETE");
            changed();
          } }, t("account.revoke")))))));
}

async function start() {
  try {
    const found = await session();
    setText(document.getElementById("whose"), t("account.signed_in", found.fullName, found.name));
    const tokens = h("div", {});
    const load = async () => put(tokens, tokenTable(await request("/api/tokens"), load));
    await load();
    put(place, h("div", { class: "panels two" },
      panel(t("accounts.rights"), t("account.rights.note"),
        h("ul", { class: "plain-list" }, found.choices.map((grant) => h("li", {}, rightText(grant))))),
      panel(t("account.password"), "", passwordForm())),
    panel(t("account.tokens.title"), t("account.tokens.note", rightText(found.view)), tokens, tokenForm(load)));
  } catch (error) {
    put(place);
    showProblem(error.message);
  }
}

start();
