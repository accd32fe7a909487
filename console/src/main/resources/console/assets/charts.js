// Charts over time: lines and stacked bars, with a legend that follows the pointer.

import uPlot from "/assets/uplot.js";
import { saveCsv } from "./csv.js";
import { h, setText } from "./dom.js";
import { atTime, field, fixed, isKnown, isoStamp, onDay, ZONE } from "./format.js";
import { t } from "./text.js";

const HEIGHT = 190;
const DAY_SECONDS = 86_400;

const colour = (name) =>
  getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

/** The values without a neighbour, of which a line would show nothing. */
function alone(u, series, show) {
  const values = u.data[series];
  return values
    .map((value, i) => i)
    .filter((i) => values[i] !== null && (values[i - 1] ?? null) === null && (values[i + 1] ?? null) === null);
}

/** Labels of an axis, all with the decimals that their distance needs. */
function ticks(values) {
  const top = Math.max(...values.map(Math.abs));
  const [by, suffix] = top >= 2_000_000 ? [1_000_000, " M"] : top >= 10_000 ? [1000, " k"] : [1, ""];
  const step = values.length > 1 ? Math.abs(values[1] - values[0]) / by : top / by;
  let decimals = 0;
  while (decimals < 8 && Math.abs(step * 10 ** decimals - Math.round(step * 10 ** decimals)) > 1e-6) {
    decimals++;
  }
  return values.map((value) => (value === 0 ? "0" : `${fixed(value / by, decimals)}${suffix}`));
}

function bucketName(start, seconds) {
  if (seconds >= DAY_SECONDS) return onDay(start * 1000);
  const end = (start + seconds) * 1000;
  return t("format.day_time", onDay(start * 1000), `${atTime(start * 1000)}–${atTime(end)}`);
}

function stacked(columns) {
  const sum = columns[0].map(() => null);
  return columns.map((column) =>
    column.map((value, i) => {
      if (isKnown(value)) sum[i] = (sum[i] ?? 0) + value;
      return sum[i];
    }));
}

/**
 * A chart.
 *
 * @param file the name of its file of figures
 * @param title what it shows
 * @param unit of the left axis
 * @param series each {name, label, colour}: a field of the answer and a custom property
 * @param kind "line", or "stack" for stacked bars
 * @param share whether values are shares, drawn in %
 */
