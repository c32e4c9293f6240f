// A list walked by key: one of its rows is the chosen one and has the focus. Shared by the queue and the pages on garbles.

import { announce } from "./site.js";
import { on } from "./keys.js";

const ROW = "tr.pick, .place";

export const rows = () => [...document.querySelectorAll(ROW)];
export const chosen = () => document.querySelector("tr.pick.chosen, .place.chosen");

function mark(row) {
  chosen()?.classList.remove("chosen");
  row.classList.add("chosen");
}

/** Make a row the chosen one, put the focus on it and say which it is. */
export function choose(row) {
  if (!row) return;
  mark(row);
  row.scrollIntoView({ block: "nearest" });
  const link = row.querySelector("[data-choose]");
  link?.focus({ preventScroll: true });
  announce(link?.textContent.trim() ?? "");
}

function step(by) {
  const all = rows();
  const at = all.indexOf(chosen());
  choose(all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + by))]);
}

/** Let the keys move, and tick the chosen row's box of this name; `count` is called after. */
export function byKeys(name, count) {
  on("next-sentence", () => step(1), "Next row");
  on("previous-sentence", () => step(-1), "Row before");
  on("next-item", () => step(1), "Next row");
  on("previous-item", () => step(-1), "Row before");
  on("tick", () => {
    const box = chosen()?.querySelector(`input[name="${name}"]`);
    if (!box) return false;
    box.checked = !box.checked;
    count();
    return true;
  });
}

// A row that has the focus is the chosen one, however it came by it.
document.addEventListener("focusin", (event) => {
  const row = event.target.closest?.(ROW);
  if (row && row !== chosen()) mark(row);
});
