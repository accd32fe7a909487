// The API in words, from its own description.

import { h, put } from "./dom.js";
import { plainTable } from "./parts.js";
import { request } from "./session.js";
import { showProblem } from "./shell.js";
import { listed, named, t } from "./text.js";

const place = document.getElementById("api");

const resolved = (document, object) =>
  object.$ref
    ? object.$ref.split("/").slice(1).reduce((at, part) => at[part], document)
    : object;

/** A schema in one line. */
function type(document, schema) {
  if (!schema) return "";
  if (schema.$ref) return schema.$ref.split("/").at(-1);
  if (schema.enum) return schema.enum.filter((one) => one !== null).join(" | ");
  if (schema.type === "array") return `list of ${type(document, schema.items)}`;
  const kind = [schema.type].flat().join(" or ");
  return schema.format ? `${kind}, ${schema.format}` : kind;
}

function parameters(document, operation) {
  const all = (operation.parameters ?? []).map((one) => resolved(document, one));
  if (all.length === 0) return null;
  return plainTable(t("api_page.parameters"),
    ["parameter", "in", "is", "means"].map((name) => h("th", { scope: "col" }, t(`api_page.${name}`))),
    all.map((one) => h("tr", {},
      h("th", { scope: "row" }, h("code", {}, one.name), one.required ? ` (${t("api_page.required")})` : ""),
      h("td", {}, one.in), h("td", {}, type(document, one.schema)), h("td", {}, one.description))));
}

function who(operation) {
  if (operation.security.length === 0) return t("api_page.everybody");
  const roles = listed(operation["x-roles"].map((role) => named("role", role)));
  const scope = operation["x-scope"];
  return scope ? t("api_page.who_token", roles, scope) : t("api_page.who_session", roles);
}

function operation(document, path, method, one) {
  const answers = Object.entries(one.responses).filter(([status]) => status < "300").map(([status, answer]) => {
    const content = resolved(document, answer).content ?? {};
    return `${status}: ${Object.entries(content).map(([media, body]) => `${media}, ${type(document, body.schema)}`).join("; ")}`;
  });
  return h("section", { class: "panel operation", id: one.operationId, translate: "no" },
    h("h3", {}, h("span", { class: "badge badge-notice" }, method.toUpperCase()), " ", h("code", {}, path)),
    h("p", { lang: "en" }, one.summary, "."),
    one.description ? h("p", { class: "when" }, one.description) : null,
    parameters(document, one),
    one.requestBody
      ? h("p", { class: "when" }, t("api_page.body", type(document, one.requestBody.content["application/json"].schema))) : null,
    h("p", { class: "when" }, t("api_page.answers", answers.join(" · "))),
    h("p", { class: "when" }, who(one)));
}

async function start() {
  const document = await request("/api/openapi.json");
  const byTag = new Map();
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, one] of Object.entries(methods)) {
      const tag = one.tags[0];
      byTag.set(tag, [...(byTag.get(tag) ?? []), operation(document, path, method, one)]);
    }
  }
  const order = ["Figures", "Alerts", "Ledger"];
  const tags = [...byTag.keys()].sort((a, b) => (order.indexOf(a) + 1 || 99) - (order.indexOf(b) + 1 || 99));
  put(place,
    h("p", { class: "lead", lang: "en" }, document.info.description.replaceAll("`", "")),
    tags.map((tag) => [h("h2", { lang: "en" }, tag), byTag.get(tag)]));
}

start().catch((error) => showProblem(error.message));
