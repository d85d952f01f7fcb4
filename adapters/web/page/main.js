// The page: the conversation, the composer, and what ties them to the line.
import { becomeWindow, claimWindow, earlierWindow, listen, post, rememberWindow } from "./line.js";
import { draw, hush, redraw } from "./entries.js";
import { dayName, dayOf, gist } from "./text.js";
import { dress, facts, freshId, icon, keep, kept, language, make, onLanguage, speak, word } from "./words.js";
import { makeTray, pastedFiles, watchDrops } from "./pictures.js";

const at = (id) => document.getElementById(id);
const [scroll, log, hero, text, send, typing] = ["scroll", "log", "hero", "text", "send", "typing"].map(at);

const entries = new Map(); // id → {entry, node}
const order = []; // the ids above, oldest first
const unsent = new Map(); // our id → {entry, node, form, pictures}
const presses = new Map(); // entry id → when it was pressed, until the server shows the press
let windowId = "";
let isReady = false;
let isUp = false;
let replyTo = "";
let unread = 0;

// --- the conversation --------------------------------------------------------

const on = {
  find: (id) => entries.get(id)?.entry ?? null,
  busy: isBusy,
  reply: startReply,
  retry: (id) => deliver(id),
  discard,
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

const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
const numbers = (a, b) => Number(a) - Number(b);

function put(entry) {
  const standing = entries.get(entry.id);
  if (entry.post && unsent.has(entry.post)) {
    unsent.get(entry.post).node.remove();
    unsent.delete(entry.post);
  }
  if (entry.pressed) presses.delete(entry.pressed);
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
    entries.set(entry.id, { entry, node });
    log.insertBefore(node, next ? entries.get(next).node : [...unsent.values()][0]?.node ?? null);
    if (isReady && entry.author === "bot") notice();
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

function drop(id) {
  if (!entries.has(id)) return;
  entries.get(id).node.remove();
  entries.delete(id);
  order.splice(order.indexOf(id), 1);
  if (replyTo === id) stopReply();
  settle();
}

/** Day lines, which entries stand together, the empty state and the three dots. */
function settle() {
  if (!isReady) return;
  for (const line of log.querySelectorAll(".day")) line.remove();
  let before = null;
  for (const node of log.querySelectorAll(".entry")) {
    const entry = entries.get(node.dataset.id)?.entry ?? unsent.get(node.dataset.id)?.entry;
    if (!before || dayOf(before.at) !== dayOf(entry.at)) {
      node.before(make("div", { class: "day" }, make("span", {}, dayName(entry.at, language(), { today: word("today"), yesterday: word("yesterday") }))));
    }
    node.classList.toggle("follows", Boolean(before && before.author === entry.author && dayOf(before.at) === dayOf(entry.at) && entry.at - before.at < 300));
    before = entry;
  }
  const isEmpty = entries.size === 0 && unsent.size === 0;
  hero.hidden = !isEmpty;
  const waits = [...entries.values()].some(({ entry }) => entry.author === "me" && entry.pending && Date.now() / 1000 - entry.at < 30);
  const fresh = before?.author === "me" && !before.state && Date.now() / 1000 - before.at < 15;
  typing.hidden = !(isUp && (waits || fresh));
}

function isBusy(id) {
  if (Date.now() - (presses.get(id) ?? 0) < 15_000) return true;
  return [...entries.values()].some(({ entry }) => entry.pressed === id && entry.pending && Date.now() / 1000 - entry.at < 60);
}

async function press(id, button, value) {
  if (isBusy(id)) return;
  presses.set(id, Date.now());
  const node = entries.get(id).node;
  hush(node, true);
  const body = JSON.stringify({ id: freshId(), window: windowId, entry: id, button, value });
  let answer = await post("/presses", body, { "Content-Type": "application/json" });
  if (!answer.ok && answer.error === "network") {
    await new Promise((resolve) => setTimeout(resolve, 1200));
    answer = await post("/presses", body, { "Content-Type": "application/json" });
  }
  rememberWindow(windowId);
  if (answer.ok) {
    // The press shows up as an entry and holds the buttons until it is taken; this is for a line that is down.
    setTimeout(() => { presses.delete(id); hush(node, isBusy(id)); }, isUp ? 4000 : 0);
    return;
  }
  presses.delete(id);
  hush(node, false);
  tell(word(answer.error === "gone" ? "gone" : "failed_press"), true);
}

// --- scrolling and notices ---------------------------------------------------

let sticks = true;
const atEnd = () => scroll.scrollTop >= end() - 140;

/** Where the end is: the last line, but never past the top of a clip that was just delivered. */
function end() {
  const last = scroll.scrollHeight - scroll.clientHeight;
  for (let place = order.length - 1; place >= 0; place -= 1) {
    const { entry, node } = entries.get(order[place]);
    if (entry.kind === "media") return Math.min(last, node.offsetTop - scroll.offsetTop - 10);
    if (entry.kind !== "link") break;
  }
  return last;
}

function toEnd(smooth = false) {
  const top = unsent.size ? scroll.scrollHeight : end();
  if (top > scroll.scrollTop) scroll.scrollTo({ top, behavior: smooth && !calm() ? "smooth" : "auto" });
}

let lastTop = 0;
scroll.addEventListener("scroll", () => {
  // Only a person scrolls up; a clip that grows below must not loosen us from the end.
  if (atEnd()) sticks = true;
  else if (scroll.scrollTop < lastTop - 1) sticks = false;
  lastTop = scroll.scrollTop;
  if (sticks) at("newer").hidden = true;
}, { passive: true });
new ResizeObserver(() => { if (sticks) toEnd(); }).observe(log);
new ResizeObserver(() => { if (sticks) toEnd(); }).observe(scroll);
at("newer").addEventListener("click", () => { toEnd(true); at("newer").hidden = true; });

function notice() {
  if (!sticks) at("newer").hidden = false;
  if (!document.hidden) return;
  unread += 1;
  entitle();
}

function entitle() {
  document.title = (unread ? `(${unread}) ` : "") + word("title");
}

document.addEventListener("visibilitychange", () => {
  if (document.hidden) return;
  unread = 0;
  entitle();
});

let toastTimer = 0;
function tell(message, isFault = false) {
  if (!isFault) { at("said").textContent = message; return; }
  at("toast").textContent = message;
  at("toast").hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => { at("toast").hidden = true; }, 5000);
}

// --- the composer ------------------------------------------------------------

const tray = makeTray(at("tray"), { tell: (message) => tell(message, true), changed: weigh });

function weigh() {
  text.style.height = "auto";
  text.style.height = `${Math.min(text.scrollHeight, Math.round(innerHeight * 0.35))}px`;
  send.disabled = !text.value.trim() && tray.pictures.length === 0;
  keep("draft", text.value, "sessionStorage");
}

function startReply(id) {
  const entry = on.find(id);
  if (!entry) return;
  replyTo = id;
  at("replying-text").textContent = gist(entry.text, 90);
  at("replying").hidden = false;
  text.focus();
}

function stopReply() {
  replyTo = "";
  at("replying").hidden = true;
}

const hasHan = (words) => /\p{Script=Han}/u.test(words);

/** The language to answer a picture without words in: that of the last words, else the page's. */
function likelyLanguage() {
  const mine = [...entries.values()].map(({ entry }) => entry).filter((entry) => entry.author === "me" && !entry.pressed && entry.text.trim());
  const last = mine.at(-1)?.text;
  return last ? (hasHan(last) ? "zh" : "en") : language();
}

async function compose() {
  await tray.settled();
  const words = [...text.value].slice(0, facts.max_text).join("");
  const pictures = tray.pictures;
  if (!words.trim() && pictures.length === 0) { text.focus(); return; }
  if ([...text.value].length > facts.max_text) tell(word("too_long", { n: facts.max_text }), true);
  const id = freshId();
  const thumbs = pictures.map(({ name, src }) => ({ name: name.slice(0, 200), src }));
  const message = { id, window: windowId, text: words, reply_to: replyTo, language: likelyLanguage(), thumbs };
  const entry = { id, post: id, author: "me", text: words, thumbs, reply_to: replyTo, at: Date.now() / 1000, state: "sending" };
  const node = draw(entry, on);
  unsent.set(id, { entry, node, message, pictures });
  log.append(node);
  text.value = "";
  tray.clear();
  stopReply();
  weigh();
  settle();
  sticks = true;
  toEnd();
  rememberWindow(windowId);
  await deliver(id);
}

async function deliver(id) {
  const item = unsent.get(id);
  if (!item || item.under) return;
  item.under = true;
  change(item, "sending");
  const form = new FormData();
  form.append("message", JSON.stringify(item.message));
  for (const { file, name } of item.pictures) form.append("picture", file, name);
  const answer = await post("/messages", form);
  item.under = false;
  if (!unsent.has(id)) return;
  if (answer.ok) {
    if (isUp) return; // the line brings the entry, which takes this one's place
    change(item, "");
  } else {
    change(item, answer.error === "network" ? "waiting" : "refused");
  }
}

function change(item, state) {
  item.entry = { ...item.entry, state };
  redraw(item.node, item.entry, on);
  settle();
}

function discard(id) {
  const item = unsent.get(id);
  if (!item) return;
  item.node.remove();
  unsent.delete(id);
  if (!text.value) text.value = item.entry.text;
  tray.restore(item.pictures);
  weigh();
  settle();
  text.focus();
}

at("composer").addEventListener("submit", (event) => { event.preventDefault(); compose(); });
text.addEventListener("input", weigh);
text.addEventListener("keydown", (event) => {
  // 229: a Chinese input method is still composing, though some browsers forget to say so.
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.keyCode !== 229) {
    event.preventDefault();
    compose();
  }
});
addEventListener("keydown", (event) => { if (event.key === "Escape" && replyTo) stopReply(); });
text.addEventListener("paste", (event) => {
  const files = pastedFiles(event.clipboardData);
  if (files.length === 0) return;
  event.preventDefault();
  tray.add(files);
});
at("attach").addEventListener("click", () => at("file").click());
at("file").addEventListener("change", () => { tray.add([...at("file").files]); at("file").value = ""; text.focus(); });
at("replying-off").addEventListener("click", () => { stopReply(); text.focus(); });
at("box").addEventListener("click", (event) => { if (event.target === at("box")) text.focus(); });
watchDrops(at("drop"), (files) => { tray.add(files); text.focus(); });

