// The page of a tenant, or of one of its lines.

import { alertList } from "./alerts.js";
import { chart } from "./charts.js";
import { commitmentTable } from "./commitments.js";
import { coverageKpi } from "./coverage.js";
import { h, put, setText } from "./dom.js";
import { downtimeTable } from "./downtime.js";
import { figure, kpi } from "./figure.js";
import { dayAndTime, estateName, field, fixed, isKnown, localDate, text } from "./format.js";
import { watch } from "./live.js";
import { lineTable } from "./machines.js";
import { session } from "./session.js";
import { isCompared, rangeChoice, rangeName, rangeQuery } from "./range.js";
import { keepingOrigin, parameters } from "./shell.js";
import { shiftTable } from "./shifts.js";
import { legend, strip } from "./strip.js";
import { t } from "./text.js";

const plant = document.getElementById("plant");
const span = h("p", { class: "span" });
let view = null;
let shape = null;

function panel(title, note, ...content) {
  const remark = h("p", { class: "panel-note" }, note ?? "");
  const element = h("section", { class: "panel" },
    h("header", { class: "panel-head" }, h("h2", {}, title), remark), content);
  return { element, note: (words) => setText(remark, words) };
}

/** What it was before, and how much it has changed since; shares change by points. */
function comparison(name, now, before) {
  if (!isKnown(before)) return t("before.none");
  const was = text(name, before);
  if (!isKnown(now)) return t("before.was", was);
  const isShare = field(name).unit === "%";
  if (!isShare && before === 0) return t("before.was", was);
  const change = isShare ? (now - before) * 100 : (now / before - 1) * 100;
  const sign = change > 0 ? "+" : change < 0 ? "−" : "±";
  const size = `${sign}${fixed(Math.abs(change), 1)}`;
  return isShare ? t("before.points", was, size) : t("before.percent", was, size);
}

function facts(rows) {
  const shown = rows.map(([name, label]) =>
    [name, figure(name), label ?? field(name).label, h("span", { class: "before" })]);
  return {
    element: h("dl", { class: "facts" },
      shown.map(([, one, label, before]) =>
        h("div", {}, h("dt", {}, label), h("dd", {}, one.element, before)))),
    update(figures, before) {
      shown.forEach(([name, one, , place]) => {
        one.update(figures);
        setText(place, isCompared() && before ? comparison(name, figures[name], before[name]) : "");
      });
    },
  };
}

/** The name of a file of figures, without what file systems refuse. */
function fileName(subject, what, range) {
  const days = range ? [...new Set([localDate(range.from), localDate(range.to - 1)])] : [];
  return [subject.tenant, subject.line, what, ...days].filter(Boolean).join("-");
}

function head(subject) {
  const tenant = keepingOrigin(`/tenants/${subject.tenant}`);
  const crumbs = [
    h("li", {}, h("a", { href: keepingOrigin("/") }, t("page.overview"))),
    h("li", {}, estateName(subject.estate)),
  ];
  if (subject.line) crumbs.push(h("li", {}, h("a", { href: tenant }, subject.tenantName)));
  const name = subject.line ? subject.lineName : subject.tenantName;
  document.title = t("page.title", name);
  return h("header", { class: "page-head" },
    h("div", {},
      h("nav", { "aria-label": t("crumbs.label") }, h("ol", { class: "crumbs" }, crumbs)),
      h("h1", {}, name),
      subject.line ? h("p", { class: "head-links" },
        h("a", { href: keepingOrigin(`${location.pathname}/wall`) }, t("page.wall"))) : null),
    h("div", { class: "range" }, span, rangeChoice(() => {
      plant.setAttribute("aria-busy", "true");
      refresh();
    })));
}

