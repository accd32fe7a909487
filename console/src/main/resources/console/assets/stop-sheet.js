// The sheet in which somebody says why a machine stood: one touch on a reason, and it is said.

import { h, put, setText } from "./dom.js";
import { DAY, localDate, reasonName, ZONE } from "./format.js";
import { change } from "./session.js";
import { t } from "./text.js";

const SECOND = 1000;
const clock = new Intl.DateTimeFormat("en-GB", {
  timeZone: ZONE, hour: "2-digit", minute: "2-digit", second: "2-digit",
});

/** Time of day to the second, as a time field wants it. */
export const atSecond = (millis) => clock.format(millis);

/** Reasons as buttons, each below the one of which it is a kind. */
function buttons(reasons, say) {
  const below = (under) => reasons.filter((reason) => (reason.under ?? null) === under);
  const listed = [];
  const walk = (under, depth) => {
    for (const reason of below(under)) {
      listed.push({ reason, depth });
      walk(reason.id, depth + 1);
    }
  };
  walk(null, 0);
  return listed.map(({ reason, depth }) =>
    h("button", {
      type: "button", "data-reason": reason.id,
      class: `button touch${below(reason.id).length > 0 && depth === 0 ? " branch" : ""}`,
      onclick: () => say(reason.id),
    }, reason.name ?? reasonName(reason.id)));
}

function timeField(label, millis) {
  const input = h("input", {
    type: "time", step: "1", value: atSecond(millis), "aria-label": label,
  });
  return {
    element: h("label", {}, label, input),
    /** The moment that the field says, nearest to where it stood. */
    millis() {
      if (input.value === atSecond(millis) || !input.value) return millis;
      const [hour, minute, second] = [...input.value.split(":").map(Number), 0];
      const day = Date.parse(`${localDate(millis)}T00:00:00+08:00`);
      const of = (days) => day + days * DAY + ((hour * 60 + minute) * 60 + second) * SECOND;
      return [-1, 0, 1].map(of).reduce((a, b) => (Math.abs(b - millis) < Math.abs(a - millis) ? b : a));
    },
    set(value) {
      input.value = atSecond(value);
    },
  };
}

/**
 * Opens the sheet.
 *
 * @param stop machine, begin, end, and what was said of it; of several that are joined, the whole
 * @param page address to say it to, origin, reasons, name of the machine
 * @param said is told what was said, by the id of it
 */
export function openSheet(stop, page, said) {
  const problem = h("p", { class: "sheet-problem", role: "alert", hidden: true });
  const from = timeField(t("stop.from"), stop.begin);
  const to = timeField(t("stop.to"), stop.end);
  const comment = h("input", { type: "text", maxlength: "500", value: "" });
  const sheet = h("dialog", { class: "sheet", "aria-labelledby": "sheet-title" });
  let sending = false;

  async function send(reason, replaces) {
    if (sending) return;
    sending = true;
    setText(problem, "");
    problem.hidden = true;
    const words = comment.value.trim();
    try {
      const answer = await change(page.address, {
        machine: stop.machine, origin: page.origin, from: from.millis(), to: to.millis(),
        reason: reason ?? null, comment: words || null, replaces: replaces ?? null,
      });
      sheet.close();
      said(answer.id);
    } catch (error) {
      problem.hidden = false;
      setText(problem, error.message);
    }
    sending = false;
  }

  function split() {
    const middle = Math.round((from.millis() + to.millis()) / 2 / SECOND) * SECOND;
    to.set(middle);
    to.element.querySelector("input").focus();
  }

  put(sheet, h("div", { class: "sheet-body" },
    h("header", { class: "sheet-head" },
      h("div", {},
        h("h2", { id: "sheet-title" }, t("stop.why", page.machineName)),
        h("p", {}, stop.summary)),
      h("button", { type: "button", class: "button touch", onclick: () => sheet.close() }, t("stop.close"))),
    problem,
    h("div", { class: "reasons", role: "group", "aria-label": t("stop.reasons") },
      buttons(page.reasons, (reason) => send(reason, null))),
    h("div", { class: "sheet-row" },
      from.element, to.element,
      h("button", { type: "button", class: "button touch", onclick: split }, t("stop.split"))),
    h("div", { class: "sheet-row" },
      h("label", { class: "wide-field" }, t("stop.comment"), comment),
      h("button", {
        type: "button", class: "button touch",
        onclick: () => (comment.value.trim() ? send(null, null) : comment.focus()),
      }, t("stop.comment_only")),
      stop.annotation
        ? h("button", {
          type: "button", class: "button touch", "data-act": "take-back",
          onclick: () => send(null, stop.annotation),
        }, t("stop.take_back"))
        : null)));
  sheet.addEventListener("close", () => sheet.remove());
  document.body.append(sheet);
  sheet.showModal();
}
