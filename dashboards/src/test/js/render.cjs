// What Grafana 12.3 makes of panels and the answers to their queries, as far as that goes without a
// browser: transformations, units, decimals, mappings, names, columns. Reads a JSON file of panels,
// writes one of what each shows and of what is wrong with it.
const fs = require("fs");
const { JSDOM } = require("jsdom");

const page = new JSDOM("<!doctype html><html><head></head><body></body></html>", {
  url: "http://localhost/",
});
globalThis.window = page.window;
for (const name of ["document", "localStorage", "sessionStorage", "navigator"]) {
  Object.defineProperty(globalThis, name, { value: page.window[name] });
}
const grafana = require("@grafana/data");

const STANDARD = ["unit", "decimals", "displayName", "color", "mappings", "thresholds", "noValue",
  "min", "max", "links"];
const CUSTOM = ["width", "minWidth", "hidden", "cellOptions", "drawStyle", "lineWidth",
  "fillOpacity", "lineInterpolation", "stacking", "spanNulls", "axisSoftMin"];
const PIXELS_A_DIGIT = 7;
const PIXELS_A_CHINESE = 14;
const CELL_PADDING = 12;

const option = (id, path, isCustom) => ({
  id, path, isCustom, name: id, description: "", settings: {}, shouldApply: () => true,
  process: (value) => value, override: () => null, editor: () => null,
});
const registry = new grafana.Registry(() => [
  ...STANDARD.map((id) => option(id, id, false)),
  ...CUSTOM.map((id) => option(`custom.${id}`, id, true)),
]);
grafana.standardTransformersRegistry.setInit(() =>
  [...new Map(Object.values(grafana.standardTransformers).map((one) => [one.id, one])).values()]
    .map((transformation) => ({
      id: transformation.id, name: transformation.name, editor: () => null, transformation,
    })));
const theme = grafana.createTheme();

const kindOf = (values) => {
  const known = values.find((value) => value !== null && value !== "");
  return typeof known === "number" ? grafana.FieldType.number : grafana.FieldType.string;
};
const field = (name, type, values, labels) => ({ name, type, values, labels, config: {} });

/** A frame for each column of each series, as Grafana's InfluxQL source answers. */
function timeSeries(alias, series) {
  return series.flatMap((one) => one.columns.slice(1).map((column, index) => {
    const tag = (name) => (one.tags ?? {})[name] ?? "";
    const name = (alias || (series.length > 1 || one.columns.length > 2 ? "$m.$col" : one.name))
      .replace(/\$tag_(\w+)/g, (ignored, key) => tag(key))
      .replace(/\$col/g, column)
      .replace(/\$m/g, one.name);
    const values = one.values.map((row) => row[index + 1]);
    return {
      name, refId: "A", length: values.length,
      fields: [
        field("Time", grafana.FieldType.time, one.values.map((row) => row[0])),
        { ...field("Value", grafana.FieldType.number, values, one.tags),
          config: { displayNameFromDS: name } },
      ],
    };
  }));
}

/** One frame of all series: time, tags, columns. */
function table(refId, series) {
  if (series.length === 0) {
    return [];
  }
  const tags = Object.keys(series[0].tags ?? {});
  const columns = series[0].columns.slice(1);
  const rows = series.flatMap((one) =>
    one.values.map((row) => [row[0], ...tags.map((tag) => one.tags[tag]), ...row.slice(1)]));
  const names = ["Time", ...tags, ...columns];
  const fields = names.map((name, index) => {
    const values = rows.map((row) => row[index]);
    const type = index === 0 ? grafana.FieldType.time
      : index <= tags.length ? grafana.FieldType.string : kindOf(values);
    return field(name, type, values);
  });
  return [{ refId, length: rows.length, fields }];
}

function transformed(panel, frames) {
  let result = frames;
  const subscription = grafana
    .transformDataFrame(panel.transformations ?? [], frames)
    .subscribe((done) => { result = done; });
  subscription.unsubscribe();
  return result;
}

const shown = (one, value) => grafana.formattedValueToString(one.display(value)).trim();
const pixels = (text) => [...text].reduce(
  (sum, letter) => sum + (letter.codePointAt(0) > 0x2e7f ? PIXELS_A_CHINESE : PIXELS_A_DIGIT), 0);
const numbers = (one) => one.values.filter((value) => typeof value === "number");
const nameOf = (one, frame, frames) => grafana.getFieldDisplayName(one, frame, frames);

/** Marks of an axis that are different values must be different texts. */
function axis(one, problems) {
  const greatest = Math.max(...numbers(one).map(Math.abs), 0);
  const isWhole = one.config.decimals === 0;
  if (greatest === 0 || (isWhole && greatest < 4)) {
    return; // an axis of whole numbers has marks at whole numbers alone
  }
  const marks = [1, 2, 3, 4].map((quarter) => shown(one, greatest * quarter / 4));
  if (new Set(marks).size < marks.length) {
    problems.push(`equal marks on the axis: ${marks.join(", ")}`);
  }
}

function text(one, name, problems) {
  for (const value of numbers(one)) {
    const said = shown(one, value);
    if (/NaN|undefined|Invalid| {2}/.test(said)) {
      problems.push(`${name} shows "${said}" for ${value}`);
      return said;
    }
  }
  return numbers(one).length ? shown(one, numbers(one)[0]) : "";
}

