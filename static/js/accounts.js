// Two small comforts of the account pages: show a password while it is typed, copy an invitation link.

import { announce } from "./site.js";

for (const group of document.querySelectorAll("[data-password]")) {
  const button = group.querySelector("button");
  const input = group.querySelector("input");
  button.hidden = false;
  button.addEventListener("click", () => {
    const shown = input.type === "text";
    input.type = shown ? "password" : "text";
    button.textContent = shown ? "Show" : "Hide";
    button.setAttribute("aria-pressed", String(!shown));
    input.focus();
  });
  // A shown password would be kept by the browser among the things typed into forms.
  input.form.addEventListener("submit", () => {
    input.type = "password";
  });
}

for (const group of document.querySelectorAll("[data-copy]")) {
  const button = group.querySelector("button");
  const input = group.querySelector("input");
  button.hidden = false;
  button.addEventListener("click", async () => {
    input.select();
    try {
      await navigator.clipboard.writeText(input.value);
      button.textContent = "Copied";
      announce("The link is copied.");
    } catch {
      announce("The browser does not allow copying. The link is selected.");
    }
  });
}
