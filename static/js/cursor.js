// The sentence cursor: where it stands, how it is drawn, what it says. Sentences are the server's (code points).

import { announce } from "./site.js";
import { piecesOf, rangeOf, shownWords } from "./selection.js";

const bench = () => document.querySelector("#bench");
let known = { article: null, sentences: [] };
let at = null; // the index of the sentence with the cursor
let drawn = null; // the mark on the page
let awaited = null; // the part of the text that its sentence stands in and that is not there yet
const watchers = new Set();

/** Call a function with the sentence's index (null: none) whenever the cursor stands elsewhere or is drawn anew. */
export function onMove(tell) {
  watchers.add(tell);
}

/** The sentences of the article, [start, end] each; fetched once. */
export async function sentences() {
  const article = bench()?.dataset.article;
  if (known.article !== article) {
    const answer = await fetch(`/articles/${article}/sentences`, { headers: { Accept: "application/json" } });
    if (!answer.ok) return [];
    known = { article, sentences: await answer.json() };
  }
  return known.sentences;
}

const span = (index) => {
  const [start, end] = known.sentences[index];
  return { start, end };
};

/** The index of the sentence at a code point: the one that holds it, else the next, else the last. */
export function sentenceAt(offset) {
  const next = known.sentences.findIndex(([, end]) => end > offset);
  return next < 0 ? known.sentences.length - 1 : next;
}

/** The sentence with the cursor as {start, end}, or null. */
export const current = () => (at === null || at >= known.sentences.length ? null : span(at));
export const position = () => at;
export const sentenceSpan = (index) => (index >= 0 && index < known.sentences.length ? span(index) : null);

const nameOf = {
  claim: (id) => document.querySelector(`#in-claim-${id} a`)?.title || "a claim",
  correction: (id) => document.querySelector(`[data-item="correction-${id}"] .item-words`)?.textContent.trim() || "a correction",
};

/** All that stands on a stretch: {kind, id, words}, each once, in text order, claims before what lies in them. */
export function thingsOn(stretch) {
  const found = new Map();
  for (const piece of stretch ? piecesOf(stretch) : []) {
    for (const kind of ["claim", "garble", "correction"]) {
      for (const id of piece.dataset[`${kind}s`]?.split(" ") ?? []) {
        const key = `${kind}-${id}`;
        const quote = (found.get(key)?.quote ?? "") + piece.textContent;
        found.set(key, { kind, id, quote });
      }
    }
  }
  return [...found.values()].map((thing) => ({
    ...thing,
    words: thing.kind === "garble" ? `garble “${thing.quote}”` : nameOf[thing.kind](thing.id),
  }));
}

/** The pieces that a thing stands on. */
export function piecesOfThing({ kind, id }) {
  return [...document.querySelectorAll(`#text [data-${kind}s~="${id}"]`)];
}

/** One box a line, in the coordinates of the paragraph. */
function boxes(range, origin) {
  const lines = [];
  for (const { left, top, right, bottom } of range.getClientRects()) {
    if (right - left < 1) continue;
    const line = lines.find((each) => Math.min(each.bottom, bottom) - Math.max(each.top, top) > (bottom - top) / 2);
    if (line) Object.assign(line, { left: Math.min(line.left, left), right: Math.max(line.right, right), top: Math.min(line.top, top), bottom: Math.max(line.bottom, bottom) });
    else lines.push({ left, top, right, bottom });
  }
  return lines.map((line) => ({ left: line.left - origin.left, top: line.top - origin.top, width: line.right - line.left, height: line.bottom - line.top }));
}

const inPixels = (element, box) => {
  for (const [name, value] of Object.entries(box)) element.style[name] = `${value}px`;
};