const draw = {
  stat(panel, frames, problems) {
    const tiles = frames.flatMap((frame) => frame.fields
      .filter((one) => one.type === grafana.FieldType.number)
      .map((one) => {
        const last = numbers(one).at(-1);
        text(one, nameOf(one, frame, frames), problems);
        return last === undefined ? one.config.noValue : shown(one, last);
      }));
    const states = panel.fieldConfig.defaults.mappings;
    if (states && tiles.some((tile) => /^\d+$/.test(tile))) {
      problems.push(`a state without a name: ${tiles}`);
    }
    return { fields: tiles.length, sample: tiles.join(", ") };
  },

  timeseries(panel, frames, problems) {
    const names = [];
    for (const frame of frames) {
      for (const one of frame.fields.filter((any) => any.type === grafana.FieldType.number)) {
        const name = nameOf(one, frame, frames);
        names.push(name);
        axis(one, problems);
        text(one, name, problems);
        if (/[$_]|^$/.test(name)) {
          problems.push(`a series is called "${name}"`);
        }
      }
    }
    if (new Set(names).size < names.length) {
      problems.push(`two series have one name: ${names}`);
    }
    return { fields: names.length, sample: names.join(", ") };
  },

  "state-timeline"(panel, frames, problems) {
    const colors = new Set();
    const names = [];
    for (const frame of frames) {
      for (const one of frame.fields.filter((any) => any.type === grafana.FieldType.number)) {
        names.push(nameOf(one, frame, frames));
        for (const value of numbers(one)) {
          const display = one.display(value);
          colors.add(display.color);
          if (/^\d*$/.test(display.text)) {
            problems.push(`a state without a name: ${value}`);
          }
        }
        if (one.config.color?.mode === "thresholds") {
          problems.push("equal thresholds are merged into one state");
        }
      }
    }
    if (colors.size < 2) {
      problems.push("all states have one colour");
    }
    return { fields: names.length, sample: `${colors.size} colours: ${names[0]} …` };
  },

  barchart(panel, frames, problems) {
    const frame = frames[0];
    if (!frame) {
      return { fields: 0, sample: "" };
    }
    const x = frame.fields.find((one) => nameOf(one, frame, frames) === panel.options.xField
      || one.name === panel.options.xField);
    if (!x) {
      problems.push(`no field ${panel.options.xField}`);
      return { fields: 0, sample: "" };
    }
    const bars = frame.fields.filter((one) => one.type === grafana.FieldType.number);
    for (const one of bars) {
      axis(one, problems);
      text(one, one.name, problems);
      if (panel.transformations && numbers(one).some((value) => value <= 0)) {
        problems.push("a bar of nothing");
      }
      if (panel.transformations
          && numbers(one).some((value, index, all) => index && value > all[index - 1])) {
        problems.push("the longest is not the first");
      }
    }
    const heads = bars.map((one) => nameOf(one, frame, frames));
    return {
      fields: bars.length,
      sample: `${x.values.length} × ${heads.join(", ")}; first ${shown(x, x.values[0])}`,
    };
  },

  table(panel, frames, problems, width) {
    const frame = frames[0];
    if (!frame) {
      return { fields: 0, sample: panel.fieldConfig.defaults.noValue };
    }
    const fields = frame.fields.filter((one) => !one.config.custom?.hidden);
    const fixed = fields.reduce((sum, one) => sum + (one.config.custom?.width ?? 0), 0);
    const flexible = fields.filter((one) => !one.config.custom?.width);
    const share = flexible.length ? Math.floor((width - fixed) / flexible.length) : 0;
    let used = 0;
    let visible = 0;
    for (const one of fields) {
      const column = one.config.custom?.width
        ?? Math.max(one.config.custom?.minWidth ?? 150, share);
      used += column;
      visible += used <= width ? 1 : 0;
      const name = nameOf(one, frame, frames);
      for (const value of one.values) {
        const said = value === null ? "" : shown(one, value);
        if (pixels(said) + CELL_PADDING > column) {
          problems.push(`column ${name} cuts "${said}" at ${column}`);
          break;
        }
      }
    }
    const order = panel.transformations.find((one) => one.id === "organize").options;
    const expected = Object.keys(order.indexByName).map((name) => order.renameByName[name]);
    const heads = fields.map((one) => nameOf(one, frame, frames));
    if (heads.join() !== expected.filter((name) => heads.includes(name)).join()
        || heads.length !== expected.length) {
      problems.push(`columns ${heads} instead of ${expected}`);
    }
    if (visible < fields.length) {
      problems.push(`${visible} of ${fields.length} columns are visible`);
    }
    if (!heads.includes(panel.options.sortBy[0].displayName)) {
      problems.push(`sorted by ${panel.options.sortBy[0].displayName}, which is no column`);
    }
    return { fields: fields.length, visible, sample: fields
      .map((one) => (one.values[0] === null ? "–" : shown(one, one.values[0]))).join(" | ") };
  },
};

const panels = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
const results = panels.map(({ dashboard, panel, width, answers, ids }) => {
  const problems = [];
  const frames = answers.flatMap(({ target, series }) => (target.resultFormat === "table"
    ? table(target.refId, series)
    : timeSeries(target.alias, series).map((frame) => ({ ...frame, refId: target.refId }))));
  const drawn = grafana.applyFieldOverrides({
    data: transformed(panel, frames), fieldConfig: panel.fieldConfig, theme,
    replaceVariables: (value) => value, fieldConfigRegistry: registry,
    timeZone: "Asia/Hong_Kong",
  });
  const what = draw[panel.type](panel, drawn, problems, width);
  const said = what.sample.split(/, | \| /);
  said.filter((name) => name !== "" && ids.includes(name))
    .forEach((name) => problems.push(`shows the id ${name} and not its name`));
  return { dashboard, title: panel.title, type: panel.type, ...what, problems };
});
fs.writeFileSync(process.argv[3], JSON.stringify(results, null, 1));
process.exit(0);
