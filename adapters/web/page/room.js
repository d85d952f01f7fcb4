// The room around the conversation: where it is scrolled to, and the notices beside it.
import { at, calm } from "./parts.js";
import { entries, order, unsent } from "./talk.js";
import { word } from "./words.js";

const scroll = at("scroll");

let sticks = true;
let unread = 0;

/** From now on the end is in view, whatever was looked at before. */
export function stick() {
  sticks = true;
  toEnd();
}

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

export function toEnd(smooth = false) {
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
new ResizeObserver(() => { if (sticks) toEnd(); }).observe(at("log"));
new ResizeObserver(() => { if (sticks) toEnd(); }).observe(scroll);
at("newer").addEventListener("click", () => { toEnd(true); at("newer").hidden = true; });

export function notice() {
  if (!sticks) at("newer").hidden = false;
  if (!document.hidden) return;
  unread += 1;
  entitle();
}

export function entitle() {
  document.title = (unread ? `(${unread}) ` : "") + word("title");
}

document.addEventListener("visibilitychange", () => {
  if (document.hidden) return;
  unread = 0;
  entitle();
});

let toastTimer = 0;
export function tell(message, isFault = false) {
  if (!isFault) { at("said").textContent = message; return; }
  at("toast").textContent = message;
  at("toast").hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => { at("toast").hidden = true; }, 5000);
}
