// The sheets in which somebody begins, changes or ends an order, and asks for a product's footprint.

import { h, put, setText } from "./dom.js";
import { fixed, isoStamp } from "./format.js";
import { change } from "./session.js";
import { t } from "./text.js";

/** A moment as a date-and-time field of Hong Kong has it. */
const asField = (millis) => isoStamp(millis).slice(0, 16);
const ofField = (text) => Date.parse(`${text}:00+08:00`);

const labelled = (text, control, wide) =>
  h("label", { class: wide ? "wide-field" : null }, text, control);

function open(title, content) {
  const sheet = h("dialog", { class: "sheet", "aria-labelledby": "sheet-title" });
  put(sheet, h("form", { class: "sheet-body", onsubmit: (event) => event.preventDefault() },
    h("header", { class: "sheet-head" },
      h("h2", { id: "sheet-title" }, title),
      h("button", { type: "button", class: "button touch", onclick: () => sheet.close() }, t("stop.close"))),
    content(sheet)));
  sheet.addEventListener("close", () => sheet.remove());
  document.body.append(sheet);
  sheet.showModal();
}

function sending(sheet, said) {
  const problem = h("p", { class: "sheet-problem", role: "alert", hidden: true });
  let busy = false;
  return {
    problem,
    async send(address, body) {
      if (busy) return;
      busy = true;
      try {
        await change(address, body);
        sheet.close();
        said();
      } catch (error) {
        problem.hidden = false;
        setText(problem, error.message);
      }
      busy = false;
    },
  };
}

/**
 * Opens the sheet that begins an order, or changes one.
 *
 * @param view tenant's lines, origin
 * @param order null for a new one
 * @param said is called when it was said
 */
export function openBegin(view, order, said) {
  const now = Date.now();
  const line = h("select", { disabled: Boolean(order) }, view.lines.map((one) =>
    h("option", { value: one.id, selected: one.id === (order?.line ?? view.subject.line) }, one.name)));
  const id = h("input", { type: "text", maxlength: "128", required: true, value: order?.order ?? "",
    readonly: Boolean(order), autocomplete: "off" });
  const product = h("input", { type: "text", maxlength: "128", value: order?.product ?? "", autocomplete: "off" });
  const planned = h("input", { type: "number", min: "1", step: "1", inputmode: "numeric", value: order?.planned ?? "" });
  const from = h("input", { type: "datetime-local", value: order ? "" : asField(now), max: asField(now) });
  open(order ? t("order.change_title", order.order) : t("order.begin"), (sheet) => {
    const { problem, send } = sending(sheet, said);
    return [
      h("div", { class: "sheet-row" },
        labelled(t("name.line"), line), labelled(t("order.id"), id, true)),
      h("div", { class: "sheet-row" },
        labelled(t("order.product"), product, true), labelled(t("order.planned"), planned)),
      order ? null : h("div", { class: "sheet-row" }, labelled(t("order.began"), from)),
      order ? null : h("p", { class: "quiet" }, t("order.begin_note")),
      problem,
      h("div", { class: "sheet-row" }, h("button", {
        type: "submit", class: "button touch", "data-act": "begin",
        onclick: () => {
          if (!id.value.trim()) {
            id.reportValidity();
            return;
          }
          send(`/api/tenants/${view.subject.tenant}/lines/${line.value}/orders`, {
            order: id.value.trim(), product: product.value.trim() || null,
            planned: planned.value ? Number(planned.value) : null, origin: view.at.origin,
            // a field without seconds: what began in this minute begins now
            from: !order && from.value && from.value !== asField(now) ? ofField(from.value) : null,
          });
        },
      }, order ? t("order.change") : t("order.begin"))),
    ];
  });
}

/** Opens the sheet that ends an order. */
export function openEnd(view, order, said) {
  const now = Date.now();
  const to = h("input", { type: "datetime-local", value: asField(now), max: asField(now) });
  open(t("order.end_title", order.order), (sheet) => {
    const { problem, send } = sending(sheet, said);
    return [
      h("div", { class: "sheet-row" }, labelled(t("order.ended"), to)),
      problem,
      h("div", { class: "sheet-row" }, h("button", {
        type: "submit", class: "button touch", "data-act": "end",
        onclick: () => send(`/api/tenants/${view.subject.tenant}/lines/${order.line}/orders`, {
          order: order.order, origin: view.at.origin,
          to: to.value && to.value !== asField(now) ? ofField(to.value) : Date.now(),
        }),
      }, t("order.end"))),
    ];
  });
}

/** Opens the sheet that makes a product's carbon footprint. */
export function openFootprint(view, product) {
  const mass = h("input", { type: "text", inputmode: "decimal", required: true,
    pattern: "0\\.[0-9]{0,8}[1-9]|[1-9][0-9]{0,8}(\\.[0-9]{1,9})?", autocomplete: "off" });
  const carbon = h("input", { type: "text", inputmode: "decimal", value: "0",
    pattern: "[0-9]{1,9}(\\.[0-9]{1,9})?", autocomplete: "off" });
  const ipcc = h("select", {}, ["AR6", "AR5", "AR4"].map((report) => h("option", { value: report }, report)));
  const basis = h("select", {},
    ["market", "location"].map((one) => h("option", { value: one }, t(`order.basis.${one}`))));
  open(t("order.footprint_title", product.product), () => [
    h("p", { class: "quiet" }, t("order.footprint_note", fixed(product.good, 0))),
    h("div", { class: "sheet-row" },
      labelled(t("order.mass"), mass), labelled(t("order.fossil_carbon"), carbon)),
    h("div", { class: "sheet-row" },
      labelled(t("order.basis"), basis), labelled(t("order.ipcc"), ipcc)),
    h("div", { class: "sheet-row" }, h("button", {
      type: "submit", class: "button touch", "data-act": "footprint",
      onclick: () => {
        if (!mass.reportValidity() || !carbon.reportValidity()) return;
        const asked = new URLSearchParams({
          product: product.product, from: view.from, to: view.to, mass_kg: mass.value,
          fossil_carbon_kg: carbon.value, ipcc: ipcc.value, basis: basis.value,
        });
        if (view.at.origin) asked.set("origin", view.at.origin);
        if (view.subject.line) asked.set("line", view.subject.line);
        location.assign(`/api/tenants/${view.subject.tenant}/footprint?${asked}`);
      },
    }, t("order.footprint"))),
  ]);
}
