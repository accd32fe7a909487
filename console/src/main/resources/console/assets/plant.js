// The page of a tenant, or of one of its lines.

import { alertList } from "./alerts.js";
import { chart } from "./charts.js";
import { commitmentTable } from "./commitments.js";
import { h, put, setText } from "./dom.js";
import { downtimeTable } from "./downtime.js";
import { figure, kpi } from "./figure.js";
import { atTime, estateName, field, fixed, isKnown, onDay, text } from "./format.js";
import { watch } from "./live.js";
import { lineTable } from "./machines.js";
import { session } from "./session.js";
import { keepingOrigin, parameters } from "./shell.js";
import { legend, strip } from "./strip.js";

const plant = document.getElementById("plant");
const RANGES = [["8h", "8 hours"], ["24h", "24 hours"], ["7d", "7 days"]];
const span = h("p", { class: "span" });
const dayAndTime = (millis) => `${onDay(millis)}, ${atTime(millis)}`;
let view = null;
let shape = null;

const range = () => {
  const asked = parameters.get("range");
  return RANGES.some(([name]) => name === asked) ? asked : "24h";
};

function panel(title, note, ...content) {
  const remark = h("p", { class: "panel-note" }, note ?? "");
  const element = h("section", { class: "panel" },
    h("header", { class: "panel-head" }, h("h2", {}, title), remark), content);
  return { element, note: (words) => setText(remark, words) };
}

function facts(rows) {
  const shown = rows.map(([name, label]) => [figure(name), label ?? field(name).label]);
  return {
    element: h("dl", { class: "facts" },
      shown.map(([one, label]) => h("div", {}, h("dt", {}, label), h("dd", {}, one.element)))),
    update(figures) {
      shown.forEach(([one]) => one.update(figures));
    },
  };
}

function rangeChoice() {
  const group = h("div", { class: "segments", role: "radiogroup", "aria-label": "Time shown" },
    RANGES.map(([name, label]) =>
      h("label", {},
        h("input", {
          type: "radio", name: "range", value: name, checked: name === range(),
          onchange: () => {
            parameters.set("range", name);
            history.replaceState(null, "", `?${parameters}`);
            plant.setAttribute("aria-busy", "true");
            refresh();
          },
        }),
        h("span", {}, label))));
  return group;
}

function head(subject) {
  const tenant = keepingOrigin(`/tenants/${subject.tenant}`);
  const crumbs = [
    h("li", {}, h("a", { href: keepingOrigin("/") }, "Overview")),
    h("li", {}, estateName(subject.estate)),
  ];
  if (subject.line) crumbs.push(h("li", {}, h("a", { href: tenant }, subject.tenantName)));
  const name = subject.line ? subject.lineName : subject.tenantName;
  document.title = `${name} · INNOPARK telemetry`;
  return h("header", { class: "page-head" },
    h("div", {},
      h("nav", { "aria-label": "Where you are" }, h("ol", { class: "crumbs" }, crumbs)),
      h("h1", {}, name)),
    h("div", { class: "range" }, span, rangeChoice()));
}

