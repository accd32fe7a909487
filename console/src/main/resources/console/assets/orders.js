// The page of a tenant's orders: those that run, all of some days, and the products made in them.

import { h, put, setText } from "./dom.js";
import { DAY, dayAndTime, field, fixed, isKnown, localDate, moment, onDate } from "./format.js";
import { watch } from "./live.js";
import { openBegin, openEnd, openFootprint } from "./order-sheet.js";
import { dataTable, panel } from "./parts.js";
import { askedBy, keepingOrigin, keepParameters } from "./shell.js";
import { t } from "./text.js";

const SPANS = { today: 1, week: 7, month: 31 };
const place = document.getElementById("orders");
const pending = new Map();
let view = null;

const COLUMNS = [
  "good", "scrap", "oee", "active_kwh", "scope1_kg", "scope2_location_kg", "scope3_kg", "kwh_per_good",
  "scope2_location_kg_per_good", "coverage",
];

function go(changes) {
  keepParameters(changes);
  place.setAttribute("aria-busy", "true");
  refresh();
}

const spanDays = () => Math.round((Date.parse(view.to) - Date.parse(view.from)) / DAY) + 1;

function bar() {
  const shown = h("span", { class: "stops-day" });
  const end = () => localDate(view.at.asOf ?? Date.now());
  const buttons = Object.entries(SPANS).map(([name, days]) => [days, h("button", {
    type: "button", class: "button touch",
    onclick: () => go({ to: end(), from: localDate(Date.parse(`${end()}T12:00:00+08:00`) - (days - 1) * DAY) }),
  }, t(`order.span.${name}`))]);
  const lines = h("select", { onchange: (event) => go({ line: event.target.value }) });
  const begin = h("button", {
    type: "button", class: "button touch", "data-act": "open-begin", hidden: true,
    onclick: () => openBegin(view, null, said),
  }, t("order.begin"));
  return {
    element: h("div", { class: "stops-bar" },
      buttons.map(([, button]) => button), shown,
      h("label", { class: "orders-line" }, t("name.line"), lines), begin),
    update(next) {
      for (const [days, button] of buttons) {
        button.setAttribute("aria-pressed", String(next.to === end() && spanDays() === days));
      }
      const at = (day) => onDate(Date.parse(`${day}T12:00:00+08:00`));
      setText(shown, next.from === next.to ? at(next.to) : t("range.from_to", at(next.from), at(next.to)));
      put(lines, h("option", { value: "" }, t("order.every_line")), next.lines.map((line) =>
        h("option", { value: line.id, selected: line.id === next.subject.line }, line.name)));
      begin.hidden = !next.mayBegin;
    },
  };
}

const lineName = (id) => view.lines.find((line) => line.id === id)?.name ?? id;

function said() {
  refresh();
  // what was said reaches the figures within two minutes
  pending.set("until", Date.now() + 120_000);
  draw(view);
}

const figureText = (name, value) => (isKnown(value) ? field(name).text(value) : "–");

function card(order) {
  const planned = isKnown(order.planned);
  const facts = [
    [t("field.good"), figureText("good", order.good)],
    planned ? [t("order.planned"), fixed(order.planned, 0)] : null,
    [t("field.oee"), `${figureText("oee", order.oee)} %`],
    [t("field.kwh_per_good"), `${figureText("kwh_per_good", order.kwh_per_good)} ${field("kwh_per_good").unit}`],
  ].filter(Boolean);
  return h("li", { class: "order-card", "data-order": order.order },
    h("div", { class: "order-card-head" },
      h("div", {},
        h("h3", { translate: "no" }, order.order),
        h("p", { class: "quiet" }, [order.product, lineName(order.line)].filter(Boolean).join(" · "))),
      h("p", { class: "quiet" }, t("order.since", moment(order.begin, view.at.asOf)))),
    planned ? h("progress", {
      class: "order-progress", max: "1", value: String(Math.min(1, order.progress)),
      "aria-label": t("order.progress", order.order),
    }) : null,
    planned ? h("p", { class: "quiet" },
      `${fixed(order.progress * 100, 1)} % · `,
      order.progress >= 1 ? t("order.reached")
        : order.expected_end ? t("order.expected", dayAndTime(order.expected_end)) : t("order.no_expectation")) : null,
    h("dl", { class: "order-facts" }, facts.map(([name, value]) =>
      h("div", {}, h("dt", {}, name), h("dd", {}, value)))),
    view.mayBegin ? h("div", { class: "order-actions" },
      h("button", { type: "button", class: "button touch", onclick: () => openBegin(view, order, said) }, t("order.change")),
      h("button", { type: "button", class: "button touch", "data-act": "open-end", onclick: () => openEnd(view, order, said) }, t("order.end")))
      : null);
}

