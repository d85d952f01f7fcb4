// Words on the page: always text, never markup; web addresses in them become links.
import { make } from "./parts.js";

const ADDRESS = /https?:\/\/[^\s<>"'“”‘’（），。；！？、》「」『』【】]+/giu;

export function isWebAddress(url) {
  try { return ["http:", "https:"].includes(new URL(url).protocol); } catch { return false; }
}

export function link(url, ...inside) {
  return make("a", { href: url, target: "_blank", rel: "noopener noreferrer nofollow" }, ...(inside.length ? inside : [url]));
}

/** The text as nodes, its addresses as links. */
export function linked(text) {
  const nodes = [];
  let from = 0;
  for (const found of text.matchAll(ADDRESS)) {
    let url = found[0].replace(/[.,;:!?]+$/u, "");
    if (url.endsWith(")") && !url.includes("(")) url = url.replace(/\)+$/u, "");
    if (!isWebAddress(url)) continue;
    nodes.push(text.slice(from, found.index), link(url));
    from = found.index + url.length;
  }
  nodes.push(text.slice(from));
  return nodes.filter((node) => node !== "");
}

const formats = new Map(); // making one is slow, and a long conversation asks for thousands

function format(language, name, options) {
  const key = `${language} ${name}`;
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(language === "zh" ? "zh-CN" : "en-GB", options));
  return formats.get(key);
}

export const clock = (at, language) => format(language, "clock", { hour: "2-digit", minute: "2-digit" }).format(new Date(at * 1000));

export const fullTime = (at, language) => format(language, "full", { dateStyle: "full", timeStyle: "short" }).format(new Date(at * 1000));

export const dayOf = (at) => new Date(at * 1000).toDateString();

export function dayName(at, language, { today, yesterday }) {
  const that = new Date(at * 1000);
  const now = new Date();
  if (that.toDateString() === now.toDateString()) return today;
  if (that.toDateString() === new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1).toDateString()) return yesterday;
  return format(language, "day", { weekday: "long", day: "numeric", month: "long" }).format(that);
}

/** One line of a message, for quotes. */
export const gist = (text, most = 80) => {
  const line = text.replace(/\s+/gu, " ").trim();
  const letters = [...line];
  return letters.length > most ? `${letters.slice(0, most - 1).join("")}…` : line;
};
