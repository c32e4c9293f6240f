// A source is picked while its title is typed (the ARIA combobox with a list), and what a pasted address says of itself
// is offered. Without this script both are plain fields.

import { announce } from "./site.js";
import { watchDrafts } from "./drafts.js";

const WAIT = 150; // after the last key, in milliseconds
const ADDRESS = /^https?:\/\/\S+$/i;

let timer = 0;
let running = null;

const field = (target) => (target instanceof Element ? target.closest("input[data-suggest]") : null);
const list = (input) => document.getElementById(`${input.id}-options`);
const options = (input) => [...list(input).querySelectorAll("[role=option]")];
const active = (input) => list(input).querySelector('[aria-selected="true"]');
const named = (form, name) => (name ? form?.elements.namedItem(name) : null);
const fold = (words) => words.trim().replace(/\s+/g, " ").toLowerCase();

/** Make plain fields into comboboxes: only with a script may they promise a list. */
function prepare(root = document) {
  for (const input of root.querySelectorAll("input[data-suggest]:not([role])")) {
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", `${input.id}-options`);
    input.setAttribute("aria-expanded", "false");
    if (input.value.trim()) look(input, false); // typed before: what the desk knows of it
  }
  for (const button of root.querySelectorAll("button[data-read][hidden]")) button.hidden = false;
}

function close(input) {
  list(input).hidden = true;
  input.setAttribute("aria-expanded", "false");
  input.removeAttribute("aria-activedescendant");
  active(input)?.setAttribute("aria-selected", "false");
}

function tell(input, words) {
  const about = document.getElementById(`${input.id}-about`);
  if (about) about.textContent = words;
}

function keep(input, ident) {
  const picked = named(input.form, input.dataset.picked);
  if (picked) picked.value = ident;
}

/** Ask the desk for the sources with these words; show them, or only say whether this very title is known. */
async function look(input, open = true) {
  const words = input.value.trim();
  running?.abort();
  if (!words) {
    close(input);
    tell(input, "");
    return;
  }
  running = new AbortController();
  try {
    const address = new URL(input.dataset.suggest, location.href);
    address.searchParams.set("with", words);
    const answer = await fetch(address, { signal: running.signal, headers: { "HX-Request": "true" } });
    if (!answer.ok || !input.isConnected) return;
    list(input).innerHTML = await answer.text(); // the desk's own part of a page: escaped there
  } catch {
    return; // the next key asks again; the field works without
  }
  const found = options(input);
  const same = found.find((option) => fold(option.dataset.title) === fold(words));
  const picked = named(input.form, input.dataset.picked)?.value;
  if (!picked || !found.some((option) => option.dataset.id === picked)) {
    tell(input, same ? same.dataset.about : "New: it is made when you save. Its reliability is F, cannot be judged, until its page says more.");
  }
  const shown = open && document.activeElement === input && found.length > 0;
  list(input).hidden = !shown;
  input.setAttribute("aria-expanded", String(shown));
  if (shown) announce(`${found.length} ${found.length === 1 ? "source" : "sources"} to pick from.`);
}

function step(input, by) {
  const all = options(input);
  if (all.length === 0) return;
  const at = all.indexOf(active(input));
  const next = all[(at + by + all.length + (at < 0 && by < 0 ? 1 : 0)) % all.length];
  for (const option of all) option.setAttribute("aria-selected", String(option === next));
  input.setAttribute("aria-activedescendant", next.id);
  next.scrollIntoView({ block: "nearest" });
}

function pick(input, option) {
  input.value = option.dataset.title;
  keep(input, option.dataset.id);
  tell(input, option.dataset.about);
  close(input);
  typed(input);
}

/** What a script put into a field is a draft too. */
function typed(input) {
  input.dispatchEvent(new CustomEvent("input", { bubbles: true, detail: "script" }));
}

document.addEventListener("input", (event) => {
  const input = field(event.target);
  if (!input || event.detail === "script") return;
  keep(input, "");
  clearTimeout(timer);
  if (ADDRESS.test(input.value.trim()) && moveAddress(input)) return;
  timer = setTimeout(() => look(input), WAIT);
});

