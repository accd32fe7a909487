// The registry's versions: when, by whom, and what changed for this tenant.

import { difference } from "./device-form.js";
import { h } from "./dom.js";
import { dayAndTime } from "./format.js";
import { request } from "./session.js";
import { t } from "./text.js";

/** A page's import names its account to whom it was about; a command's the operating system's user. */
function importer(one) {
  if (one.by) return t("registry_history.by", one.by);
  if (one.madeBy === "console") return t("registry_history.by_another");
  return one.osUser
    ? around("registry_history.by_command", one.osUser, one.login)
    : around("registry_history.by_login", one.login);
}

/** A text around names that no language translates. */
function around(key, ...names) {
  return t(key, ...names.map((_, i) => `\u0001${i}\u0001`)).split("\u0001")
    .map((part, i) => (i % 2 === 0 ? part : h("span", { translate: "no" }, names[Number(part)])));
}

function version(one) {
  const changes = one.difference;
  return h("li", {}, h("details", {},
    h("summary", {}, dayAndTime(one.recordedAt), " · ",
      importer(one), " · ",
      one.effectiveFrom === null ? t("registry_history.always") : t("registry_history.applies", dayAndTime(one.effectiveFrom)), " ",
      h("code", { translate: "no" }, one.version)),
    changes === null
      ? h("p", { class: "when" }, t("registry_history.first"))
      : changes.length > 0 ? difference(changes) : h("p", { class: "when" }, t("registry_history.others"))));
}

export async function registryHistory(path) {
  const { versions } = await request(`${path}/registry`);
  return [h("h2", {}, t("registry_history.title")), h("ul", {}, versions.map(version))];
}
