// From a key press to a command, and from a command to what does it on this page: a handler of a script, or the button
// marked with it (data-command). The table comes with the page (annotator/accounts/keys.py), as this person has it.

import { announce, typing } from "./site.js";
import { showKeys } from "./help.js";

const given = JSON.parse(document.querySelector("#key-table")?.textContent ?? '{"single":true,"commands":[],"fixed":[]}');
const commands = given.commands.map(([name, key, words, group]) => ({ name, key, words, group }));
const named = new Map(commands.map((command) => [command.name, command]));
const handlers = new Map();
const FIELDS = "input:not([type=hidden]), textarea, select";

/** Let a function do a command on this page. It gives false where it cannot: then the button is pressed, if one is there.
 * `words`: what the command is called here, where the table's words do not fit. */
export function on(name, run, words = named.get(name)?.words) {
  handlers.set(name, { run, words });
}

let mode = null;

/** While set, every key goes to this function first; it gives true for one that it took. */
export function setMode(take) {
  mode = take;
}

const seen = (element) => element.checkVisibility?.() ?? element.offsetParent !== null;

/** The button that does a command: of the selected words first, then of the chosen thing, then of the page. */
export function buttonOf(name) {
  const all = [...document.querySelectorAll(`[data-command="${name}"]`)].filter(seen);
  return (
    all.find((each) => each.closest(".selection-bar")) ??
    all.find((each) => each.closest(".chosen")) ??
    all.find((each) => !each.closest(".place, tr.pick")) ?? // of a row only where it is chosen
    null
  );
}

