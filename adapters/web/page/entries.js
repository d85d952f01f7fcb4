// How one entry of the conversation looks, and how it changes in place.
import { icon, make } from "./parts.js";
import { thumb } from "./pictures.js";
import { clock, fullTime, gist, isWebAddress, link, linked } from "./text.js";
import { language, word } from "./words.js";

/** Change a part only when what it shows changed, so that a playing clip or a focused button is left alone. */
function part(node, name, shows, draw) {
  const sign = JSON.stringify(shows);
  const old = node.querySelector(`:scope > .body > [data-part="${name}"]`);
  if (old?.sign === sign) return old;
  const fresh = shows === null ? null : draw();
  if (fresh) {
    fresh.dataset.part = name;
    fresh.sign = sign;
  }
  if (old && fresh) old.replaceWith(fresh);
  else if (old) old.remove();
  return fresh;
}

function lay(node, ...parts) {
  const body = node.querySelector(":scope > .body");
  const wanted = parts.filter(Boolean);
  wanted.forEach((child, place) => {
    if (body.children[place] !== child) body.insertBefore(child, body.children[place] ?? null);
  });
}

export function draw(entry, on) {
  const node = make("article", { class: `entry ${entry.author}`, "data-id": entry.id, tabindex: "-1" },
    make("div", { class: "who" }),
    make("div", { class: "body" }),
    make("div", { class: "meta" }));
  if (entry.author === "bot") node.prepend(make("img", { class: "face", src: "/page/icon.svg", alt: "", width: "28", height: "28" }));
  redraw(node, entry, on);
  return node;
}

export function redraw(node, entry, on) {
  node.dataset.kind = entry.kind ?? "";
  node.classList.toggle("pressed", Boolean(entry.pressed));
  node.classList.toggle("bad", entry.author === "bot" && (entry.kind === "failure" || entry.ok === false));
  node.classList.toggle("done", Boolean(entry.final));
  const who = node.querySelector(":scope > .who");
  who.textContent = entry.author === "me" ? word("you") : word("bot");
  if (entry.author === "me") drawMine(node, entry, on);
  else drawBot(node, entry, on);
  drawMeta(node, entry, on);
}

function drawMine(node, entry, on) {
  const quoted = entry.reply_to ? on.find(entry.reply_to) : null;
  const text = entry.text.trim();
  lay(node,
    part(node, "quote", quoted ? [entry.reply_to, quoted.text] : null, () => quote(quoted, on)),
    part(node, "thumbs", entry.thumbs?.length ? entry.thumbs : null, () => make("div", { class: "thumbs" }, ...entry.thumbs.map((one, n) => thumb(one, n + 1)))),
    part(node, "text", text || null, () => make("p", { class: "text", dir: "auto" }, ...(entry.pressed ? [entry.text] : linked(entry.text)))),
    part(node, "state", entry.state ? [entry.state, language()] : null, () => state(entry, on)));
}

function drawBot(node, entry, on) {
  const quoted = entry.quotes ? on.find(entry.quotes) : null;
  const isLink = entry.kind === "link" && isWebAddress(entry.url ?? "");
  const isMedia = entry.kind === "media" && isWebAddress(entry.url ?? "");
  const text = (isLink ? entry.text.replace(entry.url, "") : entry.text).trim();
  const isUnderWay = entry.kind === "progress" && Number.isFinite(entry.percent) && !entry.final;
  const bar = part(node, "progress", isUnderWay ? [language()] : null, () => progress());
  if (bar) setProgress(bar, entry.percent);
  lay(node,
    part(node, "quote", quoted ? [entry.quotes, quoted.text] : null, () => quote(quoted, on)),
    part(node, "media", isMedia ? [entry.url, entry.cover ?? ""] : null, () => player(entry)),
    part(node, "text", text ? [text, entry.language] : null, () => make("p", { class: "text", dir: "auto", lang: entry.language }, ...linked(text))),
    bar,
    part(node, "link", isLink ? [entry.url, language()] : null, () => address(entry.url, on)),
    part(node, "buttons", entry.buttons?.length ? [entry.buttons, entry.language] : null, () => buttons(entry, on)));
  hush(node, on.busy(entry.id));
}

function drawMeta(node, entry, on) {
  const meta = node.querySelector(":scope > .meta");
  const sign = JSON.stringify([entry.at, language(), entry.pressed ?? ""]);
  if (meta.sign === sign) return;
  meta.sign = sign;
  const time = make("time", { datetime: new Date(entry.at * 1000).toISOString(), title: fullTime(entry.at, language()) }, clock(entry.at, language()));
  meta.replaceChildren(time);
  if (entry.author === "bot") {
    meta.append(make("button", { type: "button", class: "quiet small reply", "aria-label": word("reply"), title: word("reply"), onclick: () => on.reply(entry.id) }, icon("reply")));
  }
}

function quote(quoted, on) {
  const text = gist(quoted.text) || word("picture");
  return make("button", { type: "button", class: "quote", title: word("earlier"), onclick: () => on.show(quoted.id) }, icon("reply"), make("span", {}, text));
}

function state(entry, on) {
  if (entry.state === "sending") return make("p", { class: "state" }, word("sending"));
  const text = make("span", {}, entry.why ?? word(entry.state === "refused" ? "refused" : "not_sent"));
  const retry = make("button", { type: "button", class: "plain", onclick: () => on.retry(entry.post) }, word("retry"));
  const discard = make("button", { type: "button", class: "plain", onclick: () => on.discard(entry.post) }, word("discard"));
  return make("p", { class: "state trouble", role: "alert" }, text, retry, discard);
}

