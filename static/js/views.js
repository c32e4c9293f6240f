// How the text is shown: as it came, with its corrections marked, corrected, or both side by side. All of it stands on the
// page already and the style sheet shows a part (static/css/text.css), so that nothing is fetched and nothing flickers;
// the address says which.

import { announce } from "./site.js";
import { on, paint } from "./keys.js";
import { draw as drawCursor } from "./cursor.js";
import { draw as drawBeside } from "./beside.js";

const SAID = {
  original: "The text as it came.",
  marked: "Corrections are marked in the text.",
  corrected: "The corrected copy.",
  both: "The original, and the corrected copy beside it.",
};
const root = document.documentElement;
const view = () => root.dataset.view;
const links = () => [...document.querySelectorAll("[data-view-of]")];

/** An address of the workbench with the view that is shown now. */
export function withView(address) {
  const url = new URL(address, location.href);
  if (view() in SAID && view() !== "marked") url.searchParams.set("view", view());
  else url.searchParams.delete("view");
  return url.pathname + url.search + url.hash;
}

/** After the workbench was drawn anew: the address and the switch say what is shown. */
export function keepView() {
  const here = withView(location.href);
  if (here !== location.pathname + location.search + location.hash) history.replaceState(history.state, "", here);
  for (const link of links()) {
    if (link.dataset.viewOf === view()) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

function show(name) {
  if (!links().length) return false;
  root.dataset.view = name;
  keepView();
  drawCursor();
  drawBeside();
  announce(SAID[name]);
  return true;
}

for (const name of Object.keys(SAID)) on(`view-${name}`, () => show(name));

document.addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest("[data-view-of]") : null;
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  show(link.dataset.viewOf);
});
root.addEventListener("wirecheck:view", ({ detail }) => show(detail));
document.addEventListener("htmx:afterSwap", ({ detail }) => {
  if (detail.target?.id !== "bench") return;
  keepView();
  paint();
});
// Back and forward: as the address says.
addEventListener("popstate", () => {
  const asked = new URLSearchParams(location.search).get("view");
  root.dataset.view = asked in SAID ? asked : "marked";
});
