// The queue: moving, ticking and taking by key. Everything is also a link, a box or a button.

import { announce } from "./site.js";
import { on } from "./keys.js";

const rows = () => [...document.querySelectorAll("tr.pick")];
const chosen = () => document.querySelector("tr.pick.chosen");
const boxes = () => [...document.querySelectorAll('#assign input[name="claim"]')];
const all = document.querySelector("#tick-all");

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
  const those = rows();
  const at = those.indexOf(chosen());
  choose(those[at < 0 ? (by > 0 ? 0 : those.length - 1) : Math.min(those.length - 1, Math.max(0, at + by))]);
}

function count() {
  const ticked = boxes().filter((box) => box.checked).length;
  const place = document.querySelector("#chosen-count");
  if (place) place.textContent = ticked ? `${ticked} ticked` : "Tick claims";
  if (!all) return;
  all.checked = ticked > 0 && ticked === boxes().length;
  all.indeterminate = ticked > 0 && !all.checked;
}

/** Where nothing is ticked, the chosen row is meant. */
function tickChosen() {
  const box = chosen()?.querySelector('input[name="claim"]');
  if (box && !boxes().some((each) => each.checked)) box.checked = true;
  count();
}

function tick() {
  const box = chosen()?.querySelector('input[name="claim"]');
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

// Before the form goes: by its buttons as by key.
document.querySelector("#assign")?.addEventListener("click", (event) => {
  if (event.target.closest("button")) tickChosen();
});
for (const button of document.querySelectorAll('.more-with button[form="assign"]')) {
  button.addEventListener("click", tickChosen);
}

document.addEventListener("change", (event) => {
  if (event.target === all) for (const box of boxes()) box.checked = all.checked;
  if (event.target === all || event.target.name === "claim") count();
});

// A row that has the focus is the chosen one, however it came by it.
document.addEventListener("focusin", (event) => {
  const row = event.target.closest?.("tr.pick");
  if (!row || row === chosen()) return;
  chosen()?.classList.remove("chosen");
  row.classList.add("chosen");
});

// On a narrow page the filters would push the list out of sight.
if (window.matchMedia("(max-width: 720px)").matches) document.querySelector(".narrowing")?.removeAttribute("open");

if (all) all.hidden = false;
count(); // a browser that goes back ticks again what was ticked
