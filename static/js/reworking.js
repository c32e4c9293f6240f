// Dividing a claim at the cursor, and merging by marks: mark some, go to the one that stays, merge.

import { announce } from "./site.js";
import { goTo } from "./keys.js";

const marked = new Set(); // ids of claims of this article
let article = null;

const chosenClaim = () => document.querySelector('.item.chosen[data-item^="claim-"]')?.dataset.item.slice(6) ?? null;

/** Open the form that divides; in it, divide where the cursor stands. */
export function divide() {
  const parts = document.querySelector("#parts");
  if (!parts) return false;
  goTo(parts);
  parts.setSelectionRange(0, 0);
  announce("Put the cursor where the claim divides, press Enter, then Ctrl and Enter.");
  return true;
}

/** Show which claims are marked, on their rows. */
export function drawMarks() {
  const here = document.querySelector("#bench")?.dataset.article ?? null;
  if (here !== article) marked.clear();
  article = here;
  for (const item of document.querySelectorAll('.item[data-item^="claim-"]')) {
    const is = marked.has(item.dataset.item.slice(6));
    item.classList.toggle("marked", is);
    let word = item.querySelector(".marked-word");
    if (is && !word) {
      word = Object.assign(document.createElement("span"), { className: "marked-word small", textContent: "marked" });
      item.querySelector(".item-state")?.append(word);
    } else if (!is) word?.remove();
  }
  const button = document.querySelector('[data-command="mark"]');
  if (button) button.setAttribute("aria-pressed", String(marked.has(chosenClaim())));
  const merge = document.querySelector('[data-command="merge"]');
  const others = [...marked].filter((id) => id !== chosenClaim()).length;
  const count = merge?.querySelector("[data-marked]");
  if (count) count.textContent = others ? `Merge the ${others} marked with this` : "Merge …";
}

/** Mark the chosen claim for merging, or take its mark off. */
export function mark() {
  const id = chosenClaim();
  if (!id || !document.querySelector("#with")) return false;
  if (!marked.delete(id)) marked.add(id);
  drawMarks();
  announce(`${marked.has(id) ? "Marked" : "Not marked any more"}; ${marked.size} marked.`);
  return true;
}

/** Merge what is marked with the chosen claim; without marks, go to the list to choose from. */
export function merge() {
  const list = document.querySelector("#with");
  const others = [...marked].filter((id) => id !== chosenClaim());
  if (!list) return false;
  if (!others.length) return goTo(list);
  for (const option of list.options) option.selected = others.includes(option.value);
  for (const id of others) {
    if (![...list.options].some((option) => option.value === id)) list.add(new Option(`claim ${id}`, id, true, true));
  }
  marked.clear();
  list.form.requestSubmit();
  return true;
}

document.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest('button[type=button][data-command="mark"], button[type=button][data-command="merge"], button[type=button][data-command="split"]') : null;
  if (!button) return;
  ({ mark, merge, split: divide })[button.dataset.command]();
});
