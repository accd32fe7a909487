// What every page has: colours, where the figures come from, and how fresh they are.

import { h, setText, setTitle } from "./dom.js";
import { duration, moment } from "./format.js";
import "./language.js";
import { change, rightText, session } from "./session.js";
import { t } from "./text.js";
import "./theme-button.js";

const byId = (id) => document.getElementById(id);

export const parameters = new URLSearchParams(location.search);

/** What stands in an address and goes with the reader to the next page of figures. */
const KEPT = ["origin", "range", "from", "to", "compare", "known", "lang"];

/** As of when figures are wanted; null for now. */
export const KNOWN = parameters.get("known");

/** Pages of figures that have a past. */
const WITH_PAST = ["overview", "plant", "scorecard", "year", "portfolio"];

/** An address of this site that keeps what was chosen. */
export function keepingOrigin(path) {
  const target = new URL(path, location.origin);
  for (const name of KEPT) {
    const value = parameters.get(name);
    if (value) target.searchParams.set(name, value);
    else target.searchParams.delete(name);
  }
  return target.pathname + target.search;
}

/** A link is followed with what is chosen now, which may be more than when it was drawn. */
function keepState(event) {
  const link = event.target.closest?.("a[href]");
  if (!link || link.origin !== location.origin || link.getAttribute("href").startsWith("#")) return;
  if (link.pathname === "/" || link.pathname.startsWith("/tenants/")) {
    link.setAttribute("href", keepingOrigin(link.pathname));
  }
}
for (const kind of ["pointerdown", "click"]) document.addEventListener(kind, keepState, true);

for (const link of document.querySelectorAll("[data-keep-origin]")) {
  link.setAttribute("href", keepingOrigin(link.getAttribute("href")));
}
for (const link of document.querySelectorAll("nav [data-page]")) {
  const here =
    link.dataset.page === "overview"
      ? location.pathname === "/"
      : location.pathname.split("/")[1] === link.dataset.page;
  if (here) link.setAttribute("aria-current", "page");
}

function set(changes) {
  for (const [name, value] of Object.entries(changes)) {
    if (value) parameters.set(name, value);
    else parameters.delete(name);
  }
}

/** Sets parameters of the address, or takes out those without a value; the page stays. */
export function keepParameters(changes) {
  set(changes);
  history.replaceState(null, "", parameters.size ? `?${parameters}` : location.pathname);
}

/** Those of the named parameters that the address has. */
export function askedBy(...names) {
  return new URLSearchParams(names.filter((name) => parameters.get(name)).map((name) => [name, parameters.get(name)]));
}

/** Loads the page as it was known at a time; now, where there is none. */
export function chooseKnown(value) {
  set({ known: value });
  location.search = parameters.toString();
}

/** The form that asks for a page as it was known at a time. */
function showKnown() {
  const form = byId("known");
  form.hidden = !WITH_PAST.includes(document.documentElement.dataset.page);
  byId("known-at").value = KNOWN ?? "";
  byId("known-now").hidden = !KNOWN;
  byId("known-now").addEventListener("click", () => chooseKnown(""));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    chooseKnown(byId("known-at").value);
  });
}
showKnown();

function chooseOrigin(event) {
  parameters.set("origin", event.target.value);
  location.search = parameters.toString();
}
byId("origin").addEventListener("change", chooseOrigin);

const rightKey = (grant) => `${grant.role} ${grant.tenant ?? ""}`;

async function chooseView(event) {
  const [role, tenant] = event.target.value.split(" ");
  try {
    await change("/api/session/view", { role, tenant });
    location.assign("/");
  } catch (error) {
    showProblem(error.message);
  }
}

async function signOut() {
  try {
    await change("/api/session", null, "DELETE");
    location.assign("/sign-in");
  } catch (error) {
    showProblem(error.message);
  }
}

/** Shows who is signed in, and leads where the view may go. */
async function showSession() {
  let found;
  try {
    found = await session();
  } catch {
    return; // a page about an error is shown to those who are not signed in, too
  }
  const who = byId("who");
  who.hidden = false;
  setText(who, found.fullName);
  who.setAttribute("aria-label", t("account.of", found.fullName));
  for (const link of document.querySelectorAll("nav [data-needs]")) {
    link.hidden = !found[link.dataset.needs];
  }
  const select = byId("view");
  select.replaceChildren(...found.choices.map((grant) =>
    h("option", { value: rightKey(grant) }, rightText(grant))));
  select.value = rightKey(found.view);
  select.addEventListener("change", chooseView);
  byId("view-choice").hidden = found.choices.length < 2;
  byId("sign-out").hidden = false;
  byId("sign-out").addEventListener("click", signOut);
}
showSession();

let fresh = null;

/** Answers of the last minute, the oldest first. */
let answers = [];

/** Whether the past is still coming in: in the last minute figures moved far more than the clock. */
function isCatchingUp(at) {
  answers = answers.filter((one) => one.origin === at.origin && at.now - one.now <= 60_000);
  answers.push(at);
  const [first] = answers;
  // figures are of whole minutes
  return at.asOf - first.asOf > at.now - first.now + 60_000;
}

/** Shows of when and where the figures are, as an answer says. */
export function showFreshness(at) {
  fresh = { at, received: Date.now() };
  const choice = byId("origin-choice");
  const select = byId("origin");
  const names = at.origins.map((origin) => origin.name);
  choice.hidden = names.length < 2;
  if (select.dataset.names !== names.join()) {
    select.dataset.names = names.join();
    select.replaceChildren(
      ...at.origins.map((origin) =>
        h("option", { value: origin.name },
          origin.simulated ? t("origin.simulated", origin.name) : t("origin.real"))),
    );
  }
  if (at.origin) select.value = at.origin;
  const banner = byId("banner");
  const words = bannerText(at);
  banner.hidden = !words;
  setText(banner, words);
  tick();
}

function bannerText(at) {
  if (!at.asOf) {
    return t("banner.none");
  }
  const behind = (at.now - at.asOf) / 1000;
  if (KNOWN) {
    const known = t("known.banner", KNOWN.replace("T", " "));
    return at.simulated ? `${t("banner.simulated", at.origin)} ${known}` : known;
  }
  const key = isCatchingUp(at) ? "banner.coming" : "banner.behind";
  const late = behind > 600 ? t(key, moment(at.asOf, at.now), duration(behind)) : "";
  return at.simulated
    ? `${t("banner.simulated", at.origin)} ${late}`.trim()
    : late;
}

function tick() {
  if (!fresh) return;
  const { at, received } = fresh;
  const line = byId("freshness");
  const ago = duration((Date.now() - received) / 1000);
  if (!at.asOf) {
    setText(line, t("freshness.none", ago));
    return;
  }
  const behind = (at.now - at.asOf) / 1000;
  line.classList.toggle("behind", behind > 600);
  setText(line, t("freshness.to", moment(at.asOf, at.now), ago));
  setTitle(line, behind > 600 ? t("freshness.old", duration(behind)) : null);
}
setInterval(tick, 1000);

/** Says why, where the first answer is long in coming. */
function explainWaiting() {
  for (const line of document.querySelectorAll("[aria-busy] > .reading")) {
    setText(line, t("page.reading_long"));
  }
}
setTimeout(explainWaiting, 4000);

/** Says what is wrong, or nothing. */
export function showProblem(sentence) {
  const problem = byId("problem");
  problem.hidden = !sentence;
  setText(problem, sentence ?? "");
  byId("main").classList.toggle("stale", Boolean(sentence));
}