// --- first steps, language, theme --------------------------------------------

function examples() {
  const say = (words) => { text.value = words; weigh(); text.focus(); text.setSelectionRange(words.length, words.length); };
  const chips = ["example_1", "example_2", "example_3"].map((key) => make("button", { type: "button", class: "chip", onclick: () => say(word(key)) }, word(key)));
  chips.push(make("button", { type: "button", class: "chip", onclick: () => { say(word("example_picture_text")); at("file").click(); } }, icon("picture"), word("example_picture")));
  at("examples").replaceChildren(...chips);
}

function label() {
  examples();
  entitle();
  tray.redress();
  at("language-label").textContent = word("other_language");
  at("language").setAttribute("aria-label", word("to_other_language"));
  at("language").title = word("to_other_language");
  const next = isDark() ? word("to_light") : word("to_dark");
  at("theme").setAttribute("aria-label", next);
  at("theme").title = next;
  if (!at("line").hidden) at("line").textContent = word("offline");
  for (const { entry, node } of [...entries.values(), ...unsent.values()]) redraw(node, entry, on);
  settle();
}

const darkness = matchMedia("(prefers-color-scheme: dark)");
const isDark = () => (document.documentElement.dataset.theme ?? (darkness.matches ? "dark" : "light")) === "dark";

