// The search page: filters are folded on a narrow screen, and an address holds only the fields that say something.

import { announce } from "./site.js";
import { on } from "./keys.js";

const form = document.getElementById("search");
const filters = form.querySelector(".search-filters");

if (window.matchMedia("(max-width: 720px)").matches) {
  filters.open = false;
}

form.addEventListener("htmx:configRequest", (event) => {
  const fields = event.detail.parameters;
  for (const name of Object.keys(fields)) {
    if (fields[name] === "") {
      delete fields[name];
    }
  }
});

/** The focus goes to the hit `by` on from the one that has it. */
function step(by) {
  const hits = [...document.querySelectorAll(".search-title a")];
  const at = hits.indexOf(document.activeElement);
  const next = hits[at < 0 ? (by > 0 ? 0 : hits.length - 1) : Math.min(hits.length - 1, Math.max(0, at + by))];
  next?.focus();
  announce(next?.textContent.trim() ?? "");
  return next !== undefined;
}

for (const [command, by] of [["next-sentence", 1], ["previous-sentence", -1], ["next-item", 1], ["previous-item", -1]]) {
  on(command, () => step(by), by > 0 ? "Next hit" : "Hit before");
}
