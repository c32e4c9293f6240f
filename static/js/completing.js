// A query is completed while it is typed: the ARIA combobox with a list. Typing never waits for it, and without this
// script the field is a plain one. Positions from the desk are code points, the field's are code units.

import { announce } from "./site.js";

const WAIT = 120; // after the last key, in milliseconds
const input = document.querySelector("input[data-complete]");
const list = document.getElementById(`${input.id}-options`);
const NUMBERS = new Intl.NumberFormat("en");

let timer = 0;
let asked = 0; // the number of the newest question: an answer to an older one is dropped
let running = null;
let found = [];
let foundFor = ""; // the text that they were found for: more may have been typed since
let active = -1;

input.setAttribute("role", "combobox");
input.setAttribute("aria-autocomplete", "list");
input.setAttribute("aria-controls", list.id);
input.setAttribute("aria-expanded", "false");

const points = (text, units) => [...text.slice(0, units)].length;
const units = (text, points) => [...text].slice(0, points).join("").length;

/** Close the list, and let no answer on its way open it again. */
function close() {
  clearTimeout(timer);
  asked += 1;
  running?.abort();
  list.hidden = true;
  active = -1;
  input.setAttribute("aria-expanded", "false");
  input.removeAttribute("aria-activedescendant");
}

function part(name, words) {
  const element = document.createElement("span");
  element.className = name;
  element.textContent = words;
  return element;
}

function optionOf(completion, at) {
  const option = document.createElement("li");
  option.id = `${input.id}-option-${at}`;
  option.setAttribute("role", "option");
  option.setAttribute("aria-selected", "false");
  const label = document.createElement("bdi");
  label.textContent = completion.label;
  option.append(label);
  if (completion.about) option.append(" ", part("about", completion.about));
  else if (completion.kind === "word") option.append(" ", part("about", "word"));
  if (completion.count !== null) option.append(" ", part("count", NUMBERS.format(completion.count)));
  return option;
}

function show(completions, text) {
  const chosen = found[active]?.insert; // stays chosen where it is still there
  found = completions;
  foundFor = text;
  active = -1;
  list.replaceChildren(...completions.map(optionOf));
  list.hidden = completions.length === 0;
  input.setAttribute("aria-expanded", String(!list.hidden));
  input.removeAttribute("aria-activedescendant");
  if (!list.hidden) announce(`${completions.length} ${completions.length === 1 ? "way" : "ways"} to go on.`);
  const again = chosen === undefined ? -1 : completions.findIndex((each) => each.insert === chosen);
  if (again >= 0) choose(again);
}

async function look() {
  const number = (asked += 1);
  running?.abort();
  running = new AbortController();
  const text = input.value;
  const address = new URL(input.dataset.complete, location.href);
  address.searchParams.set("q", text);
  address.searchParams.set("at", points(text, input.selectionStart ?? text.length));
  try {
    const answer = await fetch(address, { signal: running.signal });
    if (!answer.ok) return;
    const completions = await answer.json();
    if (number === asked && document.activeElement === input) show(completions, text);
  } catch {
    // The next key asks again.
  }
}

function step(by) {
  const number = list.children.length;
  choose(active < 0 ? (by > 0 ? 0 : number - 1) : (active + by + number) % number);
}

function choose(wanted) {
  const options = [...list.children];
  active = wanted;
  for (const [at, option] of options.entries()) option.setAttribute("aria-selected", String(at === active));
  input.setAttribute("aria-activedescendant", options[active].id);
  options[active].scrollIntoView({ block: "nearest" });
}

/** Put a completion into the field, and go on with the values of a field at once. */
function take(completion) {
  const text = input.value;
  const start = units(foundFor, completion.start);
  const rest = foundFor.slice(units(foundFor, completion.end));
  const end = text.length - rest.length; // what was typed since belongs to the word
  if (end < start || !text.startsWith(foundFor.slice(0, start)) || !text.endsWith(rest)) {
    close();
    return;
  }
  const words = completion.insert.endsWith(" ") && /^\s/.test(rest) ? completion.insert.trimEnd() : completion.insert;
  close();
  input.setRangeText(words, start, end, "end");
  if (completion.kind === "field") look();
  // A field without a value asks for nothing: the search waits for the value.
  else input.dispatchEvent(new Event("input", { bubbles: true }));
}

input.addEventListener("input", (event) => {
  if (!event.isTrusted) return; // what was put there by a completion
  clearTimeout(timer);
  timer = setTimeout(look, WAIT);
});

// Before the page's own keys: while the list is open, Escape closes it, Enter and Tab take what is chosen.
input.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.isComposing) return;
  const open = !list.hidden;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    if (open) step(event.key === "ArrowDown" ? 1 : -1);
    else look();
  } else if (open && event.key === "Escape") {
    event.preventDefault();
    event.stopPropagation();
    close();
  } else if (open && active >= 0 && (event.key === "Enter" || (event.key === "Tab" && !event.shiftKey))) {
    event.preventDefault();
    event.stopPropagation();
    take(found[active]);
  } else if (event.key === "Enter" || event.key === "Tab") close();
});

input.addEventListener("blur", close);
list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
list.addEventListener("click", (event) => {
  const option = event.target.closest("[role=option]");
  if (option) take(found[[...list.children].indexOf(option)]);
});
