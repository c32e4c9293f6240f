// The page of an act: when the work is done, the keyboard is on what comes next.

import { announce } from "./site.js";

function arrive() {
  const place = document.querySelector("#progress");
  if (!place || ["queued", "running"].includes(place.dataset.state)) return;
  place.querySelector("[data-focus]")?.focus({ preventScroll: true });
  announce(place.querySelector("[role=status], [role=alert]")?.textContent.trim() ?? "");
}

document.addEventListener("htmx:afterSettle", arrive);
arrive();
