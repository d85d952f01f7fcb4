// The composer: words and pictures on their way out, and what becomes of them.
import { draw, redraw } from "./entries.js";
import { post, rememberWindow } from "./line.js";
import { at, freshId, keep } from "./parts.js";
import { makeTray, pastedFiles, watchDrops } from "./pictures.js";
import { stick, tell } from "./room.js";
import { entries, here, on, settle, unsent } from "./talk.js";
import { gist } from "./text.js";
import { facts, language, word } from "./words.js";

const [log, text, send] = ["log", "text", "send"].map(at);
let replyTo = "";

export const tray = makeTray(at("tray"), { tell: (message) => tell(message, true), changed: weigh });

export function weigh() {
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
  const message = { id, window: here.id, text: words, reply_to: replyTo, language: likelyLanguage(), thumbs };
  const entry = { id, post: id, author: "me", text: words, thumbs, reply_to: replyTo, at: Date.now() / 1000, state: "sending" };
  const node = draw(entry, on);
  unsent.set(id, { entry, node, message, pictures });
  log.append(node);
  text.value = "";
  tray.clear();
  stopReply();
  weigh();
  settle();
  stick();
  rememberWindow(here.id);
  await deliver(id);
}

export async function deliver(id) {
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
    if (here.isUp) return; // the line brings the entry, which takes this one's place
    change(item, "");
  } else {
    if (answer.error === "picture_too_big") item.entry.why = word("refused_too_big");
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

Object.assign(on, {
  reply: startReply,
  retry: deliver,
  discard,
  forgotten(id) { if (replyTo === id) stopReply(); },
});
