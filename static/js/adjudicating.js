// Deciding between judgements by keys: a digit picks, then the reason is typed; 0 opens the other verdict.

import { typing } from "./site.js";

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && typing(event.target)) {
    event.target.blur();
    return;
  }
  if (event.target instanceof Element && event.target.closest("textarea, select, input:not([type=radio])")) return;
  const place = document.querySelector(`#adjudicate [data-key="${CSS.escape(event.key)}"]`);
  if (!place) return;
  event.preventDefault();
  place.click();
  if (place.type === "radio") document.querySelector("#reason")?.focus();
});

// To give another verdict is to pick it.
document.addEventListener("change", (event) => {
  if (event.target.name !== "verdict") return;
  const other = document.querySelector('#adjudicate [name="pick"][value="other"]');
  if (other) other.checked = true;
});
