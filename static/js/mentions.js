// Naming a colleague: after an @ in a comment the desk's people are offered. Typing the whole name works as well.

import { announce } from "./site.js";

const OPENED = /(?:^|[^\p{L}\p{N}_.+-])@([^@\n]{0,40})$/u; // what was typed after the last @ before the cursor
let people = null; // fetched once, when somebody first types an @
let list = null;

async function names() {
  people ??= fetch("/people/names", { headers: { Accept: "application/json" } })
    .then((answer) => (answer.ok ? answer.json() : []))
    .catch(() => []);
  return people;
}

function close(field) {
  list?.remove();
  list = null;
  for (const name of ["aria-controls", "aria-activedescendant"]) field?.removeAttribute(name);
}

/** Put the name where it was begun, and the cursor behind it. */
function take(field, name) {
  const before = field.value.slice(0, field.selectionStart);
  const start = before.length - OPENED.exec(before)[1].length;
  field.setRangeText(`${name} `, start, field.selectionStart, "end");
  close(field);
  field.focus();
  field.dispatchEvent(new Event("input", { bubbles: true })); // the draft is kept
}

function point(field, at) {
  const options = [...list.children];
  options.forEach((option, number) => option.setAttribute("aria-selected", String(number === at)));
  field.setAttribute("aria-activedescendant", options[at].id);
  options[at].scrollIntoView({ block: "nearest" });
}

const pointed = () => [...(list?.children ?? [])].findIndex((option) => option.getAttribute("aria-selected") === "true");

async function offer(field) {
  const begun = OPENED.exec(field.value.slice(0, field.selectionStart))?.[1];
  if (begun === undefined) return close(field);
  const wanted = begun.toLocaleLowerCase();
  const found = (await names()).filter((name) => {
    const low = name.toLocaleLowerCase();
    return low !== wanted.trim() && (low.startsWith(wanted) || low.split(/\s+/).some((word) => word.startsWith(wanted)));
  });
  close(field);
  if (found.length === 0 || document.activeElement !== field) return;
  list = document.createElement("ul");
  list.className = "names-offered";
  list.id = "names-offered";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "People");
  found.slice(0, 8).forEach((name, number) => {
    const option = document.createElement("li");
    option.id = `name-offered-${number}`;
    option.setAttribute("role", "option");
    option.textContent = name;
    option.addEventListener("pointerdown", (event) => {
      event.preventDefault(); // the field keeps the focus
      take(field, name);
    });
    list.append(option);
  });
  field.parentElement.classList.add("naming");
  field.after(list);
  field.setAttribute("aria-controls", list.id);
  point(field, 0);
  announce(`${found.length} ${found.length === 1 ? "name" : "names"}, ${found[0]} first. Enter takes it.`);
}

document.addEventListener("input", (event) => {
  if (event.target instanceof HTMLTextAreaElement && "mentions" in event.target.dataset && event.isTrusted) offer(event.target);
});

// Before the keys of the page: while names are offered, arrows, Enter and Escape belong to them.
document.addEventListener(
  "keydown",
  (event) => {
    if (!list || !("mentions" in (event.target.dataset ?? {}))) return;
    const field = event.target;
    const number = list.children.length;
    if (event.key === "ArrowDown") point(field, (pointed() + 1) % number);
    else if (event.key === "ArrowUp") point(field, (pointed() + number - 1) % number);
    else if ((event.key === "Enter" || event.key === "Tab") && !event.shiftKey) take(field, list.children[pointed()].textContent);
    else if (event.key === "Escape") close(field);
    else return;
    event.preventDefault();
    event.stopPropagation();
  },
  true,
);

document.addEventListener("focusout", (event) => {
  if (list && "mentions" in (event.target.dataset ?? {})) close(event.target);
});
