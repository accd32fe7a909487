// The page of a tenant, or of one of its lines.

import { chart } from "./charts.js";
import { h, put, setText } from "./dom.js";
import { figure, kpi } from "./figure.js";
import {
  atTime, duration, estateName, field, fixed, isKnown, onDate, onDay, reasonName,
  significant, text,
} from "./format.js";
import { watch } from "./live.js";
import { keepingOrigin, parameters } from "./shell.js";
import { legend, strip, useName } from "./strip.js";

const plant = document.getElementById("plant");
const RANGES = [["8h", "8 hours"], ["24h", "24 hours"], ["7d", "7 days"]];
const span = h("p", { class: "span" });
const dayAndTime = (millis) => `${onDay(millis)}, ${atTime(millis)}`;
let view = null;

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

function downtimeTable(place, downtime) {
  const all = downtime.reduce((sum, one) => sum + one.seconds, 0);
  if (all === 0) {
    put(place, h("p", { class: "empty-line" }, "No downtime in this time."));
    return;
  }
  let running = 0;
  put(place, h("table", { class: "data pareto" },
    h("caption", { class: "visually-hidden" }, "Downtime by reason, longest first"),
    h("thead", {}, h("tr", {},
      h("th", { scope: "col" }, "Reason"),
      h("th", { scope: "col", class: "right" }, "Machine time"),
      h("th", { scope: "col", class: "bar-cell" }, h("span", { class: "visually-hidden" }, "Share")),
      h("th", { scope: "col", class: "right" }, "Share"),
      h("th", { scope: "col", class: "right" }, "Sum"))),
    h("tbody", {}, downtime.map(({ reason, seconds }) => {
      running += seconds;
      const bar = h("span", { class: "bar use-down" });
      bar.style.width = `${(seconds / downtime[0].seconds) * 100}%`;
      return h("tr", {},
        h("th", { scope: "row" }, reasonName(reason)),
        h("td", { class: "right" }, duration(seconds)),
        h("td", { class: "bar-cell" }, bar),
        h("td", { class: "right" }, `${fixed((seconds / all) * 100, 1)} %`),
        h("td", { class: "right" }, `${fixed((running / all) * 100, 1)} %`));
    }))));
}

const MACHINE_COLUMNS = [
  "oee", "availability", "effectiveness", "quality", "good", "scrap", "active_kwh", "kwh_per_good",
  "coverage",
];

function stateBadge(state) {
  return h("span", { class: "state" },
    h("span", { class: `swatch use-${state ?? "unknown"}`, "aria-hidden": "true" }),
    state ? useName(state) : "No data");
}

function lineTable(line, subject) {
  const own = strip();
  const sums = MACHINE_COLUMNS.map((name) => figure(name, { unit: "" }));
  const heading = subject.line
    ? h("h3", {}, "Machines")
    : h("h3", {}, h("a", {
        href: keepingOrigin(`/tenants/${subject.tenant}/lines/${line.id}`) }, line.name));
  const machines = line.machines.map((machine) => {
    const time = strip();
    const state = h("td", {});
    const power = figure("kw_now", { unit: "" });
    const cells = MACHINE_COLUMNS.map((name) => figure(name, { unit: "" }));
    return {
      id: machine.id,
      row: h("tr", {}, h("th", { scope: "row" }, machine.name), state,
        h("td", { class: "right" }, power.element),
        h("td", { class: "strip-cell" }, time.element),
        cells.map((cell) => h("td", { class: "right" }, cell.element))),
      update(next) {
        if (state.dataset.state !== (next.state ?? "none")) {
          state.dataset.state = next.state ?? "none";
          state.replaceChildren(stateBadge(next.state));
        }
        power.update({ kw_now: next.kwNow });
        time.update(next.time);
        cells.forEach((cell) => cell.update(next.figures));
      },
    };
  });
  return {
    id: line.id,
    element: h("section", { class: "line-block" },
      h("header", { class: "line-head" }, heading, own.element),
      h("div", { class: "table-scroll", tabindex: "0", role: "region", "aria-label": `Machines of ${line.name}` },
        h("table", { class: "data machines" },
          h("caption", { class: "visually-hidden" }, `Machines of ${line.name}`),
          h("thead", {}, h("tr", {},
            h("th", { scope: "col" }, "Machine"),
            h("th", { scope: "col" }, "State now"),
            h("th", { scope: "col", class: "right" }, "Power now", h("span", { class: "when" }, "kW")),
            h("th", { scope: "col", class: "strip-cell" }, "Time"),
            MACHINE_COLUMNS.map((name) =>
              h("th", { scope: "col", class: "right" }, SHORT[name] ?? field(name).label,
                h("span", { class: "when" }, field(name).unit))))),
          h("tbody", {}, machines.map((machine) => machine.row)),
          h("tfoot", {}, h("tr", {},
            h("th", { scope: "row", colspan: "4" }, `All of ${line.name}`),
            sums.map((sum) => h("td", { class: "right" }, sum.element))))))),
    update(next) {
      own.update(next.time);
      sums.forEach((sum) => sum.update(next.figures));
      machines.forEach((machine) =>
        machine.update(next.machines.find((one) => one.id === machine.id)));
    },
  };
}

