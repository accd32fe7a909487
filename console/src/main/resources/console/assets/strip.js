// How machines spent their time, as a strip of shares.

import { h, setTitle } from "./dom.js";
import { duration, fixed } from "./format.js";
import { listed, named, t } from "./text.js";

export const USES = [
  "running", "setup", "idle", "down", "planned", "unknown", "outside", "unscheduled",
];

export const useName = (use) => named("use", use);

export function legend() {
  return h(
    "ul", { class: "legend", "aria-label": t("strip.legend") },
    USES.map((use) =>
      h("li", {}, h("span", { class: `swatch use-${use}`, "aria-hidden": "true" }), useName(use))),
  );
}

/** A strip; call update with machine seconds by use. */
export function strip() {
  const segments = new Map(
    USES.map((use) => [use, h("span", { class: `segment use-${use}` })]),
  );
  const element = h("div", { class: "strip", role: "img" }, [...segments.values()]);
  return {
    element,
    update(time) {
      const all = Object.values(time ?? {}).reduce((sum, seconds) => sum + seconds, 0);
      const said = [];
      for (const [use, segment] of segments) {
        const share = all > 0 ? (time[use] ?? 0) / all : 0;
        segment.style.width = `${share * 100}%`;
        if (share > 0.0005) {
          const words = `${useName(use)} ${fixed(share * 100, 1)} %`;
          setTitle(segment, t("strip.machine_time", words, duration(time[use])));
          said.push(words);
        }
      }
      element.classList.toggle("empty-strip", all === 0);
      const label = said.length ? listed(said) : t("chart.none");
      element.setAttribute("aria-label", label);
      setTitle(element, said.length ? null : label);
    },
  };
}
