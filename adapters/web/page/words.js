// The page's own words, in the language of the page. What the bot says comes in the language of the request.
export const facts = JSON.parse(document.body.dataset.facts);
const catalogue = JSON.parse(document.body.dataset.words);
const listeners = [];

export const language = () => document.documentElement.lang;

export function word(key, blanks = {}) {
  const text = catalogue[language()][key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => String(blanks[name] ?? whole));
}

/** Write the words into everything under `root` that names one. */
export function dress(root = document) {
  for (const node of root.querySelectorAll("[data-word]")) node.textContent = word(node.dataset.word);
  for (const node of root.querySelectorAll("[data-word-label]")) node.setAttribute("aria-label", word(node.dataset.wordLabel));
  for (const node of root.querySelectorAll("[data-word-title]")) node.title = word(node.dataset.wordTitle);
  for (const node of root.querySelectorAll("[data-word-placeholder]")) node.placeholder = word(node.dataset.wordPlaceholder);
}

export function speak(next) {
  document.documentElement.lang = next;
  keep("language", next);
  dress();
  for (const listener of listeners) listener();
}

export const onLanguage = (listener) => listeners.push(listener);

/** Browser storage that may be switched off. */
export function keep(name, value, store = "localStorage") {
  try {
    if (value === null) window[store].removeItem(name);
    else window[store].setItem(name, value);
  } catch { /* a private window without storage: the page works, it only forgets */ }
}

export function kept(name, store = "localStorage") {
  try { return window[store].getItem(name); } catch { return null; }
}

/** A small element: `make("p", {class: "soft"}, "text", child…)`; text is always written as text. */
export function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}

export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  const use = document.createElementNS(space, "use");
  use.setAttribute("href", `#i-${name}`);
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  svg.append(use);
  return svg;
}

/** A new id; the same message keeps its id however often it is sent. */
export function freshId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
