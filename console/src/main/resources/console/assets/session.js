// Who is signed in, by which right the page reads, and how it changes things.

import { LANGUAGE, named, t } from "./text.js";

const PATIENCE = 15_000;

/** Sends the browser to sign in, and afterwards back to where it is. */
export function signInFirst() {
  const here = location.pathname + location.search;
  location.assign(here === "/" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(here)}`);
}

async function answerOf(response) {
  let answer;
  try {
    answer = await response.json();
  } catch {
    throw new Error(t("session.no_answer", response.status));
  }
  if (!response.ok) {
    throw new Error(answer.detail ?? t("session.no_answer", response.status));
  }
  return answer;
}

/** An answer as an object; throws an Error whose message is for the reader. */
export async function request(path, options = {}) {
  let response;
  try {
    response = await fetch(path, {
      ...options,
      headers: { Accept: "application/json", "Accept-Language": LANGUAGE, ...options.headers },
      signal: AbortSignal.timeout(PATIENCE),
    });
  } catch {
    throw new Error(t("session.unreachable"));
  }
  if (response.status === 401 && !options.isSignIn) {
    signInFirst();
  }
  return answerOf(response);
}

let known = null;

/**
 * The session: name, view, choices and what the view may see. Asked for once a page. It leads nobody
 * away to sign in: a page about an error is for those who are not signed in, too.
 */
export function session() {
  known ??= request("/api/session", { isSignIn: true });
  return known;
}

/** Changes something; the session's second token shows that a page of ours asks. */
export async function change(path, body, method = "POST") {
  const { changeToken } = await session();
  return request(path, {
    method,
    headers: { "Content-Type": "application/json", "X-Change-Token": changeToken },
    body: method === "DELETE" ? undefined : JSON.stringify(body),
  });
}

/** A right in words. */
export function rightText(grant) {
  const title = named("role", grant.role);
  return grant.tenant ? t("right.of", title, grant.tenantName ?? grant.tenant) : title;
}
