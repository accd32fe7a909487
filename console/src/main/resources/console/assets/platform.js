// All tenants' devices, for who runs the platform.

import { h, put } from "./dom.js";
import { dayAndTime, duration } from "./format.js";
import { request } from "./session.js";
import { showProblem } from "./shell.js";
import { named, t } from "./text.js";

const place = document.getElementById("platform");

function refusals(counts) {
  if (counts.length === 0) return "–";
  return h("ul", {}, counts.map((one) => h("li", {},
    h("code", { translate: "no" }, one.reason), ` × ${one.count}`,
    h("span", { class: "when" }, named("todo", one.reason.toLowerCase())))));
}

function row(tenant) {
  return h("tr", {},
    h("th", { scope: "row" }, h("a", { href: `/tenants/${tenant.id}/devices`, translate: "no" }, tenant.name)),
    h("td", { class: "right" }, String(tenant.speaking)),
    h("td", { class: "right" }, String(tenant.silent.length),
      tenant.silent.length > 0 ? h("span", { class: "when", translate: "no" }, tenant.silent.slice(0, 5).join(", ")) : null),
    h("td", { class: "right" }, String(tenant.never)),
    h("td", {}, tenant.newest === null ? "–" : dayAndTime(tenant.newest)),
    h("td", { class: "wrap" }, refusals(tenant.refused)));
}

async function show() {
  try {
    const found = await request("/api/platform");
    put(place,
      h("header", { class: "page-head" }, h("div", {}, h("h1", {}, t("page.platform")), h("p", { class: "lead" }, t("platform.lead")))),
      h("section", { class: "panel" },
        h("p", {}, found.figuresTo === null ? t("platform.no_figures") : t("platform.lag", duration(Math.max(0, found.now - found.figuresTo) / 1000))),
        h("div", { class: "table-scroll", tabindex: "0" }, h("table", { class: "data plain" },
          h("caption", { class: "visually-hidden" }, t("page.platform")),
          h("thead", {}, h("tr", {}, ["tenant", "speaking", "silent", "never", "newest", "refused"].map((name) =>
            h("th", { scope: "col", class: ["speaking", "silent", "never"].includes(name) ? "right" : null }, t(`platform.${name}`))))),
          h("tbody", {}, found.tenants.map(row))))),
      h("section", { class: "panel" }, h("h2", {}, t("platform.nobody")), refusals(found.refusedOfNobody)));
    showProblem(null);
  } catch (error) {
    showProblem(error.message);
  }
}

show();
setInterval(show, 1000 * Number(document.documentElement.dataset.refreshSeconds));