/** Put the focus into a field, opening what it is folded in. */
export function goTo(field) {
  if (!field) return false;
  for (let fold = field.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  field.focus();
  if (field.matches("input")) field.select?.();
  return true;
}

/** Do what a click does; where there is something to type, the focus goes there. */
export function press(element) {
  if (element.matches("label")) return goTo(element.control);
  if (element.matches("summary")) {
    const fold = element.parentElement;
    fold.open = true;
    return goTo(fold.querySelector(FIELDS)) || (element.focus(), true);
  }
  if (element.matches("input:not([type=radio], [type=checkbox]), textarea, select")) return goTo(element);
  element.click();
  return true;
}

/** Do a command. Gives false where nothing on this page does it now. */
export function perform(name, ...given) {
  const done = handlers.get(name)?.run(...given);
  if (done instanceof Promise) holdFor(done);
  if (handlers.has(name) && done !== false) return true;
  const button = buttonOf(name);
  return button ? press(button) : false;
}

/** The commands that can be used here, each as the table has it. */
export function usable() {
  const here = (name) => handlers.has(name) || [...document.querySelectorAll(`[data-command="${name}"]`)].length > 0;
  return commands.filter(({ name }) => here(name)).map((each) => ({ ...each, words: handlers.get(each.name)?.words ?? each.words }));
}

/** A key as it is shown ("⇧M", "Alt+j") and as a screen reader is told it ("Shift+M"). */
export function shown(key) {
  const capital = key.length === 1 && key !== key.toLowerCase();
  return (given.single ? "" : "Alt+") + (capital ? `⇧${key}` : key);
}
const spoken = (key) => shown(key).replace("⇧", "Shift+");

/** Write the keys on the buttons. */
export function paint(root = document) {
  for (const element of root.querySelectorAll("[data-command]")) {
    const key = named.get(element.dataset.command)?.key;
    if (!key) continue;
    element.setAttribute("aria-keyshortcuts", spoken(key));
    const field = element.matches("input");
    let label = field ? element.parentElement.querySelector("kbd") : element.querySelector(":scope > kbd");
    if (!label && !field) {
      label = document.createElement("kbd");
      label.setAttribute("aria-hidden", "true");
      element.append(label);
    }
    if (label) label.textContent = shown(key);
  }
  for (const element of root.querySelectorAll("[data-key]")) {
    if (/^\d$/.test(element.dataset.key)) element.setAttribute("aria-keyshortcuts", shown(element.dataset.key));
  }
}

/** The character that was typed; with Alt, and on a keyboard of another script, the one that its key has in Latin. */
function characterOf(event) {
  const { key, code, shiftKey } = event;
  const foreign = /\p{L}/u.test(key) && !/[a-z]/i.test(key) && !commands.some((each) => each.key === key);
  if (!event.altKey && !foreign) return key;
  if (/^Key[A-Z]$/.test(code)) return shiftKey ? code[3] : code[3].toLowerCase();
  if (/^Digit\d$/.test(code) && !shiftKey) return code[5];
  // A Mac makes another character of Alt and a mark.
  const mark = { Slash: "/?", Period: ".>", BracketLeft: "[{", BracketRight: "]}" }[code]?.[Number(shiftKey)];
  return mark && !commands.some((each) => each.key === key) ? mark : key;
}

/** Whether this field takes the character: one for numbers takes no letters, a box to tick takes nothing. */
function takes(field, character) {
  if (!typing(field) || field.matches("[type=radio], [type=checkbox]")) return false;
  return !(field.type === "number" && /\p{L}/u.test(character));
}

/** Save the form that one types in. */
function saveForm(field) {
  const form = field?.form;
  if (!form) return false;
  form.requestSubmit(form.querySelector(".actions button.btn-primary") ?? undefined);
  return true;
}

function withControl(event) {
  if (event.key === "Enter") return typing(event.target) && saveForm(event.target);
  if (typing(event.target) && !event.target.matches("[type=radio], [type=checkbox]")) return false; // the field's own undo
  const key = event.key.toLowerCase();
  if (key === "z") return perform(event.shiftKey ? "redo" : "undo");
  return key === "y" && perform("redo");
}

/** Where the focus goes when a field is left: never nowhere. */
function leave(field) {
  const out = field.closest("#new")?.querySelector('[data-key="Escape"]') ?? document.querySelector(".chosen [data-choose]");
  field.blur();
  (out ?? document.querySelector("#main"))?.focus({ preventScroll: true });
}

function withOut(event) {
  if (event.key === "Escape" && typing(event.target) && !event.target.closest(".masthead")) {
    leave(event.target);
    return true;
  }
  const named = event.key.length > 1; // "Enter", "Escape"
  if (!named && event.altKey === given.single) return false;
  if (named && (event.altKey || (event.key === "Enter" && event.target !== document.body))) return false;
  const character = named ? event.key : characterOf(event);
  if (takes(event.target, character)) return false;
  if (/^\d$/.test(character) && handlers.has("digit")) return perform("digit", character);
  const wanted = commands.filter(({ key }) => key === character);
  if (wanted.some(({ name }) => perform(name))) return true;
  // What a page marks with a key of its own: Escape, Enter.
  const own = [...document.querySelectorAll(`[data-key="${CSS.escape(character)}"]`)].find(seen);
  if (own) return press(own);
  const here = wanted.find(({ name }) => handlers.has(name));
  if (here) announce(`${here.words}: nothing here.`);
  return false;
}

const dispatch = (event) => mode?.(event) || (event.ctrlKey || event.metaKey ? withControl(event) : withOut(event));

// Fast hands are ahead of the answer: what they press while the page is being drawn anew, or while a command still
// fetches what it needs, is meant for what comes.
let drawing = false;
let working = 0; // commands that are not done
let ahead = [];

const CHARACTER = /^(.|Enter)$/u;
const STEP = /^(Escape|Home|End|Arrow.+)$/;

/** Whether this key waits; what is typed into a field for words goes on into it. */
function waits(event) {
  const words = typing(event.target) && !event.target.matches("[type=radio], [type=checkbox], [type=number]");
  if (words || event.ctrlKey || event.metaKey) return false;
  return (CHARACTER.test(event.key) && (drawing || working > 0)) || (STEP.test(event.key) && working > 0);
}

/** The keys that are pressed until a command is done wait for it. */
function holdFor(done) {
  working += 1;
  const after = () => {
    working -= 1;
    release();
  };
  done.then(after, after);
}

function release() {
  while (ahead.length && !drawing && !working) {
    const { key, code, shiftKey, altKey } = ahead.shift();
    const target = document.activeElement;
    const event = { key, code, shiftKey, altKey, ctrlKey: false, metaKey: false, target };
    if (dispatch(event) || !typing(target)) continue;
    const typed = { inputType: "insertText", data: key, bubbles: true, cancelable: true };
    if (key.length === 1 && target.dispatchEvent(new InputEvent("beforeinput", typed))) document.execCommand("insertText", false, key);
  }
}

function drawn() {
  drawing = false;
  release();
}

document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.detail.target?.id === "bench") drawing = true;
});
document.addEventListener("htmx:afterSettle", () => drawing && setTimeout(drawn));
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (!drawing || detail.target?.id !== "bench" || detail.successful || [409, 422].includes(detail.xhr?.status)) return;
  ahead = []; // it failed: nothing is there that they were meant for
  drawing = false;
});
document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]")) return;
  if (waits(event)) {
    ahead.push(event);
    event.preventDefault();
  } else if (dispatch(event)) event.preventDefault();
});

// Switched off, a bare character does nothing on any page, whichever script would hear it.
window.addEventListener(
  "keydown",
  (event) => {
    const bare = event.key.length === 1 && !event.altKey && !event.ctrlKey && !event.metaKey;
    if (!given.single && bare && !typing(event.target)) event.stopImmediatePropagation();
  },
  { capture: true },
);

on("search", () => goTo(document.querySelector("#q, #find")));
on("help", () => showKeys(usable(), given.fixed, shown, given.single));
document.addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest('[data-command="help"]') : null;
  if (!link) return;
  event.preventDefault();
  perform("help");
});

document.querySelector("#main")?.setAttribute("tabindex", "-1");
paint();
document.addEventListener("htmx:afterSwap", () => paint());
