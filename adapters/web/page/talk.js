// The conversation: which entries stand, in which order, and what a press does.
import { draw, hush, redraw } from "./entries.js";
import { post, rememberWindow } from "./line.js";
import { at, calm, freshId, make } from "./parts.js";
import { notice, tell } from "./room.js";
import { dayName, dayOf } from "./text.js";
import { language, word } from "./words.js";

export const here = { id: "", isReady: false, isUp: false }; // this window, and whether its line stands
export const entries = new Map(); // id → {entry, node}
export const order = []; // the ids above, oldest first
export const unsent = new Map(); // our id → {entry, node, message, pictures}
const presses = new Map(); // entry id → when it was pressed, until the server shows the press
const pressedBy = new Map(); // entry id → the id of the entry that shows its last press
const log = at("log");

/** What an entry can ask of the page; the composer adds reply, retry, discard and forgotten. */
export const on = {
  find: (id) => entries.get(id)?.entry ?? null,
  busy: isBusy,
  press,
  tell,
  show(id) {
    const node = entries.get(id)?.node;
    if (!node) return;
    node.scrollIntoView({ block: "center", behavior: calm() ? "auto" : "smooth" });
    node.focus({ preventScroll: true });
    node.classList.add("flash");
    setTimeout(() => node.classList.remove("flash"), 1600);
  },
};

const numbers = (a, b) => Number(a) - Number(b);

export function put(entry) {
  const standing = entries.get(entry.id);
  if (entry.post && unsent.has(entry.post)) {
    unsent.get(entry.post).node.remove();
    unsent.delete(entry.post);
  }
  if (entry.pressed) {
    presses.delete(entry.pressed);
    pressedBy.set(entry.pressed, entry.id);
  }
  if (standing) {
    standing.entry = { ...entry, quotes: standing.entry.quotes };
    redraw(standing.node, standing.entry, on);
  } else {
    let place = order.length;
    while (place > 0 && numbers(order[place - 1], entry.id) > 0) place -= 1;
    const next = order[place];
    entry.quotes = quotesFor(entry, place);
    order.splice(place, 0, entry.id);
    const node = draw(entry, on);
    node.classList.toggle("fresh", here.isReady);
    entries.set(entry.id, { entry, node });
    log.insertBefore(node, next ? entries.get(next).node : [...unsent.values()][0]?.node ?? null);
    if (here.isReady && entry.author === "bot") notice();
  }
  if (entry.pressed && entries.has(entry.pressed)) hush(entries.get(entry.pressed).node, isBusy(entry.pressed));
  settle();
}

/** A message of the bot names what it answers only where that is not plain to see. */
function quotesFor(entry, place) {
  if (entry.author !== "bot" || !entry.to || !entries.has(entry.to)) return "";
  let before = place - 1;
  while (before >= 0 && entries.get(order[before]).entry.author !== "me") before -= 1;
  return before >= 0 && order[before] !== entry.to ? entry.to : "";
}

export function drop(id) {
  if (!entries.has(id)) return;
  entries.get(id).node.remove();
  entries.delete(id);
  order.splice(order.indexOf(id), 1);
  on.forgotten(id);
  settle();
}

/** Day lines, which entries stand together, the empty state and the three dots. */
export function settle() {
  if (!here.isReady) return;
  for (const line of log.querySelectorAll(".day")) line.remove();
  const over = new Set([...entries.values()].filter(({ entry }) => entry.final && entry.job).map(({ entry }) => entry.job));
  let before = null;
  for (const node of log.querySelectorAll(".entry")) {
    const entry = entries.get(node.dataset.id)?.entry ?? unsent.get(node.dataset.id)?.entry;
    if (!before || dayOf(before.at) !== dayOf(entry.at)) {
      node.before(make("div", { class: "day" }, make("span", {}, dayName(entry.at, language(), { today: word("today"), yesterday: word("yesterday") }))));
    }
    // What was offered while the job ran (cancel) is of no use once it is over.
    node.classList.toggle("over", entry.kind === "start" && over.has(entry.job));
    node.classList.toggle("follows", Boolean(before && before.author === entry.author && dayOf(before.at) === dayOf(entry.at) && entry.at - before.at < 300));
    before = entry;
  }
  const isEmpty = entries.size === 0 && unsent.size === 0;
  at("hero").hidden = !isEmpty;
  const waits = [...entries.values()].some(({ entry }) => entry.author === "me" && entry.pending && Date.now() / 1000 - entry.at < 30);
  const fresh = before?.author === "me" && !before.state && Date.now() / 1000 - before.at < 15;
  at("typing").hidden = !(here.isUp && (waits || fresh));
}

function isBusy(id) {
  if (Date.now() - (presses.get(id) ?? 0) < 15_000) return true;
  const entry = entries.get(pressedBy.get(id))?.entry;
  return Boolean(entry?.pending) && Date.now() / 1000 - entry.at < 60;
}

async function press(id, button, value) {
  if (isBusy(id)) return;
  presses.set(id, Date.now());
  const node = entries.get(id).node;
  hush(node, true);
  const body = JSON.stringify({ id: freshId(), window: here.id, entry: id, button, value });
  let answer = await post("/presses", body, { "Content-Type": "application/json" });
  if (!answer.ok && answer.error === "network") {
    await new Promise((resolve) => setTimeout(resolve, 1200));
    answer = await post("/presses", body, { "Content-Type": "application/json" });
  }
  rememberWindow(here.id);
  if (answer.ok) {
    // The press shows up as an entry and holds the buttons until it is taken; this is for a line that is down.
    setTimeout(() => { presses.delete(id); hush(node, isBusy(id)); }, here.isUp ? 4000 : 0);
    return;
  }
  presses.delete(id);
  hush(node, false);
  tell(word(answer.error === "gone" ? "gone" : "failed_press"), true);
}


/** Let go of buttons whose press takes too long to tell. */
export function release() {
  for (const { entry, node } of entries.values()) if (entry.buttons?.length) hush(node, isBusy(entry.id));
}

/** Draw everything again in the language of the page. */
export function redrawAll() {
  for (const { entry, node } of [...entries.values(), ...unsent.values()]) redraw(node, entry, on);
  settle();
}
