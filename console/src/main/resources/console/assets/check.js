// The page that checks an evidence pack.

import { h, put } from "./dom.js";
import { Fault, checkPack } from "./pack.js";
import "./shell.js";
import { listed, t } from "./text.js";

const byId = (id) => document.getElementById(id);
const found = byId("found");

async function check(event) {
  event.preventDefault();
  put(found, h("p", { class: "when" }, t("check.working")));
  try {
    const held = await checkPack(
      await byId("pack").files[0].arrayBuffer(), await byId("key").files[0].text());
    put(found, h("section", { class: "panel check-good" },
      h("h2", {}, t("check.holds")),
      h("p", { translate: "no" }, held.title),
      held.simulated ? h("p", { class: "strong" }, t("check.simulated")) : null,
      h("p", {}, t("check.what", held.signer, held.rows, held.figures)),
      h("p", { class: "when", translate: "no" }, listed(held.files))));
  } catch (error) {
    const words = error instanceof Fault ? t(error.key, ...error.parameters) : t("check.failed", error.message);
    put(found, h("section", { class: "panel check-bad" },
      h("h2", {}, t("check.wrong")), h("p", {}, words)));
  }
}
byId("check").addEventListener("submit", check);
