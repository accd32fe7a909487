// The page of a line's stops: unnamed ones first, each named in two touches.

import { h, put, setText } from "./dom.js";
import { downtimeTable } from "./downtime.js";
import { atTime, DAY, duration, fixed, isKnown, localDate, onDay, reasonName, share } from "./format.js";
import { watch } from "./live.js";
import { panel } from "./parts.js";
import { askedBy, keepingOrigin, keepParameters, showProblem } from "./shell.js";
import { atSecond, openSheet } from "./stop-sheet.js";
import { t } from "./text.js";

const place = document.getElementById("stops");
const pending = new Map();
const chosen = new Set();
let view = null;

const key = (stop) => `${stop.machine} ${stop.begin}`;
const isNamed = (stop) => Boolean(stop.named ?? stop.machineReason);

function go(day, days) {
  keepParameters({ day, days: days > 1 ? String(days) : null });
  place.setAttribute("aria-busy", "true");
  refresh();
}

/** Buttons for today, yesterday, a week, and the days before and after. */
function dayBar() {
  const shown = h("span", { class: "stops-day" });
  const button = (label, onclick) =>
    h("button", { type: "button", class: "button touch", onclick }, label);
  const step = (by) => () => go(localDate(view.from + by * DAY), 1);
  const buttons = {
    today: button(t("stop.today"), () => go(null, 1)),
    yesterday: button(t("stop.yesterday"), () => go(localDate(view.at.asOf - DAY), 1)),
    week: button(t("stop.week"), () => go(null, 8)),
  };
  return {
    element: h("div", { class: "stops-bar" },
      button(`‹ ${t("stop.earlier")}`, step(-1)), ...Object.values(buttons),
      button(`${t("stop.later")} ›`, step(1)), shown),
    update(next) {
      const today = next.at.asOf ? localDate(next.at.asOf) : null;
      const isOne = next.to - next.from === DAY;
      const day = localDate(next.from);
      buttons.today.setAttribute("aria-pressed", String(isOne && day === today));
      buttons.yesterday.setAttribute("aria-pressed",
        String(isOne && today !== null && day === localDate(next.at.asOf - DAY)));
      buttons.week.setAttribute("aria-pressed", String(!isOne));
      setText(shown, isOne ? onDay(next.from) : `${onDay(next.from)} – ${onDay(next.to - 1)}`);
    },
  };
}

function facts() {
  const rows = {
    delay: (f) => (isKnown(f.delay_s) ? duration(f.delay_s) : "–"),
    unnamed: (f) => share(f.unnamed_share),
    failures: (f) => (isKnown(f.failures) ? fixed(f.failures, 0) : "–"),
    mtbf: (f) => (isKnown(f.mtbf_s) ? duration(f.mtbf_s) : "–"),
    mttr: (f) => (isKnown(f.mttr_s) ? duration(f.mttr_s) : "–"),
  };
  const values = Object.entries(rows).map(([name, text]) => [h("dd", { "data-fact": name }), name, text]);
  return {
    element: h("dl", { class: "stops-facts" },
      values.map(([dd, name]) => h("div", {}, h("dt", {}, t(`stop.${name}`)), dd))),
    update(figures) {
      values.forEach(([dd, , text]) => setText(dd, text(figures)));
    },
  };
}

function nameOf(reason) {
  const own = view.reasons.find((one) => one.id === reason);
  return own?.name ?? reasonName(reason);
}

function words(stop) {
  if (stop.reason) return nameOf(stop.reason);
  if (stop.named) return reasonName(stop.named);
  return stop.machineReason ? reasonName(stop.machineReason) : null;
}

const machineName = (id) => view.machines.find((machine) => machine.id === id)?.name ?? id;
const times = (stop) =>
  view.to - view.from > DAY
    ? `${onDay(stop.begin)}, ${atTime(stop.begin)}–${stop.ongoing ? "" : atTime(stop.end)}`
    : `${atSecond(stop.begin)}–${stop.ongoing ? "" : atSecond(stop.end)}`;

function open(stop) {
  const said = [times(stop), duration((stop.end - stop.begin) / 1000), words(stop)].filter(Boolean);
  openSheet({ ...stop, summary: said.join(" · ") }, {
    address: `/api${location.pathname.replace(/stops$/, "annotations")}`,
    origin: view.at.origin, reasons: view.reasons, machineName: machineName(stop.machine),
  }, (id) => {
    pending.set(key(stop), { id, until: Date.now() + 60_000 });
    chosen.clear();
    draw(view);
    refresh();
  });
}