function build(answer) {
  const { subject } = answer;
  // HKSTP sees nothing from which a count follows, and nothing below the tenant
  const isHkstp = answer.audience === "hkstp";
  const kpis = [
    kpi("oee", t("kpi.oee"), (f) =>
      isKnown(f.oee)
        ? t("kpi.factors", ...["availability", "effectiveness", "quality"].map((n) =>
          isKnown(f[n]) ? fixed(f[n] * 100, 0) : "–"))
        : isKnown(f.coverage) ? t("kpi.not_planned") : ""),
    kpi("good_per_h", t("kpi.good"), (f) =>
      isKnown(f.good_today) ? t("kpi.good_today", fixed(f.good_today, 0)) : ""),
    kpi("kw_now", t("kpi.power_now"), (f) =>
      isKnown(f.active_kwh_today) ? t("kpi.today", text("active_kwh", f.active_kwh_today)) : ""),
    kpi("carbon_kg_today", t("kpi.carbon_today"), (f) =>
      isKnown(f.scope1_kg_today) || isKnown(f.scope2_location_kg_today)
        ? t("kpi.of_scope1", fixed(f.scope1_kg_today ?? 0, 0))
        : ""),
    kpi("cost_energy_hkd_today", t("kpi.energy_charge_today"), (f) =>
      isKnown(f.hkd_per_kwh_today) ? t("kpi.on_average", text("hkd_per_kwh", f.hkd_per_kwh_today)) : ""),
    coverageKpi(),
  ].slice(isHkstp ? 2 : 0);
  const oee = chart({
    file: "oee", title: t("panel.oee"), unit: "%", kind: "line", share: true,
    series: [
      { name: "availability", label: t("field.availability"), colour: "series-2" },
      { name: "effectiveness", label: t("field.effectiveness"), colour: "series-3" },
      { name: "quality", label: t("field.quality"), colour: "series-4" },
      { name: "oee", label: t("field.oee"), colour: "series-1", wide: true },
    ],
  });
  const output = chart({
    file: "output", title: t("panel.output"), unit: t("unit.items_per_h"), kind: "stack",
    series: [
      { name: "good_per_h", label: t("field.good"), colour: "series-1" },
      { name: "scrap_per_h", label: t("field.scrap"), colour: "down" },
    ],
  });
  const power = chart({
    file: "power", title: t("panel.power.chart"), unit: "kW", kind: "stack",
    series: [
      { name: "running_kw", label: t("use.running"), colour: "running" },
      { name: "setup_kw", label: t("use.setup"), colour: "setup" },
      { name: "idle_kw", label: t("use.idle"), colour: "idle" },
      { name: "down_kw", label: t("panel.power.down"), colour: "down" },
      { name: "off_kw", label: t("panel.power.off"), colour: "planned" },
      { name: "unknown_kw", label: t("use.unknown"), colour: "unknown" },
    ],
  });
  const carbon = chart({
    file: "carbon", title: t("panel.carbon.chart"), unit: t("unit.kg_per_h"), kind: "stack",
    series: [
      { name: "scope2_location_kg_per_h", label: t("field.scope2_location_kg"), colour: "series-2" },
      { name: "scope1_kg_per_h", label: t("field.scope1_kg"), colour: "series-5" },
    ],
  });
  const perEnergy = chart({
    file: "energy-per-good", title: t("field.kwh_per_good"), unit: t("unit.kwh_per_item"), kind: "line",
    series: [{ name: "kwh_per_good", label: t("field.kwh_per_good"), colour: "series-3", wide: true }],
  });
  const perCarbon = chart({
    file: "carbon-per-good", title: t("field.carbon_kg_per_good"), unit: t("unit.kg_per_item"), kind: "line",
    series: [{ name: "carbon_kg_per_good", label: t("field.carbon_kg_per_good"), colour: "series-5", wide: true }],
  });
  const energy = facts([
    ["active_kwh"], ["grid_kwh"], ["pv_kwh"], ["export_kwh"], ["cost_energy_hkd"], ["hkd_per_kwh"],
    ["mean_kw"], ["power_factor"], ["base_load_share"], ["kwh_per_good"],
  ].slice(0, isHkstp ? -1 : undefined));
  const peak = h("p", { class: "panel-foot" });
  const sustainability = facts([
    ["scope1_kg"], ["scope2_location_kg"], ["scope2_market_kg"], ["scope3_kg"],
    ["carbon_kg_per_good"], ["renewable_generated_kwh"], ["renewable_share"], ["water_m3"], ["water_m3_per_good"],
  ].filter(([name]) => !isHkstp || !name.endsWith("_per_good")));
  const quality = facts([
    ["coverage"], ["messages"], ["duplicates"], ["late"], ["sequence_gaps"], ["dead_letters"],
    ["estimated"],
  ]);
  const settled = h("p", { class: "panel-foot" });
  const production = facts([
    ["oee"], ["nee"], ["throughput_per_h"], ["produced"], ["good"], ["scrap"], ["scrap_ratio"], ["failures"],
    ["technical_efficiency"], ["setup_ratio"],
  ]);
  const time = strip();
  const downtime = h("div", {});
  const commitments = h("div", {});
  const alerts = h("div", {});
  const shifts = h("div", {});
  const tables = answer.lines.map((line) => lineTable(line, subject));

  const p = {
    oee: panel(t("panel.oee"), "", oee.element),
    output: panel(t("panel.output"), t("unit.items_per_h"), output.element),
    power: panel(t("panel.power"), t("panel.power.note"), power.element),
    carbon: panel(t("panel.carbon"), t("panel.carbon.note"), carbon.element),
    perEnergy: panel(t("field.kwh_per_good"), t("unit.kwh_per_item"), perEnergy.element),
    perCarbon: panel(t("field.carbon_kg_per_good"), t("unit.kg_per_item"), perCarbon.element),
    production: panel(t("panel.production"), "", time.element, production.element, h("p", { class: "panel-foot" },
      h("a", { href: keepingOrigin(`/tenants/${subject.tenant}/orders`) }, t("order.link")))),
    downtime: panel(t("panel.downtime"), "", downtime, h("p", { class: "panel-foot" },
      answer.lines.map((line, index) => [index > 0 ? " · " : null,
        h("a", { href: keepingOrigin(`/tenants/${subject.tenant}/lines/${line.id}/stops`) },
          t("stop.link", line.name))]))),
    energy: panel(t("panel.energy"), "", energy.element, peak),
    sustainability: panel(t("panel.sustainability"), "", sustainability.element),
    quality: panel(t("panel.quality"), "", quality.element, settled),
    alerts: panel(t("panel.alerts"), t("panel.alerts.note"), alerts),
    commitments: panel(t("panel.commitments"),
      isHkstp ? t("panel.commitments.ledger") : t("panel.commitments.month"), commitments),
    shifts: panel(t("panel.shifts"), "", shifts),
    lines: panel(subject.line ? t("panel.machines") : t("panel.lines"), "", legend(),
      tables.map((table) => table.element)),
  };
  const scorecard = h("p", { class: "panel-foot", hidden: true },
    h("a", { href: keepingOrigin(`/tenants/${subject.tenant}/scorecard`) }, t("scorecard.link")));
  session().then((found) => { scorecard.hidden = !found.ledger; }, () => {});
  p.commitments.element.append(scorecard);
  p.lines.element.classList.add("span-all");
  p.commitments.element.classList.add("span-all");
  p.shifts.element.classList.add("span-all");
  p.downtime.element.classList.add("span-2");
  put(plant,
    head(subject),
    h("section", { class: "kpis", "aria-label": t("plant.now") }, kpis.map((one) => one.element)),
    isHkstp ? null : p.alerts.element,
    h("div", { class: "panels two" },
      (isHkstp ? [p.power, p.carbon] : [p.oee, p.output, p.power, p.carbon, p.perEnergy, p.perCarbon])
        .map((one) => one.element)),
    h("div", { class: "panels three" },
      isHkstp ? null : [p.production.element, p.downtime.element],
      p.energy.element, p.sustainability.element, p.quality.element,
      subject.line ? null : p.commitments.element,
      isHkstp ? null : [p.shifts.element, p.lines.element]));

  const drawn = isHkstp
    ? [power, carbon] : [oee, output, power, carbon, perEnergy, perCarbon];

  return (next) => {
    setText(span, next.range ? t("range.from_to", dayAndTime(next.range.from), dayAndTime(next.range.to))
      + (isCompared() ? ` ${t("range.before", dayAndTime(next.before.from), dayAndTime(next.before.to))}` : "") : "");
    kpis.forEach((one) => one.update(next.live, next.at));
    if (!next.range) {
      drawn.forEach((one) => one.clear());
    } else {
      const totals = next.totals;
      const kwh = (name) => ({ [`${name}_kw`]: text("active_kwh", totals[`${name}_kwh`]) });
      const draw = (one, values) => drawn.includes(one) && one.update(next.series, next.range, values, (what) => fileName(subject, what, next.range));
      draw(oee, Object.fromEntries(
        ["oee", "availability", "effectiveness", "quality"].map((n) => [n, text(n, totals[n])])));
      draw(output, {
        good_per_h: text("good", totals.good), scrap_per_h: text("scrap", totals.scrap) });
      draw(power, Object.assign({},
        ...["running", "setup", "idle", "down", "off", "unknown"].map(kwh)));
      draw(carbon, {
        scope1_kg_per_h: text("scope1_kg", totals.scope1_kg),
        scope2_location_kg_per_h: text("scope2_location_kg", totals.scope2_location_kg) });
      draw(perEnergy,
        { kwh_per_good: text("kwh_per_good", totals.kwh_per_good) });
      draw(perCarbon,
        { carbon_kg_per_good: text("carbon_kg_per_good", totals.carbon_kg_per_good) });
    }
    const long = t(`range.last.${rangeName()}`);
    [p.production, p.downtime, p.energy, p.sustainability, p.quality, p.shifts, p.lines].forEach((one) =>
      one.note(long));
    production.update(next.totals, next.before.totals);
    energy.update(next.totals, next.before.totals);
    sustainability.update(next.totals, next.before.totals);
    quality.update(next.totals, next.before.totals);
    time.update(next.time);
    setText(peak, isKnown(next.peak.kva)
      ? t("plant.peak", fixed(next.peak.kva, 0), dayAndTime(next.peak.at))
      : t("plant.no_peak"));
    setText(settled, next.hours.closed > 0
      ? t("plant.hours", next.hours.complete, next.hours.closed, next.hours.revised)
      : t("plant.no_hours"));
    alertList(alerts, next.alerts, next.at.asOf ?? Date.now());
    downtimeTable(downtime, next.downtime, Boolean(next.range));
    shiftTable(shifts, next.shifts, fileName(subject, "shifts", next.range));
    if (!subject.line) commitmentTable(commitments, next.commitments);
    tables.forEach((table) => table.update(next.lines.find((line) => line.id === table.id)));
  };
}

function show(answer) {
  const next = JSON.stringify([answer.subject, answer.lines.map((line) =>
    [line.id, line.name, line.machines.map((machine) => [machine.id, machine.name])])]);
  if (next !== shape) {
    view = build(answer);
    shape = next;
  }
  view(answer);
  plant.removeAttribute("aria-busy");
}

const refresh = watch(() => {
  const asked = rangeQuery();
  if (parameters.get("origin")) asked.set("origin", parameters.get("origin"));
  return `/api${location.pathname}?${asked}`;
}, show);