/** Draw the mark of the cursor around its sentence; before the sentence's first words, so that Tab goes on from there. */
export function draw() {
  drawn?.remove();
  drawn = null;
  const stretch = current();
  const range = stretch && rangeOf(stretch);
  const first = range && piecesOf(stretch)[0];
  const paragraph = first?.closest(".para");
  for (const tell of watchers) tell(at);
  awaited = null;
  if (stretch && !paragraph) {
    // A long text comes in parts: that of the sentence is fetched when it comes into sight.
    awaited = [...document.querySelectorAll("#text .to-come")].find((part) => Number(part.dataset.end) > stretch.start) ?? null;
    awaited?.scrollIntoView({ block: "start" });
  }
  if (!paragraph) return false;
  const lines = boxes(range, paragraph.getBoundingClientRect());
  if (!lines.length) return false;
  drawn = Object.assign(document.createElement("span"), { className: "at-cursor", tabIndex: -1 });
  drawn.setAttribute("role", "group");
  drawn.setAttribute("aria-label", `Sentence ${at + 1} of ${known.sentences.length}`);
  const top = Math.min(...lines.map((line) => line.top));
  const left = Math.min(...lines.map((line) => line.left));
  inPixels(drawn, {
    left,
    top,
    width: Math.max(...lines.map((line) => line.left + line.width)) - left,
    height: Math.max(...lines.map((line) => line.top + line.height)) - top,
  });
  for (const line of lines) {
    const lit = document.createElement("i");
    inPixels(lit, { ...line, left: line.left - left, top: line.top - top });
    drawn.append(lit);
  }
  let before = first;
  while (before.previousElementSibling?.matches(".number")) before = before.previousElementSibling;
  before.before(drawn);
  return true;
}

/** Say the sentence at the cursor and all that stands on it. */
function say() {
  const things = thingsOn(current()).map(({ words }) => words);
  announce(`${shownWords(current())} ${things.length ? `Here: ${things.join("; ")}.` : "Nothing stands on it."}`);
}

/** Put the cursor on a sentence. With `focus` it is also where the keyboard is, comes into sight and is said. */
export function putAt(index, { focus = true } = {}) {
  at = index;
  if (!draw() || !focus) return;
  focusCursor();
  say();
}

/** The keyboard's place on the cursor, in sight: also after a selection or a list. */
export function focusCursor() {
  if (!drawn) return;
  drawn.focus({ preventScroll: true });
  const { top, bottom } = drawn.getBoundingClientRect();
  if (top < 72 || bottom > innerHeight - 72) drawn.scrollIntoView({ block: "center" });
}
export const cursorHasFocus = () => drawn !== null && document.activeElement === drawn;

/** Where stepping begins when there is no cursor yet: at the chosen thing, else at the first sentence in sight. */
async function beginning() {
  await sentences();
  const chosen = document.querySelector("#text .seg.chosen");
  if (chosen) return sentenceAt(Number(chosen.dataset.start));
  const inSight = [...document.querySelectorAll("#text .para")].find((each) => each.getBoundingClientRect().bottom > 60);
  return inSight ? sentenceAt(Number(inSight.dataset.start)) : 0;
}

let steps = Promise.resolve();

/** Go `by` sentences on; one step after the other, also while the sentences are still being fetched. */
export function stepSentence(by) {
  steps = steps.then(() => step(by));
  return steps;
}

async function step(by) {
  if (at === null) {
    const first = await beginning();
    if (known.sentences.length) putAt(first);
    return;
  }
  const next = Math.min(known.sentences.length - 1, Math.max(0, at + by));
  putAt(next);
}

/** Put the cursor where the chosen thing stands, without taking the focus; null takes the cursor off. */
export async function follow(offset) {
  if (offset === null) {
    at = null;
    draw();
    return;
  }
  await sentences();
  if (known.sentences.length) putAt(sentenceAt(offset), { focus: false });
}

/** Another list of sentences is to be fetched: the zones have changed. */
export function forgetSentences() {
  known = { article: null, sentences: [] };
}

let waiting = false; // the keyboard is to be on the cursor once its sentence is there

/** A part of the text has come: the cursor that waited for it stands in it, with the keyboard. */
export function partCame() {
  waiting ||= awaited !== null;
  const had = waiting || cursorHasFocus();
  if (at === null || !draw() || !had) return;
  focusCursor();
  if (waiting) say();
  waiting = false;
}

let late = 0;
addEventListener("resize", () => {
  cancelAnimationFrame(late);
  late = requestAnimationFrame(() => {
    const had = cursorHasFocus();
    draw();
    if (had) focusCursor();
  });
});