function progress() {
  return make("div", { class: "progress", role: "progressbar", "aria-label": word("progress"), "aria-valuemin": "0", "aria-valuemax": "100" }, make("span"));
}

function setProgress(bar, percent) {
  const now = Math.max(0, Math.min(100, Math.round(percent)));
  bar.setAttribute("aria-valuenow", String(now));
  bar.firstElementChild.style.width = `${Math.max(2, now)}%`;
}

function player(entry) {
  const video = make("video", { controls: true, playsinline: true, preload: "metadata", src: entry.url, "aria-label": `${word("player")}: ${gist(entry.text, 60)}` });
  const frame = make("div", { class: "player" }, video);
  const fit = (width, height) => {
    if (!width || !height) return;
    frame.style.aspectRatio = `${width} / ${height}`;
    frame.classList.toggle("tall", height > width);
    frame.classList.toggle("square", height === width);
  };
  if (isWebAddress(entry.cover ?? "")) {
    video.poster = entry.cover;
    const cover = new Image();
    cover.addEventListener("load", () => { if (!video.videoWidth) fit(cover.naturalWidth, cover.naturalHeight); });
    cover.src = entry.cover;
  }
  video.addEventListener("loadedmetadata", () => fit(video.videoWidth, video.videoHeight));
  video.addEventListener("play", () => {
    for (const other of document.querySelectorAll("video")) if (other !== video) other.pause();
  });
  video.addEventListener("error", () => {
    if (frame.querySelector(".unplayable")) return;
    const again = make("button", { type: "button", class: "plain", onclick: () => { frame.querySelector(".unplayable").remove(); video.load(); } }, word("try_again"));
    frame.append(make("div", { class: "unplayable" }, make("p", {}, word("unplayable")), again));
  });
  return frame;
}

function address(url, on) {
  const copy = make("button", { type: "button", class: "copy" }, icon("copy"), make("span", {}, word("copy")));
  copy.addEventListener("click", async () => {
    const done = await toClipboard(url);
    on.tell(word(done ? "copied" : "copy_failed"), !done);
    if (!done) return;
    copy.classList.add("did");
    copy.replaceChildren(icon("check"), make("span", {}, word("copied")));
    setTimeout(() => {
      copy.classList.remove("did");
      copy.replaceChildren(icon("copy"), make("span", {}, word("copy")));
    }, 2000);
  });
  return make("div", { class: "address" }, link(url), copy);
}

async function toClipboard(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = make("textarea", { readonly: true, class: "unseen" });
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}

function buttons(entry, on) {
  const row = make("div", { class: "buttons", role: "group" });
  const panels = [];
  entry.buttons.forEach((button, place) => {
    const press = (value) => on.press(entry.id, place, value);
    const style = `press ${button.style || "plain-press"}`;
    if (button.asks) {
      const [opener, form] = asking(button, style, entry, press);
      row.append(opener);
      panels.push(form);
      return;
    }
    if (!button.choices?.length) {
      row.append(make("button", { type: "button", class: style, lang: entry.language, onclick: () => press("") }, button.label));
      return;
    }
    const choices = make("div", { class: "choices", role: "group", "aria-label": button.label, hidden: true },
      ...button.choices.map(([value, label]) => make("button", { type: "button", class: "press choice", lang: entry.language, onclick: () => { open(false); press(value); } }, label)));
    const opener = make("button", { type: "button", class: `${style} opener`, lang: entry.language, "aria-expanded": "false" }, make("span", {}, button.label), icon("chevron"));
    const open = (is) => {
      choices.hidden = !is;
      opener.setAttribute("aria-expanded", String(is));
    };
    opener.addEventListener("click", () => open(choices.hidden));
    choices.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      open(false);
      opener.focus();
    });
    row.append(opener);
    panels.push(choices);
  });
  row.append(...panels);
  return row;
}

/** A button that needs words first: it opens a line to write them on. */
function asking(button, style, entry, press) {
  const input = make("textarea", { rows: "2", "aria-label": button.label, placeholder: word("new_words"), dir: "auto" });
  const go = make("button", { type: "submit", class: "press primary" }, word("send"));
  const form = make("form", { class: "asking", hidden: true }, input, go);
  const opener = make("button", { type: "button", class: `${style} opener`, lang: entry.language, "aria-expanded": "false" }, button.label);
  const open = (is) => {
    form.hidden = !is;
    opener.setAttribute("aria-expanded", String(is));
    if (is) input.focus();
    else opener.focus();
  };
  opener.addEventListener("click", () => open(form.hidden));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const words = input.value.trim();
    if (!words) { input.focus(); return; }
    input.value = "";
    open(false);
    press(words);
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { event.stopPropagation(); open(false); }
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.keyCode !== 229) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  return [opener, form];
}

/** Take the buttons of an entry out of use while a press is under way, and give the focus back after. */
export function hush(node, busy) {
  const row = node.querySelector(":scope > .body > .buttons");
  if (!row) return;
  const all = [...row.querySelectorAll("button")];
  if (busy && row.contains(document.activeElement)) row.focused = all.indexOf(document.activeElement);
  for (const button of all) button.disabled = busy;
  row.classList.toggle("busy", busy);
  if (!busy && row.focused !== undefined) {
    if (document.activeElement === document.body) all[row.focused]?.focus();
    row.focused = undefined;
  }
}
