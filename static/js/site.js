// What every page has: the words for a screen reader and for trouble, and the token that htmx sends with each request that changes something.

let token = document.querySelector('meta[name="csrf-token"]')?.content ?? "";

document.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-CSRFToken"] = token;
});

/** Go on with this token: in what htmx sends, and in the forms of the page. */
export function renew(fresh) {
  token = fresh;
  for (const field of document.querySelectorAll('input[name="csrf_token"]')) field.value = fresh;
}

// A page that is older than the session is given the session's token, so that saving again works.
document.addEventListener("htmx:afterRequest", (event) => {
  const renewed = event.detail.xhr?.getResponseHeader("X-CSRFToken");
  if (renewed) renew(renewed);
});

/** Whether a key press belongs to a field that is being typed in. */
export function typing(target) {
  return target instanceof Element && target.closest("input, textarea, select, [contenteditable]") !== null;
}

/** Say something to a screen reader without moving the focus. */
export function announce(words) {
  const announcer = document.querySelector("#announcer");
  if (announcer) announcer.textContent = words;
}

document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr } = event.detail;
  const own = xhr.getResponseHeader("HX-Retarget") !== null || [409, 422].includes(xhr.status);
  // An error of something else than the desk (a proxy, a cut line) must not replace what is on the page.
  if (xhr.status >= 400 && !own) event.detail.shouldSwap = false;
  else document.querySelector("#trouble")?.replaceChildren(); // what stood there is over
});

/** Say above the page, in sight and to a screen reader, that something did not work. */
function trouble(words) {
  const notice = document.createElement("p");
  notice.className = "notice bad";
  notice.setAttribute("role", "alert");
  notice.textContent = words;
  document.querySelector("#trouble")?.replaceChildren(notice);
}

document.addEventListener("htmx:responseError", (event) => {
  if (event.detail.xhr.getResponseHeader("HX-Retarget") !== null) return; // it brought its own words
  trouble(`The desk answered with an error (${event.detail.xhr.status}). Nothing was saved; what you typed is kept.`);
});
document.addEventListener("htmx:sendError", () => {
  trouble("The desk cannot be reached. What you typed is kept in this browser; try again.");
});
