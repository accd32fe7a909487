// The first page: estates, their tenants, and how they are doing now.

import { alertCounts } from "./alerts.js";
import { coverageKpi } from "./coverage.js";
import { h, put, setText, svg } from "./dom.js";
import { figure, kpi } from "./figure.js";
import { estateName, field, fixed, isKnown } from "./format.js";
import { watch } from "./live.js";
import { keepingOrigin, parameters } from "./shell.js";
import { legend, strip } from "./strip.js";
import { t } from "./text.js";

const estates = document.getElementById("estates");
const park = document.getElementById("park");
const alerts = document.getElementById("alerts");
const views = { shape: null, audience: null, park: [], estates: new Map(), tenants: new Map() };

function sparkline() {
  const line = svg("path", { class: "spark-line" });
  const area = svg("path", { class: "spark-area" });
  const picture = svg(
    "svg", { class: "spark", viewBox: "0 0 120 28", preserveAspectRatio: "none", role: "img" },
    area, line,
  );
  const most = h("span", { class: "spark-max" });
  return {
    element: h("div", { class: "spark-box" }, picture, most),
    update(spark) {
      const values = spark?.values ?? [];
      const known = values.filter(isKnown);
      const top = Math.max(...known, 0);
      let path = "";
      let fill = "";
      let from = null;
      values.forEach((value, i) => {
        const x = (i / Math.max(1, values.length - 1)) * 120;
        if (isKnown(value)) {
          const y = 26 - (top > 0 ? value / top : 0) * 23;
          path += `${from === null ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`;
          fill += `${from === null ? `M${x.toFixed(1)} 28L` : "L"}${x.toFixed(1)} ${y.toFixed(1)}`;
          from = x;
        } else if (from !== null) {
          fill += `L${from.toFixed(1)} 28Z`;
          from = null;
        }
      });
      if (from !== null) fill += `L${from.toFixed(1)} 28Z`;
      line.setAttribute("d", path);
      area.setAttribute("d", fill);
      setText(most, known.length ? t("spark.most", fixed(top, 0)) : t("spark.none"));
      picture.setAttribute(
        "aria-label",
        known.length
          ? t("spark.label", fixed(Math.min(...known), 0), fixed(top, 0))
          : t("spark.label_none"),
      );
    },
  };
}

function meter(name) {
  const bar = h("span", { class: "meter-bar" });
  const shown = figure(name);
  return {
    element: h("div", { class: "meter" }, shown.element,
      h("span", { class: "meter-track", "aria-hidden": "true" }, bar)),
    update(figures) {
      shown.update(figures);
      const value = figures?.[name];
      bar.style.width = isKnown(value) ? `${Math.min(100, Math.max(0, value * 100))}%` : "0";
    },
  };
}

function factors() {
  const parts = [["availability", "A"], ["effectiveness", "E"], ["quality", "Q"]].map(
    ([name, letter]) => [figure(name), letter, field(name).label]);
  return {
    element: h("dl", { class: "factors" },
      parts.map(([shown, letter, label]) =>
        h("div", {}, h("dt", {}, h("abbr", { title: label }, letter)),
          h("dd", {}, shown.element)))),
    update(figures) {
      parts.forEach(([shown]) => shown.update(figures));
    },
  };
}

const LAST_HOUR = t("when.last_hour");
const COLUMNS = {
  oee: [t("field.oee"), "col-oee", LAST_HOUR],
  factors: [t("column.factors"), "col-factors", LAST_HOUR],
  good: [t("field.good_per_h"), "col-good", LAST_HOUR],
  power: [t("field.kw_now"), "col-number", t("when.now")],
  spark: [t("field.kw_now"), "col-spark", t("when.last_8_h")],
  energy: [t("column.energy"), "col-good", t("when.today")],
  carbon: [t("field.carbon_kg"), "col-carbon", t("when.today")],
  renewable: [t("column.renewable"), "col-good", t("when.today")],
  lines: [t("column.time_by_line"), "col-lines", LAST_HOUR],
  coverage: [t("column.coverage"), "col-number", LAST_HOUR],
};

/** HKSTP sees nothing from which a count follows. */
const SHOWN = {
  hkstp: ["power", "spark", "energy", "carbon", "renewable", "coverage"],
  other: ["oee", "factors", "good", "power", "spark", "carbon", "lines", "coverage"],
};
const isHkstp = () => views.audience === "hkstp";
const columns = () => SHOWN[isHkstp() ? "hkstp" : "other"];

function tenantView(tenant) {
  const oee = meter("oee");
  const parts = factors();
  const good = figure("good_per_h");
  const power = figure("kw_now");
  const spark = sparkline();
  const carbon = figure("carbon_kg_today");
  const coverage = figure("coverage");
  const lines = new Map(tenant.lines.map((line) => [line.id, strip()]));
  const energy = figure("active_kwh_today");
  const renewable = figure("renewable_share_today");
  const content = {
    oee: oee.element,
    factors: parts.element,
    good: good.element,
    power: power.element,
    spark: spark.element,
    energy: energy.element,
    carbon: carbon.element,
    renewable: renewable.element,
    lines: tenant.lines.map((line) =>
      h("div", { class: "line-strip" },
        h("a", { href: keepingOrigin(`/tenants/${tenant.id}/lines/${line.id}`) }, line.name),
        lines.get(line.id).element)),
    coverage: coverage.element,
  };
  const row = h(
    "tr", { role: "row", "data-tenant": tenant.id },
    h("th", { role: "rowheader", scope: "row", class: "col-name" },
      h("a", { href: keepingOrigin(`/tenants/${tenant.id}`) }, tenant.name)),
    columns().map((name) => {
      const [label, style, when] = COLUMNS[name];
      return h("td", { role: "cell", class: style, "data-label": t("label.when", label, when) }, content[name]);
    }),
  );
  return {
    element: row,
    update(next) {
      [oee, parts, good, power, energy, carbon, renewable, coverage].forEach((part) =>
        part.update(next.figures));
      spark.update(next.power);
      next.lines.forEach((line) => lines.get(line.id)?.update(line.time));
    },
  };
}