const SHORT = {
  active_kwh: "Energy",
  kwh_per_good: "Energy per good",
  coverage: "Coverage",
};

const VERDICTS = {
  met: "Met",
  not_met: "Not met",
  insufficient_evidence: "Insufficient evidence",
};

function wayText(progress) {
  if (!isKnown(progress)) return "–";
  return progress >= 1 ? "reached" : `${fixed(progress * 100, 0)} %`;
}

function commitmentTable(place, commitments) {
  if (commitments.length === 0) {
    put(place, h("p", { class: "empty-line" }, "No commitment is registered."));
    return;
  }
  const shownValue = (row, value) => {
    const name = row.metric.slice(row.metric.indexOf(".") + 1);
    const shown = field(name);
    if (!isKnown(value)) return "–";
    const number = shown.unit === "%" ? shown.text(value) : significant(value, 3);
    return shown.unit ? `${number} ${shown.unit}` : number;
  };
  put(place, h("div", { class: "table-scroll", tabindex: "0", role: "region", "aria-label": "Commitments" },
    h("table", { class: "data" },
      h("caption", { class: "visually-hidden" }, "Commitments, month to date"),
      h("thead", {}, h("tr", {},
        ["Commitment", "Baseline", "Target", "Now", "Way to target", "Coverage", "Due", "Verdict"].map(
          (name, i) => h("th", { scope: "col", class: i > 0 && i < 6 ? "right" : null }, name)))),
      h("tbody", {}, commitments.map((row) => {
        const name = row.metric.slice(row.metric.indexOf(".") + 1);
        const enough = isKnown(row.coverage) && row.coverage >= row.minimumCoverage;
        return h("tr", {},
          h("th", { scope: "row" }, field(name).label),
          h("td", { class: "right" }, shownValue(row, row.baseline)),
          h("td", { class: "right" }, shownValue(row, row.target)),
          h("td", { class: "right strong" }, shownValue(row, row.now)),
          h("td", { class: "right" },
            wayText(row.progress)),
          h("td", { class: `right ${enough ? "" : "warn"}` },
            isKnown(row.coverage) ? `${fixed(row.coverage * 100, 1)} %` : "–",
            h("span", { class: "when" }, `needs ${fixed(row.minimumCoverage * 100, 0)} %`)),
          h("td", {}, onDate(Date.parse(row.by))),
          h("td", {}, h("span", { class: `verdict verdict-${row.verdict}` }, VERDICTS[row.verdict])));
      })))));
}

