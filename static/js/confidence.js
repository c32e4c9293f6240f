// Confidence by digits: one digit means tens, so that a judgement takes three keys; two digits mean themselves.

import { goTo } from "./keys.js";

const HELP = "One digit means tens: 9 is 90, 0 is 100. Two mean themselves.";
let first = null; // the digit that was typed since the field was entered

const isConfidence = (target) => target instanceof HTMLInputElement && target.name === "confidence";

document.addEventListener("focusin", ({ target }) => {
  if (isConfidence(target)) first = null;
});

// What comes in, not which key: the keys of a phone tell no names.
document.addEventListener("beforeinput", (event) => {
  const field = event.target;
  if (!isConfidence(field)) return;
  const digit = event.inputType === "insertText" && /^\d$/.test(event.data ?? "") ? Number(event.data) : null;
  if (digit === null || (first !== null && first.length > 1)) return; // a third digit: what is typed stands as it is
  event.preventDefault();
  field.value = first === null ? digit * 10 || 100 : Number(first) * 10 + digit;
  first = `${first ?? ""}${digit}`;
  field.dispatchEvent(new Event("input", { bubbles: true })); // drafts listen
});

/** Say on the field how it counts. */
export function explain() {
  const field = document.querySelector("#judge [name=confidence]");
  if (!field || field.getAttribute("aria-describedby")?.includes("confidence-help")) return;
  const help = Object.assign(document.createElement("div"), { className: "form-text for-keys", id: "confidence-help", textContent: HELP });
  field.after(help);
  field.setAttribute("aria-describedby", [field.getAttribute("aria-describedby"), help.id].filter(Boolean).join(" "));
}

/** To the confidence, once a verdict is chosen by its key. */
export function enterConfidence() {
  return goTo(document.querySelector("#judge [name=confidence]"));
}