function estateView(estate) {
  const summary = [
    ["oee", t("field.oee")], ["kw_now", t("when.now")], ["carbon_kg_today", t("kpi.carbon_today")],
    ["good_per_h", t("overview.good")],
  ].filter(([name]) => !isHkstp() || name === "kw_now" || name === "carbon_kg_today").map(([name, label]) => [figure(name), label]);
  const element = h(
    "section", { class: "estate", "aria-labelledby": `estate-${estate.id}` },
    h("header", { class: "estate-head" },
      h("h2", { id: `estate-${estate.id}` }, estateName(estate.id)),
      h("p", { class: "estate-sum" },
        summary.map(([shown, label]) =>
          h("span", {}, shown.element, h("span", { class: "sum-label" }, label))))),
    h("table", { class: "tenants", role: "table" },
      h("caption", { class: "visually-hidden" }, t("overview.tenants_in", estateName(estate.id))),
      h("thead", { role: "rowgroup" },
        h("tr", { role: "row" },
          h("th", { role: "columnheader", scope: "col", class: "col-name" }, t("name.tenant")),
          columns().map((name) => {
            const [label, style, when] = COLUMNS[name];
            return h("th", { role: "columnheader", scope: "col", class: style }, label,
              h("span", { class: "when" }, when));
          }))),
      h("tbody", { role: "rowgroup" },
        estate.tenants.map((tenant) => views.tenants.get(tenant.id).element))),
  );
  return {
    element,
    update(next) {
      summary.forEach(([shown]) => shown.update(next.figures));
    },
  };
}

function build(answer) {
  views.tenants = new Map(
    answer.estates.flatMap((estate) => estate.tenants).map((t) => [t.id, tenantView(t)]));
  views.estates = new Map(answer.estates.map((estate) => [estate.id, estateView(estate)]));
  const tenants = views.tenants.size;
  const lines = answer.estates.flatMap((e) => e.tenants).flatMap((t) => t.lines);
  const machines = lines.reduce((sum, line) => sum + line.machines, 0);
  views.park = [
    isHkstp() ? null : kpi("oee", t("kpi.oee"), t(
      tenants === 1 ? "overview.size.one" : "overview.size", fixed(tenants, 0), fixed(machines, 0))),
    kpi("kw_now", t("kpi.power_now"),
      isHkstp() ? t("overview.tenants", fixed(tenants, 0)) : t("kpi.power_now.note")),
    kpi("active_kwh_today", t("kpi.energy_today"), (f) =>
      isKnown(f.cost_energy_hkd_today) ? t("kpi.energy_charge", fixed(f.cost_energy_hkd_today, 0)) : ""),
    kpi("carbon_kg_today", t("kpi.carbon_today"), (f) =>
      isKnown(f.scope1_kg_today)
        ? t("kpi.of_scope1", fixed(f.scope1_kg_today, 0))
        : ""),
    isHkstp() ? kpi("renewable_share_today", t("kpi.renewable_today"), "") : kpi("good_per_h", t("kpi.good"), (f) =>
      isKnown(f.scrap_ratio) ? t("kpi.scrap", fixed(f.scrap_ratio * 100, 1)) : ""),
    coverageKpi(),
  ].filter(Boolean);
  put(park, ...views.park.map((part) => part.element));
  put(document.getElementById("legend"), ...(isHkstp() ? [] : [legend()]));
  put(estates, ...[...views.estates.values()].map((view) => view.element));
}

function show(answer) {
  if (answer.estates.length === 0) {
    views.shape = null;
    put(park);
    alerts.hidden = true;
    put(estates, h("section", { class: "empty" },
      h("h2", {}, t("overview.no_tenant")),
      h("p", {}, t("overview.no_tenant.what"))));
    return;
  }
  views.audience = answer.audience;
  const shape = JSON.stringify(answer.estates.map((estate) =>
    [estate.id, estate.tenants.map((t) => [t.id, t.name, t.lines.map((l) => [l.id, l.name])])]));
  if (shape !== views.shape) {
    build(answer);
    views.shape = shape;
  }
  views.park.forEach((part) => part.update(answer.figures, answer.at));
  alerts.hidden = isHkstp();
  alertCounts(alerts, answer.estates.flatMap((estate) => estate.tenants));
  for (const estate of answer.estates) {
    views.estates.get(estate.id).update(estate);
    estate.tenants.forEach((tenant) => views.tenants.get(tenant.id).update(tenant));
  }
}

watch(() => {
  const origin = parameters.get("origin");
  return origin ? `/api/overview?origin=${encodeURIComponent(origin)}` : "/api/overview";
}, show);
