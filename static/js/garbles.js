// The pages on garbles: keys, choosing, filters that take hold at once. Everything is also a link or a button.

import { on } from "./keys.js";
import { byKeys, choose, chosen, rows } from "./rows.js";

function count() {
  const place = document.querySelector("#chosen-count");
  if (!place) return;
  const number = document.querySelectorAll('#decide input[name="garble"]:checked').length;
  place.textContent = number ? `${number} chosen` : "Tick garbles";
}

byKeys("garble", count);
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