function build(answer) {
  const { subject } = answer;
  // HKSTP sees nothing from which a count follows, and nothing below the tenant
  const isHkstp = answer.audience === "hkstp";
  const kpis = [
    kpi("oee", "OEE, last hour", (f) =>
      isKnown(f.oee)
        ? ["availability", "effectiveness", "quality"].map((n) =>
          `${n[0].toUpperCase()} ${isKnown(f[n]) ? fixed(f[n] * 100, 0) : "–"}`).join(" · ") + " %"
        : isKnown(f.coverage) ? "not planned to run" : ""),
    kpi("good_per_h", "Good items, last hour", (f) =>
      isKnown(f.good_today) ? `${fixed(f.good_today, 0)} good items today` : ""),
    kpi("kw_now", "Power now", (f) =>
      isKnown(f.active_kwh_today) ? `${text("active_kwh", f.active_kwh_today)} today` : ""),
    kpi("carbon_kg_today", "CO₂e today", (f) =>
      isKnown(f.scope1_kg_today) || isKnown(f.scope2_location_kg_today)
        ? `of which scope 1: ${fixed(f.scope1_kg_today ?? 0, 0)} kg`
        : ""),
    kpi("cost_energy_hkd_today", "Energy charge today", (f) =>
      isKnown(f.hkd_per_kwh_today) ? `${text("hkd_per_kwh", f.hkd_per_kwh_today)} on average` : ""),
    kpi("coverage", "Data coverage, last hour", (f) =>
      isKnown(f.messages) ? `${fixed(f.messages, 0)} messages` : ""),
  ].slice(isHkstp ? 2 : 0);
  const oee = chart({
    title: "OEE and its factors", unit: "%", kind: "line", share: true,
    series: [
      { name: "availability", label: "Availability", colour: "series-2" },
      { name: "effectiveness", label: "Effectiveness", colour: "series-3" },
      { name: "quality", label: "Quality", colour: "series-4" },
      { name: "oee", label: "OEE", colour: "series-1", wide: true },
    ],
  });
  const output = chart({
    title: "Output", unit: "items/h", kind: "stack",
    series: [
      { name: "good_per_h", label: "Good", colour: "series-1" },
      { name: "scrap_per_h", label: "Scrap", colour: "down" },
    ],
  });
  const power = chart({
    title: "Mean power by machine state", unit: "kW", kind: "stack",
    series: [
      { name: "running_kw", label: "Running", colour: "running" },
      { name: "setup_kw", label: "Set-up", colour: "setup" },
      { name: "idle_kw", label: "Idle", colour: "idle" },
      { name: "down_kw", label: "Down, planned or not", colour: "down" },
      { name: "off_kw", label: "Off", colour: "planned" },
      { name: "unknown_kw", label: "Unknown", colour: "unknown" },
    ],
  });
  const carbon = chart({
    title: "CO₂e by scope", unit: "kg/h", kind: "stack",
    series: [
      { name: "scope2_location_kg_per_h", label: "Scope 2, location-based", colour: "series-2" },
      { name: "scope1_kg_per_h", label: "Scope 1", colour: "series-5" },
    ],
  });
  const perEnergy = chart({
    title: "Energy per good item", unit: "kWh/item", kind: "line",
    series: [{ name: "kwh_per_good", label: "Energy per good item", colour: "series-3", wide: true }],
  });
  const perCarbon = chart({
    title: "CO₂e per good item", unit: "kg/item", kind: "line",
    series: [{ name: "carbon_kg_per_good", label: "CO₂e per good item", colour: "series-5", wide: true }],
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
  const tables = answer.lines.map((line) => lineTable(line, subject));

  const p = {
    oee: panel("OEE and its factors", "", oee.element),
    output: panel("Output", "items/h", output.element),
    power: panel("Power and energy by machine state", "kW, mean", power.element),
    carbon: panel("Carbon", "kg CO₂e/h", carbon.element),
    perEnergy: panel("Energy per good item", "kWh/item", perEnergy.element),
    perCarbon: panel("CO₂e per good item", "kg/item", perCarbon.element),
    production: panel("Production", "", time.element, production.element),
    downtime: panel("Downtime by reason", "", downtime),
    energy: panel("Energy and cost", "", energy.element, peak),
    sustainability: panel("Sustainability", "", sustainability.element),
    quality: panel("Data quality", "", quality.element, settled),
    alerts: panel("Alerts", "active, and of the last 24 h", alerts),
    commitments: panel("Commitments", isHkstp ? "newest closed month of the ledger" : "month to date",
      commitments),
    lines: panel(subject.line ? "Machines" : "Lines and machines", "", legend(),
      tables.map((table) => table.element)),
  };
  const scorecard = h("p", { class: "panel-foot", hidden: true },
    h("a", { href: keepingOrigin(`/tenants/${subject.tenant}/scorecard`) }, "Scorecard, verdicts of closed periods, figures of the year"));
  session().then((found) => { scorecard.hidden = !found.ledger; }, () => {});
  p.commitments.element.append(scorecard);
  p.lines.element.classList.add("span-all");
  p.commitments.element.classList.add("span-all");
  p.downtime.element.classList.add("span-2");
  put(plant,
    head(subject),
    h("section", { class: "kpis", "aria-label": "Figures of now" }, kpis.map((one) => one.element)),
    isHkstp ? null : p.alerts.element,
    h("div", { class: "panels two" },
      (isHkstp ? [p.power, p.carbon] : [p.oee, p.output, p.power, p.carbon, p.perEnergy, p.perCarbon])
        .map((one) => one.element)),
    h("div", { class: "panels three" },
      isHkstp ? null : [p.production.element, p.downtime.element],
      p.energy.element, p.sustainability.element, p.quality.element,
      subject.line ? null : p.commitments.element,
      isHkstp ? null : p.lines.element));

  const drawn = isHkstp
    ? [power, carbon] : [oee, output, power, carbon, perEnergy, perCarbon];

  return (next) => {
    setText(span, next.range ? `${dayAndTime(next.range.from)} to ${dayAndTime(next.range.to)}` : "");
    kpis.forEach((one) => one.update(next.live));
    if (!next.range) {
      drawn.forEach((one) => one.clear());
    } else {
      const totals = next.totals;
      const kwh = (name) => ({ [`${name}_kw`]: text("active_kwh", totals[`${name}_kwh`]) });
      const draw = (one, values) => drawn.includes(one) && one.update(next.series, next.range, values);
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
    const long = `last ${RANGES.find(([name]) => name === range())[1]}`;
    [p.production, p.downtime, p.energy, p.sustainability, p.quality, p.lines].forEach((one) =>
      one.note(long));
    production.update(next.totals);
    energy.update(next.totals);
    sustainability.update(next.totals);
    quality.update(next.totals);
    time.update(next.time);
    setText(peak, isKnown(next.peak.kva)
      ? `Greatest demand of a closed hour: ${fixed(next.peak.kva, 0)} kVA, ${onDay(next.peak.at)}, ${atTime(next.peak.at)}.`
      : "No demand is known yet: it comes with the first closed hour.");
    setText(settled, next.hours.closed > 0
      ? `Closed hours with every sample: ${next.hours.complete} of ${next.hours.closed}. Revised after closing: ${next.hours.revised}.`
      : "No hour of this time is closed yet.");
    alertList(alerts, next.alerts, next.at.asOf ?? Date.now());
    downtimeTable(downtime, next.downtime, Boolean(next.range));
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
  const asked = new URLSearchParams({ range: range() });
  if (parameters.get("origin")) asked.set("origin", parameters.get("origin"));
  return `/api${location.pathname}?${asked}`;
}, show);