// Before the page's own keys: while the list is open, Escape closes it and Enter picks.
document.addEventListener(
  "keydown",
  (event) => {
    const input = field(event.target);
    if (!input || event.ctrlKey || event.metaKey) return;
    const open = !list(input).hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (open) step(input, event.key === "ArrowDown" ? 1 : -1);
      else look(input).then(() => !list(input).hidden && step(input, event.key === "ArrowDown" ? 1 : -1));
    } else if (open && event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      close(input);
    } else if (open && event.key === "Enter" && active(input)) {
      event.preventDefault();
      event.stopPropagation();
      pick(input, active(input));
    } else if (event.key === "Tab") close(input);
  },
  true,
);

document.addEventListener("mousedown", (event) => {
  if (event.target instanceof Element && event.target.closest(".source-options")) event.preventDefault(); // the field keeps the focus
});

document.addEventListener("click", (event) => {
  const option = event.target instanceof Element ? event.target.closest(".source-options [role=option]") : null;
  if (!option) return;
  const input = document.getElementById(option.parentElement.id.replace(/-options$/, ""));
  pick(input, option);
});

document.addEventListener("focusout", (event) => {
  const input = field(event.target);
  if (input) close(input);
});

// -- an address says its title and publisher

/** An address pasted where the title goes belongs into the field for addresses, if that is free. */
function moveAddress(input) {
  const button = input.form?.querySelector("button[data-read]");
  const place = named(input.form, button?.dataset.readUrl ?? "source_url");
  if (!place || place === input || place.value.trim()) return false;
  place.value = input.value.trim();
  input.value = "";
  typed(place);
  if (button) read(button);
  else tell(input, "The address went into its own field. Type the title here.");
  return true;
}

document.addEventListener("paste", (event) => {
  const button = event.target instanceof Element ? event.target.form?.querySelector("button[data-read]") : null;
  if (!button || event.target.name !== button.dataset.readUrl) return;
  setTimeout(() => ADDRESS.test(event.target.value.trim()) && read(button));
});

document.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest("button[data-read]") : null;
  if (button) read(button);
});

async function read(button) {
  const form = button.form;
  const note = form.querySelector("[data-read-note]");
  const url = named(form, button.dataset.readUrl).value.trim();
  if (!url) {
    named(form, button.dataset.readUrl).focus();
    return;
  }
  say(note, [`Reading ${url} …`]);
  button.disabled = true;
  const body = new FormData();
  body.set("url", url);
  body.set("csrf_token", form.querySelector('input[name="csrf_token"]').value);
  let said = { trouble: "The desk cannot be reached. Type title and publisher." };
  try {
    const answer = await fetch(button.dataset.read, { method: "POST", body, headers: { Accept: "application/json" } });
    if (answer.headers.get("Content-Type")?.startsWith("application/json")) said = await answer.json();
    else said = { trouble: "The desk did not read it. Type title and publisher." };
  } catch {
    // said already
  }
  button.disabled = false;
  if (note.isConnected) offer(form, button, note, said);
}

/** Put what was read into fields that are empty; beside a field with something in it, offer it. */
function offer(form, button, note, said) {
  if (said.trouble) {
    say(note, [said.trouble]);
    announce(said.trouble);
    return;
  }
  const lines = [`Read from ${said.site}. Keep it, or change it.`];
  const buttons = [];
  for (const [name, words] of [[button.dataset.readTitle, said.title], [button.dataset.readPublisher, said.publisher]]) {
    const place = named(form, name);
    if (!place || !words || place.value.trim() === words) continue;
    if (place.value.trim()) buttons.push([`Use “${words}”`, place, () => words]);
    else fill(place, words);
  }
  const title = named(form, button.dataset.readTitle);
  if (said.published && title && !title.value.includes(said.published)) {
    buttons.push([`Add the date to the title: ${said.published}`, title, () => `${title.value.trim()}, ${said.published}`]);
  }
  say(note, lines, buttons);
  announce(lines[0]);
}

function fill(place, words) {
  place.value = words;
  typed(place);
  if (field(place)) look(place, false);
}

function say(note, lines, buttons = []) {
  note.replaceChildren(
    ...lines.map((words) => Object.assign(document.createElement("p"), { textContent: words })),
    ...buttons.map(([words, place, value]) => {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-small btn-plain", textContent: words });
      button.addEventListener("click", () => {
        fill(place, value());
        button.remove();
        place.focus();
      });
      return button;
    }),
  );
  note.hidden = false;
}

prepare();
watchDrafts();
document.addEventListener("htmx:afterSettle", () => prepare());
