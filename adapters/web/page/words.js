// The page's own words, in the language of the page. What the bot says comes in the language of the request.
import { keep } from "./parts.js";

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
