// The queue: moving, ticking and taking by key. Everything is also a link, a box or a button.

import { byKeys, chosen } from "./rows.js";

const boxes = () => [...document.querySelectorAll('#assign input[name="claim"]')];
const all = document.querySelector("#tick-all");

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

byKeys("claim", count);

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

// On a narrow page the filters would push the list out of sight.
if (window.matchMedia("(max-width: 720px)").matches) document.querySelector(".narrowing")?.removeAttribute("open");

if (all) all.hidden = false;
count(); // a browser that goes back ticks again what was ticked