function paint() {
  document.documentElement.classList.toggle("is-dark", isDark());
  label();
}

at("language").addEventListener("click", () => speak(language() === "zh" ? "en" : "zh"));
at("theme").addEventListener("click", () => {
  const next = isDark() ? "light" : "dark";
  document.documentElement.dataset.theme = next;
  keep("theme", next);
  paint();
});
darkness.addEventListener("change", paint);
onLanguage(label);

// --- the line ----------------------------------------------------------------

let lostTimer = 0;
function state(up) {
  isUp = up;
  clearTimeout(lostTimer);
  if (up) {
    if (!at("line").hidden) tell(word("online"));
    at("line").hidden = true;
    for (const [id, item] of unsent) if (item.entry.state !== "refused") deliver(id);
  } else {
    // A restart of the server takes a moment; only what lasts is worth a notice.
    lostTimer = setTimeout(() => { at("line").hidden = false; at("line").textContent = word("offline"); }, 700);
  }
  settle();
}

async function start() {
  dress();
  at("badge").hidden = !facts.sandbox;
  at("free").hidden = !facts.sandbox;
  paint();
  text.value = kept("draft", "sessionStorage") ?? "";
  weigh();
  windowId = await claimWindow();
  listen(windowId, {
    hello(anew) {
      if (!anew) return;
      for (const id of [...entries.keys()]) drop(id);
      isReady = false;
      log.setAttribute("aria-live", "off");
    },
    entry: put,
    gone: drop,
    ready() {
      keep("renewed", null, "sessionStorage");
      if (isReady) return;
      isReady = true;
      settle();
      toEnd();
      // What was said before is not read aloud, what comes now is.
      setTimeout(() => log.setAttribute("aria-live", "polite"), 300);
    },
    state,
  });
  setInterval(() => {
    settle();
    for (const { entry, node } of entries.values()) if (entry.buttons?.length) hush(node, isBusy(entry.id));
  }, 5000);
  if (matchMedia("(hover: hover)").matches) text.focus();
  const earlier = await earlierWindow(windowId);
  at("resume").hidden = !earlier;
  at("resume").addEventListener("click", () => becomeWindow(earlier));
}

start();
