// What is typed is kept in this browser until the desk has it: a killed server, a cut line, a closed lid lose nothing.

const PREFIX = "wirecheck-draft:";
const AGE = 14 * 24 * 3600 * 1000;
const SKIPPED = new Set(["csrf_token", "row_version", "own_version", "key"]);

function values(form) {
  const found = {};
  for (const field of form.elements) {
    if (!field.name || SKIPPED.has(field.name) || field.type === "submit" || field.tagName === "BUTTON") continue;
    if (field.type === "checkbox" || field.type === "radio") {
      (found[field.name] ??= []).push(...(field.checked ? [field.value] : []));
    } else if (field.type !== "hidden") found[field.name] = field.value;
  }
  return found;
}

function apply(form, kept) {
  for (const field of form.elements) {
    if (!(field.name in kept) || SKIPPED.has(field.name)) continue;
    if (field.type === "checkbox" || field.type === "radio") field.checked = kept[field.name].includes(field.value);
    else if (field.type !== "hidden") field.value = kept[field.name];
    if (field.value) field.closest("details:not([open])")?.setAttribute("open", "");
  }
}

const name = (form) => `${PREFIX}${document.querySelector(".who > summary")?.textContent.trim() ?? ""}:${form.dataset.draft}`;
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

function note(form, words) {
  const place = form.querySelector("[data-draft-note]");
  if (place) place.textContent = words;
}

/** Watch a form: keep what is typed, give it back when the form comes again without it. */
function watch(form) {
  if (form.dataset.watched) return;
  form.dataset.watched = "yes";
  const fresh = values(form);
  const stored = localStorage.getItem(name(form));
  if (stored && !("stale" in form.dataset)) {
    const draft = JSON.parse(stored);
    if (Date.now() - draft.at < AGE && !same(draft.values, fresh)) {
      apply(form, draft.values);
      note(form, "What you had typed is back. It is not saved yet.");
    } else localStorage.removeItem(name(form));
  }
  form.addEventListener("input", () => {
    try {
      localStorage.setItem(name(form), JSON.stringify({ at: Date.now(), values: values(form) }));
      note(form, "Not saved yet; kept in this browser.");
    } catch {
      note(form, "Not saved yet, and too much to be kept in this browser.");
    }
  });
  form.addEventListener("htmx:afterRequest", (event) => {
    // 2xx after a redirect: the desk has it. A refused save (409, 422) keeps the draft.
    // One that answers with another address (HX-Redirect) is not called successful by htmx, and is.
    const saved = event.detail.successful || event.detail.xhr?.getResponseHeader("HX-Redirect");
    if (event.detail.elt === form && saved) localStorage.removeItem(name(form));
  });
  form.addEventListener("htmx:sendError", () => note(form, "The desk cannot be reached. Kept in this browser; try again."));
  form.addEventListener("htmx:responseError", () => note(form, "Not saved. Kept in this browser; try again."));
}

export function watchDrafts(root = document) {
  for (const form of root.querySelectorAll("form[data-draft]")) watch(form);
}
