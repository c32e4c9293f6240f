// What asks after a new version: rows by key, an offered place by its digit. Everything is also a button.

import { byKeys, choose, chosen, rows } from "./rows.js";

byKeys("none", () => {});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !/^[1-9]$/.test(event.key)) return;
  if (event.target.closest?.("input, textarea, select")) return;
  const button = chosen()?.querySelector(`[data-place-key="${event.key}"]`);
  if (!button) return;
  event.preventDefault();
  button.click();
});

// After a decision the next one is chosen: it stands where the decided one stood.
if (rows().length) choose(rows()[0]);
