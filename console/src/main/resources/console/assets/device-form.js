// The form by which a machine gets into the registry: tried first, imported when it is right.

import { h, put, setText } from "./dom.js";
import { dayAndTime } from "./format.js";
import { change } from "./session.js";
import { named, t } from "./text.js";

const SHAPES = {
  own: "",
  json: `topic: tele/plug 7/SENSOR
stamp: {at: /Time, zone: Asia/Hong_Kong}
signals:
  state: {at: /POWER, words: {"ON": RUNNING, "OFF": "OFF"}}
  active_energy_kwh: {at: /ENERGY/Total}
`,
  tags: `topic: plc/line-1/press-3
stamp: {at: /timestamp}
signals:
  good_count: {at: "/values/*/v", where: {id: "Press 3.Good"}}
`,
  sparkplug: `sparkplug: {group: Plant A, edge_node: Line 1, device: Press 4}
signals:
  state: {at: Status/Machine Mode, words: {"1": RUNNING, "2": IDLE, "3": DOWN}}
  good_count: {at: Inputs/A}
`,
};

const ONE_LINE = ["id", "name", "sample_period", "stale_after", "rated_kw", "ideal_cycle", "micro_stop", "power_reporting", "expected_from"];

/** Lines of a difference, each with its sign as its first letter. */
export function difference(lines) {
  return h("div", { class: "code-block", translate: "no", tabindex: "0", role: "group", "aria-label": t("devices.difference") },
    lines.map((line) => h("span", { class: line.startsWith("+") ? "added" : line.startsWith("-") ? "taken" : null }, line)));
}

function fieldOf(name, control, hint, wide) {
  const problem = h("span", { class: "field-problem", id: `problem-${name}`, role: "status" });
  control.setAttribute("aria-describedby", problem.id);
  control.dataset.field = name;
  return h("label", { class: wide ? "whole" : null }, t(`device_form.${name}`), control,
    hint ? h("span", { class: "hint" }, hint) : null, problem);
}

export function deviceForm(path, known, ofLine, fields, imported) {
  const controls = {};
  const outcome = h("div", { class: "whole" });
  let draft = null;

  for (const name of ONE_LINE) {
    controls[name] = h("input", { autocapitalize: "none", spellcheck: "false", translate: "no",
      value: fields[name] ?? { sample_period: "PT10S", stale_after: "PT60S" }[name] ?? "" });
  }
  for (const name of ["meters", "mapping"]) {
    controls[name] = h("textarea", { spellcheck: "false", translate: "no" });
    controls[name].value = fields[name] ?? "";
  }
  const line = h("select", { translate: "no" }, known.lines.map((one) => h("option", { value: one.id }, one.name)),
    h("option", { value: "" }, t("device_form.new_line")));
  line.value = ofLine ?? known.lines[0]?.id ?? "";
  const newLine = h("input", { autocapitalize: "none", spellcheck: "false" });
  const calendar = h("select", { translate: "no" }, known.calendars.map((id) => h("option", { value: id }, id)));
  const lineField = fieldOf("line", line);
  const newLineField = fieldOf("line_id", newLine);
  const calendarField = fieldOf("calendar", calendar);
  const showLine = () => {
    newLineField.hidden = calendarField.hidden = line.value !== "";
  };
  line.addEventListener("change", showLine);
  showLine();
  const shape = h("select", {}, Object.keys(SHAPES).map((name) => h("option", { value: name }, named("device_shape", name))));
  shape.addEventListener("change", () => {
    controls.mapping.value = SHAPES[shape.value];
  });

  const body = () => ({
    line: line.value || newLine.value,
    calendar: line.value ? null : calendar.value,
    ...Object.fromEntries(Object.entries(controls).map(([name, control]) => [name, control.value.trim() || null])),
  });

  function showProblems(problems) {
    for (const control of form.querySelectorAll("[data-field]")) {
      const ofField = problems.filter((one) => one.field === control.dataset.field);
      control.toggleAttribute("aria-invalid", ofField.length > 0);
      if (ofField.length > 0) control.setAttribute("aria-invalid", "true");
      setText(form.querySelector(`#problem-${control.dataset.field}`), ofField.map((one) => one.problem).join(" "));
    }
    form.querySelector("[aria-invalid]")?.focus();
    const fieldsThere = new Set([...form.querySelectorAll("[data-field]")].map((one) => one.dataset.field));
    return problems.filter((one) => !fieldsThere.has(one.field));
  }

  function showDraft(answer) {
    const others = showProblems(answer.problems);
    if (answer.problems.length > 0) {
      put(outcome, others.map((one) => h("p", { class: "field-problem", role: "alert" }, one.problem)));
      return;
    }
    put(outcome,
      answer.warnings.map((one) => h("p", { class: "when" }, one)),
      h("h3", {}, t("device_form.yaml")), h("div", { class: "code-block", translate: "no", tabindex: "0", role: "group", "aria-label": t("device_form.yaml") }, answer.yaml),
      h("h3", {}, t("devices.difference")),
      answer.difference.length > 0 ? difference(answer.difference) : h("p", { class: "when" }, t("devices.no_difference")),
      h("p", {}, t("device_form.applies", dayAndTime(answer.effectiveFrom))),
      known.mayImport
        ? h("div", { class: "device-actions" },
          h("button", { type: "button", class: "button primary", id: "import", onclick: () => importDraft(answer.version) }, t("device_form.import")))
        : h("p", { class: "when" }, t("device_form.by_command"), " ", h("code", { translate: "no" }, "innopark registry import FILE")));
  }

  async function tryDraft(event) {
    event.preventDefault();
    draft = body();
    try {
      showDraft(await change(`${path}/registry/draft`, draft));
    } catch (error) {
      put(outcome, h("p", { class: "field-problem", role: "alert" }, error.message));
    }
  }

  async function importDraft(version) {
    try {
      const done = await change(`${path}/registry`, { ...draft, version });
      put(outcome, h("p", { class: "done", role: "status" }, done.changed
        ? t("device_form.imported", dayAndTime(done.effectiveFrom)) : t("devices.no_difference")));
      await imported();
    } catch (error) {
      put(outcome, h("p", { class: "field-problem", role: "alert" }, error.message));
    }
  }

  const form = h("form", { class: "form device-form", novalidate: true },
    lineField, newLineField, calendarField,
    fieldOf("id", controls.id), fieldOf("name", controls.name),
    fieldOf("sample_period", controls.sample_period, "PT10S"), fieldOf("stale_after", controls.stale_after, "PT60S"),
    fieldOf("rated_kw", controls.rated_kw), fieldOf("ideal_cycle", controls.ideal_cycle, "{default: PT0.5S}"),
    h("details", { class: "whole" }, h("summary", {}, t("device_form.more")),
      h("div", { class: "device-form" }, ["micro_stop", "power_reporting", "expected_from"].map((name) => fieldOf(name, controls[name])))),
    fieldOf("meters", controls.meters, "- {signal: active_energy_kwh, source: grid, utility: clp}", true),
    h("label", { class: "whole" }, t("device_form.shape"), shape),
    fieldOf("mapping", controls.mapping, t("device_form.mapping_hint"), true),
    h("div", { class: "whole device-actions" }, h("button", { type: "submit", class: "button" }, t("device_form.try"))),
    outcome);
  form.addEventListener("submit", tryDraft);
  return [h("h2", {}, fields.id ? t("device_form.change", fields.id) : t("device_form.add")), form];
}
