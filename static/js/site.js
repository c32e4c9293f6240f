// What every page has: the search key, and the token that htmx sends with each request that changes something.

const token = document.querySelector('meta[name="csrf-token"]')?.content ?? "";

document.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-CSRFToken"] = token;
});

/** Whether a key press belongs to a field that is being typed in. */
export function typing(target) {
  return target instanceof Element && target.closest("input, textarea, select, [contenteditable]") !== null;
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const field = document.querySelector("#find");
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.select();
});

/** Say something to a screen reader without moving the focus. */
export function announce(words) {
  const announcer = document.querySelector("#announcer");
  if (announcer) announcer.textContent = words;
}

document.addEventListener("htmx:responseError", (event) => {
  announce(`The desk answered with an error (${event.detail.xhr.status}). Nothing was saved.`);
});
document.addEventListener("htmx:sendError", () => {
  announce("The desk cannot be reached. What you typed is kept on this page.");
});
