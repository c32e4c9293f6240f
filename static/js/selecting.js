// Ticking hits: a box at each, Space on the one with the focus, Shift for all between. What is ticked stays ticked from
// page to page of one search, in this tab.

import { announce } from "./site.js";

const STORE = "ticked hits";
const MOST = 1000; // that one form may name (annotator/desk/acting/selection.py)
const bar = () => document.querySelector("#act-bar");
const hits = () => [...document.querySelectorAll("li[data-key]")];
const boxOf = (hit) => hit.querySelector("input[name=hit]");
let ticked = new Set();
let last = null; // the hit that was ticked or unticked last: where a range begins

const search = () => bar()?.dataset.search ?? "";

function recall() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(STORE) ?? "{}");
    ticked = new Set(kept.search === search() ? kept.keys : []);
  } catch {
    ticked = new Set();
  }
}

function keep() {
  try {
    sessionStorage.setItem(STORE, JSON.stringify({ search: search(), keys: [...ticked] }));
  } catch {
    // A browser that keeps nothing: the page still knows.
  }
}

/** Make a box at each hit that has none yet. */
function furnish() {
  if (!bar()) return;
  for (const hit of hits()) {
    if (boxOf(hit)) continue;
    const words = hit.querySelector("a")?.textContent.trim().slice(0, 80) ?? hit.dataset.key;
    const label = Object.assign(document.createElement("label"), { className: "pick-hit" });
    const box = Object.assign(document.createElement("input"), { type: "checkbox", className: "form-check-input", name: "hit", value: hit.dataset.key });
    box.setAttribute("form", "acting");
    box.setAttribute("aria-label", `Tick “${words}”`);
    label.append(box);
    hit.prepend(label);
    hit.closest("ol, ul")?.classList.add("has-boxes");
  }
  recall();
  draw();
}

function draw() {
  const here = hits();
  for (const hit of here) {
    const is = ticked.has(hit.dataset.key);
    boxOf(hit).checked = is;
    hit.classList.toggle("picked", is);
  }
  const number = ticked.size;
  const onPage = here.filter((hit) => ticked.has(hit.dataset.key)).length;
  const all = document.querySelector("#tick-hits");
  if (all) {
    all.checked = onPage > 0 && onPage === here.length;
    all.indeterminate = onPage > 0 && onPage < here.length;
  }
  const count = document.querySelector("#act-count");
  if (count) count.textContent = number ? `${number} ticked${number > onPage ? `, ${number - onPage} on other pages` : ""}` : "No hit ticked";
  const button = document.querySelector("#act-ticked");
  if (button) {
    button.disabled = number === 0;
    button.textContent = number ? `Act on ${number} ticked` : "Act on the ticked";
  }
}

function set(these, is) {
  for (const hit of these) {
    if (is && ticked.size < MOST) ticked.add(hit.dataset.key);
    else ticked.delete(hit.dataset.key);
  }
  keep();
  draw();
  announce(ticked.size === 1 ? "1 hit ticked" : `${ticked.size} hits ticked`);
}

/** Tick or untick a hit; with `range` all from the one before. */
function toggle(hit, range) {
  const here = hits();
  const is = !ticked.has(hit.dataset.key);
  const from = range && last && here.includes(last) ? here.indexOf(last) : here.indexOf(hit);
  const to = here.indexOf(hit);
  set(here.slice(Math.min(from, to), Math.max(from, to) + 1), range ? true : is);
  last = hit;
}

document.addEventListener("click", (event) => {
  const box = event.target.closest?.("li[data-key] input[name=hit]");
  if (!box) return;
  // The box has turned already: what it shows is drawn anew from what is kept.
  toggle(box.closest("li[data-key]"), event.shiftKey);
});

document.addEventListener("change", (event) => {
  if (event.target.id === "tick-hits") set(hits(), event.target.checked);
});

// Before keys.js has it: Space scrolls the page else.
document.addEventListener(
  "keydown",
  (event) => {
    if (event.key !== " " || event.ctrlKey || event.metaKey || event.altKey) return;
    const hit = event.target.closest?.("li[data-key]");
    if (!hit || event.target.matches("input, textarea, select, button, summary")) return;
    event.preventDefault();
    event.stopPropagation();
    toggle(hit, event.shiftKey);
  },
  true,
);

// Those on other pages go along with the form.
document.querySelector("#acting")?.addEventListener("submit", (event) => {
  const form = event.target;
  for (const old of form.querySelectorAll("[data-elsewhere]")) old.remove();
  const here = new Set(hits().map((hit) => hit.dataset.key));
  for (const key of event.submitter?.name === "all" ? [] : ticked) {
    if (here.has(key)) continue;
    const field = Object.assign(document.createElement("input"), { type: "hidden", name: "hit", value: key });
    field.dataset.elsewhere = "";
    form.append(field);
  }
});

document.addEventListener("htmx:afterSettle", furnish);
addEventListener("pageshow", furnish); // a browser that goes back shows other boxes than are kept
furnish();
