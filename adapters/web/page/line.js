// The line to the server: who this window is, what it hears, and how it comes back when the line breaks.
import { freshId, keep, kept } from "./parts.js";
import { facts } from "./words.js";

const LAST = "last-window";

/** Hold the lock of a window id for as long as this page lives; false when another window holds it. */
async function hold(id) {
  if (!navigator.locks) return true;
  return new Promise((resolve) => {
    // A page that is just being reloaded lets go within a moment, hence the short patience.
    navigator.locks.request(`window-${id}`, { signal: AbortSignal.timeout(600) }, () => {
      resolve(true);
      return new Promise(() => {});
    }).catch(() => resolve(false));
  });
}

/** This window's id: kept over reloads, and never shared, though a duplicated tab brings a copy of its storage. */
export async function claimWindow() {
  let id = kept("window", "sessionStorage");
  if (!id || !(await hold(id))) {
    id = freshId();
    await hold(id);
    keep("window", id, "sessionStorage");
  }
  return id;
}

export const rememberWindow = (id) => keep(LAST, JSON.stringify({ id, at: Date.now() }));

/** An earlier conversation of this browser that no open window holds; null when there is none. */
export async function earlierWindow(mine) {
  try {
    const last = JSON.parse(kept(LAST) ?? "null");
    if (!last || last.id === mine || Date.now() - last.at > 7 * 86400e3 || !navigator.locks) return null;
    const { held } = await navigator.locks.query();
    return held.some((lock) => lock.name === `window-${last.id}`) ? null : last.id;
  } catch {
    return null;
  }
}

export function becomeWindow(id) {
  keep("window", id, "sessionStorage");
  location.reload();
}

/** Listen for as long as the page lives. `on` has hello(anew), entry(entry), gone(id), ready() and state(isUp). */
export function listen(windowId, on) {
  let book = "";
  let after = 0;
  let pause = 300;
  let timer = 0;
  let socket = null;

  function hand(said) {
    if (said.type === "entry") on.entry(said.entry);
    else if (said.type === "gone") on.gone(said.id);
  }

  function connect() {
    clearTimeout(timer);
    socket = new WebSocket(`ws://${location.host}/events`);
    const mine = socket;
    let missed = []; // what came while we were away, drawn in one go; null from then on
    mine.addEventListener("open", () => {
      mine.send(JSON.stringify({ token: facts.token, window: windowId, book, after }));
    });
    mine.addEventListener("message", ({ data }) => {
      const said = JSON.parse(data);
      if (said.type === "hello") {
        book = said.book;
        if (said.anew) after = 0;
        on.hello(said.anew);
      } else if (said.type === "ready") {
        // Replayed entries come in the order of the talk, not of their revisions.
        for (const one of missed) after = Math.max(after, one.rev);
        for (const one of missed) hand(one);
        missed = null;
        pause = 300;
        on.ready();
        on.state(true);
      } else if (missed) {
        missed.push(said);
      } else {
        after = Math.max(after, said.rev);
        hand(said);
      }
    });
    mine.addEventListener("close", ({ code }) => {
      if (mine !== socket) return;
      on.state(false);
      // Our token is no longer known (the data folder was emptied): a fresh page has the new one.
      if (code === 1008 && !kept("renewed", "sessionStorage")) {
        keep("renewed", "1", "sessionStorage");
        location.reload();
        return;
      }
      timer = setTimeout(connect, pause);
      pause = Math.min(pause * 1.6, 5000);
    });
  }

  const hurry = () => {
    if (socket && socket.readyState > WebSocket.OPEN) connect();
  };
  addEventListener("online", hurry);
  addEventListener("focus", hurry);
  connect();
}

/** Post a message or a press; resolves to {ok, error?}, error "network" when it may be tried again. */
export async function post(path, body, headers = {}) {
  try {
    const answer = await fetch(path, { method: "POST", headers: { "X-Page-Token": facts.token, ...headers }, body });
    if (answer.ok) return { ok: true };
    const said = await answer.json().catch(() => ({}));
    return { ok: false, error: answer.status >= 500 ? "network" : said.error ?? "refused" };
  } catch {
    return { ok: false, error: "network" };
  }
}
