// A person's own account: rights, password, tokens for programs.

import { h, put, setText } from "./dom.js";
import { onDate } from "./format.js";
import { change, request, rightText, session } from "./session.js";
import { showProblem } from "./shell.js";

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
  return form("Change the password",
    [labelled("Old password", old), labelled("New password, at least 10 characters", next)],
    async () => {
      await change("/api/account/password", { old: old.value, new: next.value });
      setTimeout(() => location.assign("/sign-in"), 1500);
      return "Changed. Sign in with it.";
    });
}

function tokenForm(changed) {
  const label = h("input", { required: true, maxlength: 100 });
  const days = h("input", { type: "number", min: 1, max: 366, value: 90, required: true });
  const scopes = ["figures", "ledger"].map((name) =>
    [name, h("input", { type: "checkbox", checked: name === "figures" })]);
  return form("Make a token",
    [labelled("What it is for", label), labelled("Valid for days", days),
      h("fieldset", {}, h("legend", {}, "May read"), scopes.map(([name, box]) =>
        h("label", { class: "check-label" }, box, name)))],
    async () => {
      const { token } = await change("/api/tokens", {
        label: label.value,
        days: Number(days.value),
        scopes: scopes.filter(([, box]) => box.checked).map(([name]) => name),
      });
      changed();
      return h("span", {}, "Copy it now, it is not shown again: ", h("code", { class: "wrap" }, token));
    });
}

function tokenTable(tokens, changed) {
  if (tokens.length === 0) return h("p", { class: "empty-line" }, "You have no token.");
  const over = (token) => token.revoked || token.expiresAt < Date.now();
  return h("div", { class: "table-scroll", tabindex: "0", role: "region", "aria-label": "Tokens" },
    h("table", { class: "data" },
      h("caption", { class: "visually-hidden" }, "Your tokens"),
      h("thead", {}, h("tr", {},
        ["For", "Reads as", "May read", "Until", "Last used", "State"].map((name) =>
          h("th", { scope: "col" }, name)))),
      h("tbody", {}, tokens.map((token) => h("tr", {},
        h("th", { scope: "row" }, token.label),
        h("td", {}, rightText(token.grant)),
        h("td", {}, token.scopes.join(", ")),
        h("td", {}, onDate(token.expiresAt)),
        h("td", {}, token.usedAt ? onDate(token.usedAt) : "never"),
        h("td", {}, token.revoked ? "revoked" : over(token) ? "over" :
          h("button", { type: "button", class: "button", "aria-label": `Revoke ${token.label}`,
            onclick: async () => {
              await change(`/api/tokens/${token.id}`, null, "DELETE");
              changed();
            } }, "Revoke")))))));
}

async function start() {
  try {
    const found = await session();
    setText(document.getElementById("whose"), `${found.fullName}, signed in as ${found.name}`);
    const tokens = h("div", {});
    const load = async () => put(tokens, tokenTable(await request("/api/tokens"), load));
    await load();
    put(place, h("div", { class: "panels two" },
      panel("Rights", "chosen at the top of the page",
        h("ul", { class: "plain-list" }, found.choices.map((grant) => h("li", {}, rightText(grant))))),
      panel("Password", "", passwordForm())),
    panel("Tokens for programs", `read as ${rightText(found.view)}`, tokens, tokenForm(load)));
  } catch (error) {
    put(place);
    showProblem(error.message);
  }
}

start();
