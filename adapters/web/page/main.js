// The page: first steps, language and theme, and the line to the server.
import { deliver, tray, weigh } from "./composer.js";
import { becomeWindow, claimWindow, earlierWindow, listen } from "./line.js";
import { at, icon, keep, kept, make } from "./parts.js";
import { entitle, tell, toEnd } from "./room.js";
import { drop, entries, here, put, redrawAll, release, settle, unsent } from "./talk.js";
import { dress, facts, language, onLanguage, speak, word } from "./words.js";

const [log, text] = ["log", "text"].map(at);

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
  redrawAll();
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
  here.isUp = up;
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
  here.id = await claimWindow();
  listen(here.id, {
    hello(anew) {
      if (!anew) return;
      for (const id of [...entries.keys()]) drop(id);
      here.isReady = false;
      log.setAttribute("aria-live", "off");
    },
    entry: put,
    gone: drop,
    ready() {
      keep("renewed", null, "sessionStorage");
      if (here.isReady) return;
      here.isReady = true;
      settle();
      toEnd();
      // What was said before is not read aloud, what comes now is.
      setTimeout(() => log.setAttribute("aria-live", "polite"), 300);
    },
    state,
  });
  setInterval(() => {
    settle();
    release();
  }, 5000);
  if (matchMedia("(hover: hover)").matches) text.focus();
  const earlier = await earlierWindow(here.id);
  at("resume").hidden = !earlier;
  at("resume").addEventListener("click", () => becomeWindow(earlier));
}

start();
