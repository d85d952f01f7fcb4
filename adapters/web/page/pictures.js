// Pictures on their way: attached, dropped or pasted, shown small, taken back before they are sent.
import { icon, make } from "./parts.js";
import { facts, word } from "./words.js";

const SIDE = 360;

/** A small likeness for the transcript; empty when the browser cannot draw the picture. */
async function likeness(file) {
  try {
    const bitmap = await createImageBitmap(file);
    const scale = Math.min(1, SIDE / Math.max(bitmap.width, bitmap.height));
    const canvas = make("canvas");
    canvas.width = Math.max(1, Math.round(bitmap.width * scale));
    canvas.height = Math.max(1, Math.round(bitmap.height * scale));
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    bitmap.close();
    for (const quality of [0.8, 0.6, 0.4]) {
      const src = canvas.toDataURL("image/jpeg", quality);
      if (src.length < 90_000) return src;
    }
  } catch { /* not drawable here; the bot will say what it thinks of it */ }
  return "";
}

const isPicture = (file) => file.type.startsWith("image/") || /\.(jpe?g|png|webp|gif|bmp|heic|heif|avif|tiff?)$/i.test(file.name);

/** The tray above the text. `tell` says a fault, `changed` is called after every change. */
export function makeTray(list, { tell, changed }) {
  let pictures = [];
  let working = Promise.resolve();

  function show() {
    list.hidden = pictures.length === 0;
    list.replaceChildren(...pictures.map((picture) => {
      const remove = make("button", { type: "button", class: "remove", "aria-label": word("remove", { name: picture.name }) }, icon("cross"));
      remove.addEventListener("click", () => {
        const place = pictures.indexOf(picture);
        pictures = pictures.filter((other) => other !== picture);
        show();
        changed();
        const next = list.querySelectorAll(".remove")[Math.min(place, pictures.length - 1)];
        (next ?? document.getElementById("text")).focus();
      });
      return make("li", {}, thumb(picture), remove);
    }));
  }

  return {
    get pictures() { return pictures; },
    /** Resolves when all that was added so far is drawn. */
    settled: () => working,
    add(files) {
      working = working.then(async () => {
        for (const file of files) {
          const name = file.name || word("picture");
          if (!isPicture(file)) tell(word("not_picture", { name }));
          else if (file.size > facts.max_picture_bytes) tell(word("too_big", { name, mb: Math.floor(facts.max_picture_bytes / 2 ** 20) }));
          else if (pictures.length >= facts.max_pictures) { tell(word("too_many", { n: facts.max_pictures })); break; }
          else pictures = [...pictures, { file, name, src: await likeness(file) }];
        }
        show();
        changed();
      });
    },
    clear() { pictures = []; show(); },
    restore(back) { pictures = [...back, ...pictures].slice(0, facts.max_pictures); show(); changed(); },
    redress: show,
  };
}

export function thumb({ name, src }, number = 0) {
  const alt = name || (number ? word("picture_n", { n: number }) : word("picture"));
  if (src) return make("img", { class: "thumb", src, alt, title: name });
  return make("span", { class: "thumb blank", title: name }, icon("picture"), make("span", {}, alt));
}

/** Files from the clipboard, unless there are words too: then the words are meant. */
export function pastedFiles(data) {
  if (!data || [...data.types].includes("text/plain")) return [];
  return [...data.files];
}

/** Show where to let go while files are dragged over the page. */
export function watchDrops(veil, add) {
  let depth = 0;
  const hasFiles = (event) => event.dataTransfer && [...event.dataTransfer.types].includes("Files");
  const over = (step) => (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    depth = Math.max(0, depth + step);
    veil.hidden = depth === 0;
  };
  addEventListener("dragenter", over(1));
  addEventListener("dragleave", over(-1));
  addEventListener("dragover", (event) => { if (hasFiles(event)) event.preventDefault(); });
  addEventListener("drop", (event) => {
    depth = 0;
    veil.hidden = true;
    if (!hasFiles(event)) return;
    event.preventDefault();
    add([...event.dataTransfer.files]);
  });
}
