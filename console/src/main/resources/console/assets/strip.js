// How machines spent their time, as a strip of shares.

import { h, setTitle } from "./dom.js";
import { duration, fixed } from "./format.js";

export const USES = [
  ["running", "Running"],
  ["setup", "Set-up"],
  ["idle", "Idle"],
  ["down", "Down"],
  ["planned", "Planned stop"],
  ["unknown", "Unknown"],
  ["outside", "Running out of shift"],
  ["unscheduled", "Not scheduled"],
];

const NAMES = Object.fromEntries(USES);

export function useName(use) {
  return NAMES[use] ?? use;
}

export function legend() {
  return h(
    "ul", { class: "legend", "aria-label": "Colours of the time strips" },
    USES.map(([use, name]) =>
      h("li", {}, h("span", { class: `swatch use-${use}`, "aria-hidden": "true" }), name)),
  );
}

/** A strip; call update with machine seconds by use. */
export function strip() {
  const segments = new Map(
    USES.map(([use]) => [use, h("span", { class: `segment use-${use}` })]),
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
          setTitle(segment, `${words} (${duration(time[use])} of machine time)`);
          said.push(words);
        }
      }
      element.classList.toggle("empty-strip", all === 0);
      const label = said.length ? said.join(", ") : "No figures in this time";
      element.setAttribute("aria-label", label);
      setTitle(element, said.length ? null : label);
    },
  };
}
