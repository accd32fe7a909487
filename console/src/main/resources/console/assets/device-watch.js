// What one machine says: its last message explained, what was refused and why, and how complete today is.

import { h, put } from "./dom.js";
import { dayAndTime, duration, fixed } from "./format.js";
import { plainTable } from "./parts.js";
import { change } from "./session.js";
import { named, t } from "./text.js";

const fact = (name, value) => [h("div", {}, h("dt", {}, t(`device_watch.${name}`)), h("dd", {}, value ?? "–"))];

function clock(found) {
  if (found.stampedAt === null) return "–";
  const seconds = (found.receivedAt - found.stampedAt) / 1000;
  if (Math.abs(seconds) < 1) return t("device_watch.clock_same");
  return seconds > 0 ? t("device_watch.clock_behind", duration(seconds)) : t("device_watch.clock_ahead", duration(-seconds));
}

function signalRow(one) {
  const value = one.value === null ? "–" : one.signal === "state" ? named("machine_state", one.value.toLowerCase()) : String(one.value);
  return h("tr", {},
    h("th", { scope: "row" }, h("code", { translate: "no" }, one.signal)),
    h("td", { class: "right" }, value, one.unit && one.value !== null ? h("span", { class: "unit", translate: "no" }, one.unit) : null),
    h("td", {}, h("span", { class: one.quality === "good" ? "badge badge-over" : "badge badge-warning" }, named("signal_quality", one.quality))),
    h("td", {}, h("code", { translate: "no" }, one.from), one.factor !== null && Number(one.factor) !== 1 ? ` × ${one.factor}` : ""));
}

function lastMessage(last) {
  return [h("h3", {}, t("device_watch.message")),
    plainTable(t("device_watch.message"),
      ["signal", "value", "quality", "from"].map((name) =>
        h("th", { scope: "col", class: name === "value" ? "right" : null }, t(`device_watch.${name}`))),
      last.signals.map(signalRow)),
    last.unknownSignals > 0 ? h("p", { class: "when" }, t("device_watch.unknown", last.unknownSignals)) : null,
    h("details", {}, h("summary", {}, t("device_watch.payload", last.payloadBytes)),
      h("div", { class: "code-block", translate: "no", tabindex: "0", role: "group", "aria-label": t("device_watch.payload", last.payloadBytes) },
        last.payload ?? t("device_watch.no_text")))];
}

function refusedRow(letter) {
  return h("tr", {},
    h("td", { class: "nowrap" }, dayAndTime(letter.at)),
    h("td", {}, h("code", { translate: "no" }, letter.reason), letter.detail ? h("span", { class: "when", translate: "no" }, letter.detail) : null),
    h("td", {}, named("todo", letter.reason.toLowerCase())));
}

function refused(letters) {
  if (letters.length === 0) return h("p", { class: "when" }, t("device_watch.none_refused"));
  return plainTable(t("device_watch.refused"),
    ["at", "reason", "todo"].map((name) => h("th", { scope: "col" }, t(`device_watch.${name}`))),
    letters.map(refusedRow));
}

function credentials(path, found, makes) {
  const place = h("div", { role: "status" });
  const make = async () => {
    try {
      const made = await change(`${path}/lines/${found.line}/credentials`, { machine: found.id });
      if (!made.password) {
        put(place, h("p", { class: "when", "data-held": true }, t("device_watch.made_before", made.user)));
        return;
      }
      const text = `MQTT_URL=${made.broker}\nMQTT_CLIENT_ID=${made.user}\nMQTT_USERNAME=${made.user}\nMQTT_PASSWORD=${made.password}\n`;
      const url = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
      put(place, h("p", { "data-held": true }, t("device_watch.made"), " ",
        h("a", { class: "button", href: url, download: `${found.id}.env` }, t("device_watch.download"))));
    } catch (error) {
      put(place, h("p", { class: "field-problem" }, error.message));
    }
  };
  return [h("h3", {}, t("device_watch.credentials")),
    makes
      ? h("button", { type: "button", class: "button", onclick: make }, t("device_watch.make"))
      : h("p", { class: "when" }, t("device_watch.by_command"), " ", h("code", { translate: "no" }, "innopark registry acl --out DIR")),
    place];
}

export function deviceWatch(path, found, makesCredentials, edit) {
  const { today } = found;
  return h("section", { class: "panel devices" },
    h("header", { class: "panel-head" }, h("h2", { tabindex: "-1" }, t("device_watch.title", found.name)),
      h("button", { type: "button", class: "button small", onclick: () => edit(found.fields) }, t("device_watch.edit"))),
    h("dl", { class: "facts" },
      fact("received", found.receivedAt === null ? t("devices.never") : t("device_watch.ago", duration(Math.max(0, found.now - found.receivedAt) / 1000))),
      fact("clock", clock(found)),
      fact("sequence", found.last ? h("span", { translate: "no" }, `${found.last.boot} · ${found.last.sequence}`) : null),
      fact("gaps", today.sequence_gaps === undefined || today.sequence_gaps === null ? null : fixed(today.sequence_gaps, 0)),
      fact("coverage", today.coverage === undefined || today.coverage === null ? null : `${fixed(today.coverage * 100, 1)} %`),
      fact("duplicates", today.duplicates === undefined || today.duplicates === null ? null : fixed(today.duplicates, 0))),
    found.last ? lastMessage(found.last) : h("p", {}, t("device_watch.nothing_yet")),
    h("h3", {}, t("device_watch.refused")), refused(found.refused),
    credentials(path, found, makesCredentials));
}
