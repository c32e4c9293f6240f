// What asks after a new version: rows by key, an offered place by its digit, other words by selecting them in the text.
// Everything is also a button or a field, so the page works without it.

import { on } from "./keys.js";
import { byKeys, choose, chosen, rows } from "./rows.js";
import { selectedSpan, wordsOf } from "./selection.js";
import { follow, focusCursor, partCame } from "./cursor.js";
import { beginSelecting } from "./words.js";

byKeys("none", () => {});

on("digit", (digit) => {
  const button = chosen()?.querySelector(`[data-place-key="${digit}"]`);
  if (!button) return false;
  button.click();
  return true;
});

const bar = () => document.querySelector("#selection-bar");
const field = (name) => chosen()?.querySelector(`.elsewhere [name="${name}"]`);
let selected = null; // a finger on the bar takes the selection away before the tap arrives

/** Begin to select words for the chosen row, about where they may stand. */
async function select() {
  const row = chosen();
  if (!bar() || !row) return false;
  document.querySelector("#text").scrollIntoView({ block: "nearest" });
  await follow(Number(row.dataset.near));
  focusCursor();
  beginSelecting();
  return true;
}

function offer() {
  const span = selectedSpan();
  if (!bar() || !chosen()) return;
  if (span) {
    selected = span;
    bar().querySelector(".selected-for").textContent = chosen().querySelector("[data-choose] bdi").textContent;
    bar().hidden = false;
  } else if (!bar().contains(document.activeElement) && !matchMedia("(pointer: coarse)").matches) {
    bar().hidden = true;
  }
}

/** Put the chosen row on the selected words: they are sent as if they had been typed, with their place. */
function put() {
  if (!selected || bar()?.hidden || !field("words")) return false;
  field("words").value = wordsOf(selected);
  field("start").value = selected.start;
  field("end").value = selected.end;
  field("words").form.requestSubmit();
  return true;
}

if (bar()) {
  for (const button of document.querySelectorAll("[data-select-words]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      choose(button.closest(".place"));
      select();
    });
  }
  bar().querySelector("button").addEventListener("click", put);
  on("select", select, "Select the words where it stands");
  on("stretch", put, "It stands on the selected words");
  document.addEventListener("selectionchange", offer);
  document.addEventListener("htmx:afterSettle", partCame);
  // What is typed has no place; only what was selected has.
  document.addEventListener("input", (event) => {
    const form = event.target.closest?.(".elsewhere form");
    for (const name of form ? ["start", "end"] : []) form.elements[name].value = "";
  });
}

// After a decision the next one is chosen: it stands where the decided one stood.
if (rows().length) choose(rows()[0]);
offer(); // what was selected before this script was there
