// Signing in: by name and password, or by a link that works once.

import { setText } from "./dom.js";
import "./language.js";
import { request } from "./session.js";
import { t } from "./text.js";
import "./theme-button.js";

const byId = (id) => document.getElementById(id);

function say(sentence) {
  const problem = byId("problem");
  problem.hidden = !sentence;
  setText(problem, sentence ?? "");
}

/** Where to go afterwards: a page of this site, and no other. */
function next() {
  const asked = new URLSearchParams(location.search).get("next") ?? "/";
  const target = new URL(asked, location.origin);
  return target.origin === location.origin && !target.pathname.startsWith("/sign-in")
    ? target.pathname + target.search
    : "/";
}

async function signIn(path, body) {
  say(null);
  await request(path, {
    method: "POST",
    isSignIn: true,
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  location.replace(next());
}

byId("sign-in").addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = event.target.querySelector("button");
  button.disabled = true;
  try {
    await signIn("/api/sign-in", { name: byId("name").value, password: byId("password").value });
  } catch (error) {
    say(error.message);
    byId("password").value = "";
    byId("password").focus();
  }
  button.disabled = false;
});

async function start() {
  const token = location.hash.slice(1);
  if (token) {
    // the link's token stays in no history
    history.replaceState(null, "", location.pathname + location.search);
    try {
      await signIn("/api/sign-in/link", { token });
      return;
    } catch (error) {
      say(error.message);
    }
  }
  try {
    const ways = await request("/api/sign-in", { isSignIn: true });
    byId("provider").hidden = !ways.provider;
  } catch {
    // the password's form is there in any case
  }
  if (new URLSearchParams(location.search).has("next")) {
    byId("why").hidden = false;
    setText(byId("why"), t("sign_in.why"));
  }
}

start();
