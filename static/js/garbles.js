// The pages on garbles: keys, choosing, filters that take hold at once. Everything is also a link or a button.

import { announce } from "./site.js";
import { on } from "./keys.js";

const rows = () => [...document.querySelectorAll("tr.pick, .place")];
const chosen = () => document.querySelector("tr.pick.chosen, .place.chosen");

function choose(row) {
  if (!row) return;
  chosen()?.classList.remove("chosen");
  row.classList.add("chosen");
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

function count() {
  const place = document.querySelector("#chosen-count");
  if (!place) return;
  const number = document.querySelectorAll('#decide input[name="garble"]:checked').length;
  place.textContent = number ? `${number} chosen` : "Tick garbles";
}

function tick() {
  const box = chosen()?.querySelector('input[name="garble"]');
  if (!box) return false;
  box.checked = !box.checked;
  count();
  return true;
}

on("next-sentence", () => step(1), "Next row");
on("previous-sentence", () => step(-1), "Row before");
on("next-item", () => step(1), "Next row");
on("previous-item", () => step(-1), "Row before");
on("tick", tick);
on("accept-all", () => {
  const button = chosen()?.dataset.of && document.querySelector(`[data-all="${CSS.escape(chosen().dataset.of)}"]`);
  if (!button) return false;
  button.click();
  return true;
});

document.addEventListener("change", (event) => {
  if (event.target.name === "garble" || event.target.name === "all") count();
});

// On a narrow page the filters would push the list out of sight.
if (window.matchMedia("(max-width: 720px)").matches) document.querySelector(".facets")?.removeAttribute("open");

// After a decision the next place is chosen: the one that stands where the decided one stood.
const at = new URLSearchParams(location.search).get("at") ?? (document.querySelector(".places") ? "0" : null);
if (at !== null && rows().length) choose(rows()[Math.min(Number(at) || 0, rows().length - 1)]);
