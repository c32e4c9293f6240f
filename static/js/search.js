// The search page: what is found is drawn anew after each change, filters and hits together; focus, what is unfolded and
// what a list of values is narrowed to stay as they were. Every change is also a link, a button or a field without this.

import { announce } from "./site.js";
import { on } from "./keys.js";

const WAIT = 500; // while a date is typed, each digit makes another date
const form = document.getElementById("search");
const found = document.getElementById("found");
const narrow = window.matchMedia("(max-width: 720px)");

const usual = { sort: "relevance", page: "1" };
let unfolded = new Map();
let letters = new Map();
let timer = 0;

const folds = () => [...found.querySelectorAll("details[id]")];
const filters = () => found.querySelector("#filters");

function fold() {
  if (narrow.matches && filters()) filters().open = false;
}

/** Search again; dates only when their typing has come to rest. */
function search(wait) {
  clearTimeout(timer);
  timer = setTimeout(() => form.dispatchEvent(new Event("narrow")), wait);
}

document.addEventListener("change", (event) => {
  const field = event.target;
  if (field.form === form && field.name && field.name !== "q") search(field.type === "date" ? WAIT : 0);
});

// An address holds only the fields that say something.
form.addEventListener("htmx:configRequest", (event) => {
  const fields = event.detail.parameters;
  for (const name of Object.keys(fields)) {
    if (fields[name] === "" || fields[name] === usual[name]) delete fields[name];
  }
});

/** Show of a long facet only the values with the letters typed. */
function filter(field) {
  const wanted = field.value.trim().toLocaleLowerCase();
  for (const label of field.parentElement.querySelectorAll("label")) {
    label.hidden = !label.textContent.toLocaleLowerCase().includes(wanted);
  }
}

document.addEventListener("input", (event) => {
  if (event.target.matches?.("[data-filter]")) filter(event.target);
});

document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target !== found) return;
  unfolded = new Map(folds().map((each) => [each.id, each.open]));
  letters = new Map([...found.querySelectorAll("[data-filter]")].map((each) => [each.id, each.value]));
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target !== found) return;
  for (const each of folds()) {
    // Spellings are fetched when they are unfolded: they are those of another search now.
    if (unfolded.has(each.id) && !each.id.startsWith("spellings")) each.open = unfolded.get(each.id);
    else if (each.id === "filters") fold();
  }
  for (const [id, words] of letters) {
    const field = words && document.getElementById(id);
    if (field) {
      field.value = words;
      filter(field);
    }
  }
  takeOver(event.detail.requestConfig?.boosted ?? event.detail.boosted);
});

/** A link of the page may have changed the words that are asked for; and what had the focus may be gone. */
function takeOver(byLink) {
  const whole = found.querySelector(".search-found");
  const field = form.elements.q;
  if (byLink || document.activeElement !== field) field.value = whole.dataset.text;
  document.getElementById("asking").hidden = whole.classList.contains("empty-search");
  const total = found.querySelector("#search-total");
  if (total) announce(total.textContent.trim());
  if (document.activeElement === document.body) total?.focus({ preventScroll: true });
}

/** The focus goes to the hit `by` on from the one that has it. */
function step(by) {
  const hits = [...document.querySelectorAll(".search-title a")];
  const at = hits.findIndex((hit) => hit.closest("li").contains(document.activeElement));
  const next = hits[at < 0 ? (by > 0 ? 0 : hits.length - 1) : Math.min(hits.length - 1, Math.max(0, at + by))];
  next?.focus();
  announce(next?.textContent.trim() ?? "");
  return next !== undefined;
}

for (const [command, by] of [["next-sentence", 1], ["previous-sentence", -1], ["next-item", 1], ["previous-item", -1]]) {
  on(command, () => step(by), by > 0 ? "Next hit" : "Hit before");
}

fold();