function lanes(next) {
  const span = next.to - next.from;
  const left = (millis) => `${(100 * (Math.max(next.from, millis) - next.from)) / span}%`;
  const hours = span > DAY ? [] : [0, 6, 12, 18];
  const axis = h("div", { class: "lane-axis", "aria-hidden": "true" },
    hours.map((hour) => {
      const mark = h("span", {}, `${String(hour).padStart(2, "0")}:00`);
      mark.style.left = `${(100 * hour) / 24}%`;
      return mark;
    }));
  return h("div", {},
    next.machines.map((machine) => {
      const track = h("div", { class: "lane-track" });
      for (const stop of next.stops.filter((one) => one.machine === machine.id)) {
        const look = !isNamed(stop) ? " unnamed" : stop.state === "idle" ? " idle-stop" : "";
        const label = `${times(stop)} ${words(stop) ?? t("stop.nobody")}`;
        const block = h("button", {
          type: "button", class: `lane-stop${look}`, title: label, "aria-label": label,
          disabled: !mayName(stop), onclick: () => open(stop),
        });
        block.style.left = left(stop.begin);
        block.style.width =
          `${(100 * (Math.min(next.to, stop.end) - Math.max(next.from, stop.begin))) / span}%`;
        track.append(block);
      }
      return h("div", { class: "lane" }, h("span", { class: "lane-name" }, machine.name), track);
    }),
    h("div", { class: "lane" }, h("span", {}), axis));
}

const mayName = (stop) => view.mayName && stop.begin >= view.nameableFrom;

function pendingOf(stop) {
  const waiting = pending.get(key(stop));
  if (!waiting) return false;
  if (stop.annotation === waiting.id || Date.now() > waiting.until) {
    pending.delete(key(stop));
    return false;
  }
  return true;
}

function why(stop) {
  const said = words(stop);
  return h("span", { class: "stop-why" },
    said ?? h("span", { class: "stop-nobody" }, t("stop.nobody")),
    pendingOf(stop) ? h("span", { class: "quiet stop-pending" }, t("stop.pending")) : null,
    stop.named && stop.machineReason
      ? h("span", { class: "quiet" }, t("stop.says", reasonName(stop.machineReason))) : null,
    stop.comment || stop.by
      ? h("span", { class: "quiet" }, [stop.comment, stop.by ? t("stop.by", stop.by) : null].filter(Boolean).join(" · "))
      : null,
    stop.begin < view.nameableFrom && view.mayName ? h("span", { class: "quiet" }, t("stop.too_old")) : null);
}

function item(stop) {
  const box = h("input", {
    type: "checkbox", "aria-label": `${t("stop.join")}: ${times(stop)}`, checked: chosen.has(key(stop)),
    onchange: (event) => {
      if (event.target.checked) chosen.add(key(stop));
      else chosen.delete(key(stop));
      draw(view);
    },
  });
  return h("li", { class: `stop${isNamed(stop) ? "" : " unnamed"}`, "data-stop": key(stop) },
    h("button", {
      type: "button", class: "stop-open", disabled: !mayName(stop), onclick: () => open(stop),
    },
      h("span", { class: "stop-when" }, times(stop),
        stop.ongoing ? h("span", { class: "quiet" }, t("stop.ongoing")) : null),
      h("span", { class: "stop-machine" }, machineName(stop.machine)),
      why(stop),
      h("span", { class: "stop-long" }, duration((stop.end - stop.begin) / 1000))),
    mayName(stop) ? h("label", { class: "stop-join", title: t("stop.join") }, box) : null);
}

/** One time from the first of the chosen to the last, to be named as one. */
function joined() {
  const stops = view.stops.filter((stop) => chosen.has(key(stop)));
  if (stops.length < 2) return null;
  const one = stops.every((stop) => stop.machine === stops[0].machine);
  return h("div", { class: "stops-bar" },
    h("button", {
      type: "button", class: "button touch", "data-act": "join",
      onclick: () => {
        if (!one) {
          showProblem(t("stop.join_mixed"));
          return;
        }
        const whole = {
          ...stops[0], annotation: null, reason: null, named: null, machineReason: null, ongoing: false,
          begin: Math.min(...stops.map((stop) => stop.begin)),
          end: Math.max(...stops.map((stop) => stop.end)),
        };
        open(whole);
      },
    }, t("stop.join_named", stops.length)));
}

const bar = dayBar();
const figures = facts();
const timeline = h("div", {});
const list = h("div", {});
const downtime = h("div", {});
let head = null;

function build(next) {
  const { subject } = next;
  const line = keepingOrigin(`/tenants/${subject.tenant}/lines/${subject.line}`);
  document.title = t("page.title", `${t("page.stops")}, ${subject.lineName}`);
  head = h("header", { class: "page-head" },
    h("div", {},
      h("nav", { "aria-label": t("crumbs.label") }, h("ol", { class: "crumbs" },
        h("li", {}, h("a", { href: keepingOrigin(`/tenants/${subject.tenant}`) }, subject.tenantName)),
        h("li", {}, h("a", { href: line }, subject.lineName)))),
      h("h1", {}, `${t("page.stops")}, ${subject.lineName}`)));
  put(place, head, bar.element, figures.element, panel(t("stop.timeline"), null, timeline),
    panel(t("stop.list"), null, list), panel(t("stop.pareto"), null, downtime));
}

function draw(next) {
  view = next;
  if (!head) build(next);
  bar.update(next);
  figures.update(next.figures);
  if (document.querySelector("dialog[open]")) return;
  put(timeline, lanes(next));
  put(list, next.stops.length === 0
    ? h("p", { class: "empty" }, t("stop.none"))
    : [joined(), h("ul", { class: "stop-list" }, next.stops.map(item))]);
  downtimeTable(downtime, next.downtime, true);
  place.removeAttribute("aria-busy");
}

const refresh = watch(() => `/api${location.pathname}?${askedBy("origin", "day", "days")}`, draw);