export function chart({ file, title, unit, series, kind, share = false }) {
  const scale = share ? 100 : 1;
  const entries = series.map((one) => {
    const value = h("span", { class: "key-value" }, "–");
    return {
      ...one,
      value,
      item: h("li", {},
        h("span", { class: `swatch key-${one.colour}`, "aria-hidden": "true" }),
        h("span", { class: "key-label" }, one.label), value),
    };
  });
  const when = h("span", { class: "key-when" });
  const place = h("div", { class: "chart-place" });
  const none = h("p", { class: "chart-none", hidden: true }, t("chart.none"));
  const picture = h("div", { class: "chart", role: "img" }, place, none);
  const table = h("div", { class: "table-scroll" });
  const details = h("details", { class: "chart-data" }, h("summary", {}, t("chart.table")), table);
  const csv = h("button", { type: "button", class: "link-button", onclick: save }, t("chart.csv"));
  const element = h("figure", { class: "panel-chart" },
    h("ul", { class: "keys" }, entries.map((entry) => entry.item), h("li", { class: "key-when-item" }, when)),
    picture, h("div", { class: "chart-foot" }, details, csv));
  let plot = null;
  let latest = null;
  details.addEventListener("toggle", () => drawTable());

  function columns() {
    const raw = entries.map((entry) =>
      latest.series.figures[entry.name].map((v) => (isKnown(v) ? v * scale : null)));
    return kind === "stack" ? stacked(raw) : raw;
  }

  function data() {
    const drawn = columns();
    // the highest stack is drawn first, and the lower ones over it
    if (kind === "stack") return [latest.series.t, ...drawn.reverse()];
    // a mean over a bucket stands in its middle
    return [latest.series.t.map((start) => start + latest.range.bucketSeconds / 2), ...drawn];
  }

  function options(width) {
    const grid = { stroke: colour("grid"), width: 1 };
    const axis = { stroke: colour("muted"), grid, ticks: { show: false }, font: "11px system-ui, sans-serif" };
    const bars = uPlot.paths.bars({ size: [0.86, 64], align: 1 });
    const drawn = kind === "stack" ? [...entries].reverse() : entries;
    return {
      width,
      height: HEIGHT,
      padding: [8, 18, 0, 0],
      tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), ZONE),
      legend: { show: false },
      cursor: {
        drag: { x: false, y: false },
        points: { show: false },
        y: false,
      },
      scales: {
        x: { time: true, range: () => [latest.range.from / 1000, latest.range.end / 1000] },
        y: {
          range: (u, low, high) => [0, share ? Math.max(100, (high ?? 0) * 1.02) : high > 0 ? high * 1.08 : 1],
        },
      },
      axes: [
        { ...axis, size: 28, space: 64, values: (u, splits) => splits.map((s) => xLabel(s)) },
        { ...axis, size: 50, space: 34, values: (u, splits) => ticks(splits) },
      ],
      series: [
        {},
        ...drawn.map((entry) =>
          kind === "stack"
            ? { fill: colour(entry.colour), width: 0, paths: bars, points: { show: false } }
            : {
                stroke: colour(entry.colour),
                width: entry.wide ? 2.5 : 1.5,
                points: { show: true, size: 4, fill: colour(entry.colour), filter: alone },
              }),
      ],
      hooks: { setCursor: [(u) => showKeys(u.cursor.idx)] },
    };
  }

  function xLabel(seconds) {
    const millis = seconds * 1000;
    return atTime(millis) === "00:00" ? onDay(millis).replace(",", "") : atTime(millis);
  }

  function showKeys(index) {
    if (!latest) return;
    const hovered = index !== null && index !== undefined && latest.series.t[index] !== undefined;
    setText(when, hovered ? bucketName(latest.series.t[index], latest.range.bucketSeconds) : "");
    for (const entry of entries) {
      if (!hovered && latest.notes?.[entry.name] !== undefined) {
        setText(entry.value, latest.notes[entry.name]);
        continue;
      }
      const values = latest.series.figures[entry.name];
      const value = hovered ? values[index] : values.findLast(isKnown);
      const shown = field(entry.name);
      setText(entry.value, isKnown(value) ? `${shown.text(value)} ${shown.unit}` : "–");
    }
  }

  function draw() {
    const width = place.clientWidth;
    if (!latest || width === 0) return;
    plot?.destroy();
    plot = new uPlot(options(width), data(), place);
  }

  function drawTable() {
    if (!details.open || !latest) return;
    table.replaceChildren(
      h("table", { class: "data" },
        h("caption", { class: "visually-hidden" }, title),
        h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t("chart.time")),
          entries.map((e) => h("th", { scope: "col", class: "right" }, t("label.unit", e.label, field(e.name).unit))))),
        h("tbody", {}, latest.series.t.map((start, i) =>
          h("tr", {}, h("th", { scope: "row" }, bucketName(start, latest.range.bucketSeconds)),
            entries.map((e) => {
              const value = latest.series.figures[e.name][i];
              return h("td", { class: "right" }, isKnown(value) ? field(e.name).text(value) : "–");
            }))))));
  }

  function save() {
    if (!latest) return;
    const head = [t("chart.from"), t("chart.to"),
      ...entries.map((e) => t("label.unit", e.label, field(e.name).unit))];
    saveCsv(latest.nameOf(file), [head, ...latest.series.t.map((start, i) => [
      isoStamp(start * 1000), isoStamp((start + latest.range.bucketSeconds) * 1000),
      ...entries.map((e) => {
        const value = latest.series.figures[e.name][i];
        return isKnown(value) ? value * scale : "";
      }),
    ])]);
  }

  new ResizeObserver(() => {
    if (!plot) draw();
    else if (place.clientWidth > 0) plot.setSize({ width: place.clientWidth, height: HEIGHT });
  }).observe(place);
  document.addEventListener("themechange", draw);

  return {
    element,
    /** Says that there is nothing to draw yet. */
    clear() {
      none.hidden = false;
      picture.setAttribute("aria-label", t("chart.label", title, t("chart.none")));
    },
    /** Draws an answer's series; notes stand in the legend while nothing is pointed at. */
    update(next, range, notes, nameOf) {
      const end = range.from + next.t.length * range.bucketSeconds * 1000;
      latest = { series: next, range: { ...range, end }, notes, nameOf };
      const known = entries.some((e) => next.figures[e.name].some(isKnown));
      none.hidden = known;
      place.classList.toggle("faded", !known);
      picture.setAttribute("aria-label", t("chart.label",
        unit ? t("label.unit", title, unit) : title, known ? t("chart.below") : t("chart.none")));
      if (plot) plot.setData(data());
      else draw();
      showKeys(plot?.cursor.idx);
      drawTable();
    },
  };
}