const unit = (name) => h("span", { class: "when" }, field(name).unit);
const column = (label, ...more) => h("th", { scope: "col", class: "right" }, label, more);
const numbers = (row) => COLUMNS.map((name) => h("td", { class: "right" }, figureText(name, row[name])));

function csv(list) {
  const asked = new URLSearchParams({ format: "csv", from: view.from, to: view.to });
  if (view.at.origin) asked.set("origin", view.at.origin);
  if (view.subject.line) asked.set("line", view.subject.line);
  return h("a", { href: `/api/tenants/${view.subject.tenant}/${list}?${asked}`, download: `${list}.csv`, class: "link-button" },
    t("chart.csv"));
}

function orderTable(orders) {
  return [dataTable({ name: t("order.list") },
    [h("th", { scope: "col" }, t("order.id")), h("th", { scope: "col" }, t("order.product")),
      h("th", { scope: "col" }, t("name.line")), column(t("order.began")), column(t("order.ended")),
      column(t("order.planned")), COLUMNS.map((name) => column(field(name).label, unit(name)))],
    h("tbody", {}, orders.map((order) => h("tr", {},
      h("th", { scope: "row", class: "order-name", translate: "no" }, order.order),
      h("td", { class: "order-cell", translate: "no" }, order.product ?? "–"),
      h("td", { class: "order-cell", translate: "no" }, lineName(order.line)),
      h("td", { class: "right" }, dayAndTime(order.begin)),
      h("td", { class: "right" }, order.running ? t("order.runs") : order.end ? dayAndTime(order.end) : "–"),
      h("td", { class: "right" }, isKnown(order.planned) ? fixed(order.planned, 0) : "–"),
      numbers(order))))), csv("orders")];
}

function productTable(products) {
  return [dataTable({ name: t("order.products") },
    [h("th", { scope: "col" }, t("order.product")),
      h("th", { scope: "col" }, h("span", { class: "visually-hidden" }, t("order.footprint"))),
      COLUMNS.map((name) => column(field(name).label, unit(name)))],
    h("tbody", {}, products.map((product) => h("tr", {},
      h("th", { scope: "row", class: "order-name", translate: "no" }, product.product ?? "–"),
      h("td", { class: "order-cell" }, product.product && product.good > 0 ? h("button", {
        type: "button", class: "button touch", "data-act": "open-footprint", onclick: () => openFootprint(view, product),
      }, t("order.footprint")) : null),
      numbers(product))))), csv("products"),
    h("p", { class: "orders-foot" }, t("order.boundary"))];
}

const controls = bar();
const running = h("div", {});
const list = h("div", {});
const products = h("div", {});
let built = false;

function build(next) {
  built = true;
  const { subject } = next;
  document.title = t("page.title", `${t("page.orders")}, ${subject.tenantName}`);
  put(place,
    h("header", { class: "page-head" }, h("div", {},
      h("nav", { "aria-label": t("crumbs.label") }, h("ol", { class: "crumbs" },
        h("li", {}, h("a", { href: keepingOrigin(`/tenants/${subject.tenant}`) }, subject.tenantName)))),
      h("h1", {}, `${t("page.orders")}, ${subject.tenantName}`))),
    controls.element, panel(t("order.running"), null, running),
    panel(t("order.list"), null, list), panel(t("order.products"), null, products));
}

function draw(next) {
  view = next;
  if (!built) build(next);
  controls.update(next);
  if (document.querySelector("dialog[open]")) return;
  const now = next.orders.filter((order) => order.running);
  const waits = pending.get("until") > Date.now()
    ? h("p", { class: "stop-pending", role: "status" }, t("order.pending")) : null;
  put(running, waits, now.length === 0 ? h("p", { class: "empty-line" }, t("order.none_running"))
    : h("ul", { class: "order-cards" }, now.map(card)));
  put(list, next.orders.length === 0 ? h("p", { class: "empty-line" }, t("order.none")) : orderTable(next.orders));
  put(products, next.products.length === 0
    ? h("p", { class: "empty-line" }, t("order.none")) : productTable(next.products));
  place.removeAttribute("aria-busy");
}

const refresh = watch(() => `/api${location.pathname}/overview?${askedBy("origin", "line", "from", "to")}`, draw);