function build(answer) {
  const { subject } = answer;
  const kpis = [
    kpi("oee", "OEE, last hour", (f) =>
      isKnown(f.oee)
        ? ["availability", "effectiveness", "quality"].map((n) =>
          `${n[0].toUpperCase()} ${isKnown(f[n]) ? fixed(f[n] * 100, 0) : "–"}`).join(" · ") + " %"
        : "not planned to run"),
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
  ];
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
      { name: "down_kw", label: "Down", colour: "down" },
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
  ]);
  const peak = h("p", { class: "panel-foot" });
  const sustainability = facts([
    ["scope1_kg"], ["scope2_location_kg"], ["scope2_market_kg"], ["scope3_kg"],
    ["carbon_kg_per_good"], ["renewable_generated_kwh"], ["water_m3"], ["water_m3_per_good"],
  ]);
  const quality = facts([
    ["coverage"], ["messages"], ["duplicates"], ["late"], ["sequence_gaps"], ["dead_letters"],
    ["estimated"],
  ]);
  const settled = h("p", { class: "panel-foot" });
  const production = facts([
    ["oee"], ["nee"], ["produced"], ["good"], ["scrap"], ["scrap_ratio"], ["failures"],
    ["technical_efficiency"], ["setup_ratio"],
  ]);
  const time = strip();
  const downtime = h("div", {});
  const commitments = h("div", {});
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
    commitments: panel("Commitments", "month to date", commitments),
    lines: panel(subject.line ? "Machines" : "Lines and machines", "", legend(),
      tables.map((table) => table.element)),
  };
  p.lines.element.classList.add("span-all");
  p.commitments.element.classList.add("span-all");
  p.downtime.element.classList.add("span-2");
  put(plant,
    head(subject),
    h("section", { class: "kpis", "aria-label": "Figures of now" }, kpis.map((one) => one.element)),
    h("div", { class: "panels two" },
      p.oee.element, p.output.element, p.power.element, p.carbon.element,
      p.perEnergy.element, p.perCarbon.element),
    h("div", { class: "panels three" },
      p.production.element, p.downtime.element,
      p.energy.element, p.sustainability.element, p.quality.element,
      subject.line ? null : p.commitments.element,
      p.lines.element));

  return (next) => {
    setText(span, next.range ? `${dayAndTime(next.range.from)} to ${dayAndTime(next.range.to)}` : "");
    kpis.forEach((one) => one.update(next.live));
    if (next.range) {
      const totals = next.totals;
      const kwh = (name) => ({ [`${name}_kw`]: text("active_kwh", totals[`${name}_kwh`]) });
      oee.update(next.series, next.range, Object.fromEntries(
        ["oee", "availability", "effectiveness", "quality"].map((n) => [n, text(n, totals[n])])));
      output.update(next.series, next.range, {
        good_per_h: text("good", totals.good), scrap_per_h: text("scrap", totals.scrap) });
      power.update(next.series, next.range, Object.assign({},
        ...["running", "setup", "idle", "down", "off", "unknown"].map(kwh)));
      carbon.update(next.series, next.range, {
        scope1_kg_per_h: text("scope1_kg", totals.scope1_kg),
        scope2_location_kg_per_h: text("scope2_location_kg", totals.scope2_location_kg) });
      perEnergy.update(next.series, next.range,
        { kwh_per_good: text("kwh_per_good", totals.kwh_per_good) });
      perCarbon.update(next.series, next.range,
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
      ? `Of ${next.hours.closed} closed hours, ${next.hours.complete} have every sample; ${next.hours.revised} were revised after closing.`
      : "No hour of this time is closed yet.");
    downtimeTable(downtime, next.downtime);
    if (!subject.line) commitmentTable(commitments, next.commitments);
    tables.forEach((table) => table.update(next.lines.find((line) => line.id === table.id)));
  };
}

function show(answer) {
  if (!view) {
    view = build(answer);
  }
  view(answer);
  plant.removeAttribute("aria-busy");
}

const refresh = watch(() => {
  const asked = new URLSearchParams({ range: range() });
  if (parameters.get("origin")) asked.set("origin", parameters.get("origin"));
  return `/api${location.pathname}?${asked}`;
}, show);
