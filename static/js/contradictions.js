// The board of disagreements: a key per reading, the next pair, undo. Everything is also a button.

import { on } from "./keys.js";
import { byKeys, choose, chosen, rows } from "./rows.js";

byKeys("pair", () => {});

on("digit", (digit) => {
  const button = chosen()?.querySelector(`[data-digit="${CSS.escape(digit)}"]`);
  if (!button) return false;
  button.click();
  return true;
});

// On a narrow page the filters would push the pairs out of sight.
if (window.matchMedia("(max-width: 720px)").matches) document.querySelector(".facets")?.removeAttribute("open");

// A link to one pair that is folded opens what it is folded in.
const named = location.hash.startsWith("#pair-") && document.querySelector(location.hash);
if (named) {
  for (let fold = named.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  choose(named);
}

// After a decision the pair is chosen that stands where the decided one stood.
const at = new URLSearchParams(location.search).get("at");
if (!named && at !== null && rows().length) {
  const next = rows()[Math.min(Number(at) || 0, rows().length - 1)];
  for (let fold = next.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  choose(next);
}
