// Asks for figures again and again, and says so when there are none.

import { request } from "./session.js";
import { KNOWN, showFreshness, showProblem } from "./shell.js";
import { t } from "./text.js";

const EVERY = Number(document.documentElement.dataset.refreshSeconds) * 1000;

/** The answer as an object; throws an Error whose message is for the reader. */
export function ask(path) {
  const wanted = new URL(path, location.origin);
  if (KNOWN) wanted.searchParams.set("known", KNOWN);
  return request(wanted.pathname + wanted.search);
}

/**
 * Keeps the page at the newest answer. What is shown stays when an answer fails.
 *
 * @param path gives the address to ask, each time
 * @param show draws an answer
 */
export function watch(path, show) {
  let timer = null;
  let asking = 0;

  function draw(answer) {
    try {
      show(answer);
      showFreshness(answer.at);
      showProblem(null);
    } catch (error) {
      console.error(error);
      showProblem(t("live.failed"));
    }
  }

  async function refresh() {
    clearTimeout(timer);
    const mine = ++asking;
    try {
      const answer = await ask(path());
      if (mine !== asking) return;
      draw(answer);
    } catch (error) {
      if (mine !== asking) return;
      showProblem(t("live.again", error.message, EVERY / 1000));
    }
    // what was known then does not change
    if (!KNOWN) timer = setTimeout(refresh, EVERY);
  }

  document.addEventListener("visibilitychange", () => {
    if (document.hidden) {
      clearTimeout(timer);
      asking++;
    } else {
      refresh();
    }
  });
  refresh();
  return refresh;
}
