// Who is signed in, by which right the page reads, and how it changes things.

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
    throw new Error(`The console answered with status ${response.status} and no figures.`);
  }
  if (!response.ok) {
    throw new Error(answer.error ?? `The console answered with status ${response.status}.`);
  }
  return answer;
}

/** An answer as an object; throws an Error whose message is for the reader. */
export async function request(path, options = {}) {
  let response;
  try {
    response = await fetch(path, {
      ...options,
      headers: { Accept: "application/json", ...options.headers },
      signal: AbortSignal.timeout(PATIENCE),
    });
  } catch {
    throw new Error("The console cannot be reached.");
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
  return grant.tenant ? `${grant.title}, ${grant.tenantName ?? grant.tenant}` : grant.title;
}
