// Deciding between judgements by keys: a digit picks, then the reason is typed; 0 opens the other verdict.

import { goTo, on, press } from "./keys.js";

on("digit", (number) => {
  const place = document.querySelector(`#adjudicate [data-key="${number}"]`);
  if (!place) return false;
  press(place);
  if (place.type === "radio") goTo(document.querySelector("#reason"));
  return true;
});

// To give another verdict is to pick it.
document.addEventListener("change", (event) => {
  if (event.target.name !== "verdict") return;
  const other = document.querySelector('#adjudicate [name="pick"][value="other"]');
  if (other) other.checked = true;
});
