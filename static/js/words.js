// Selecting words by keyboard: begin at the sentence with the cursor, go and extend by word, then make something of them.

import { announce } from "./site.js";
import { buttonOf, press, setMode } from "./keys.js";
import { current, cursorHasFocus, focusCursor, position, putAt, sentenceSpan } from "./cursor.js";
import { selectSpan, selectedSpan, wordsOf } from "./selection.js";

let from = null; // where the selection began and where its other end is: {sentence, word}
let to = null;

/** The words of a sentence as {start, end} in code points; marks belong to no word. */
function wordsIn(sentence) {
  const stretch = sentenceSpan(sentence);
  if (!stretch) return [];
  const text = wordsOf(stretch);
  const language = document.querySelector("#text")?.lang || "en";
  const found = [];
  let at = stretch.start;
  for (const { segment, isWordLike } of new Intl.Segmenter(language, { granularity: "word" }).segment(text)) {
    const length = Array.from(segment).length;
    if (isWordLike) found.push({ start: at, end: at + length });
    at += length;
  }
  return joined(found, stretch);
}

/** "F-16", "al-Shabi", "U.S.": what no space divides is one word. */
function joined(words, stretch) {
  const text = Array.from(wordsOf(stretch));
  const made = [];
  for (const word of words) {
    const last = made.at(-1);
    const between = last && text.slice(last.end - stretch.start, word.start - stretch.start).join("");
    if (last && !/[\s“”"«»()[\]—–,;:]/u.test(between)) last.end = word.end;
    else made.push({ ...word });
  }
  return made;
}

/** The place one word on or back, across the ends of sentences; the same place at the ends of the text. */
function moved({ sentence, word }, by) {
  const here = wordsIn(sentence);
  const next = word + by;
  if (next >= 0 && next < here.length) return { sentence, word: next };
  for (let other = sentence + by; sentenceSpan(other); other += by) {
    const words = wordsIn(other);
    if (words.length) return { sentence: other, word: by > 0 ? 0 : words.length - 1 };
  }
  return { sentence, word };
}

const spanOf = ({ sentence, word }) => wordsIn(sentence)[word];

function show() {
  const [one, other] = [spanOf(from), spanOf(to)];
  if (!one || !other) return;
  const span = { start: Math.min(one.start, other.start), end: Math.max(one.end, other.end) };
  if (position() !== to.sentence) {
    putAt(to.sentence, { focus: false });
    focusCursor();
  }
  selectSpan(span);
  announce(`Selected: ${wordsOf(span)}`);
}

function leave() {
  setMode(null);
  from = to = null;
}

const left = () => (getComputedStyle(document.querySelector("#text")).direction === "rtl" ? 1 : -1);

function take(event) {
  if (!cursorHasFocus() || event.ctrlKey || event.metaKey || event.altKey) {
    leave();
    return false;
  }
  const steps = { ArrowLeft: left(), ArrowRight: -left() };
  if (event.key === "Escape") {
    leave();
    document.getSelection().removeAllRanges();
    announce("Nothing is selected.");
    return true;
  }
  if (event.key === "Enter") {
    const first = buttonOf("make-claim") ?? buttonOf("stretch");
    leave();
    first?.focus();
    return true;
  }
  if (event.key in steps) to = moved(to, steps[event.key]);
  else if (event.key === "Home") to = { sentence: to.sentence, word: 0 };
  else if (event.key === "End") to = { sentence: to.sentence, word: Math.max(0, wordsIn(to.sentence).length - 1) };
  else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    const next = to.sentence + (event.key === "ArrowDown" ? 1 : -1);
    if (wordsIn(next).length) to = { sentence: next, word: 0 };
  } else return false; // a command: what it makes is made of the selected words
  if (!event.shiftKey) from = to;
  show();
  return true;
}

/** Begin to select, at the chosen thing's first word where it stands in this sentence, else at the sentence's first. */
export function beginSelecting() {
  if (!current()) return;
  const sentence = position();
  const words = wordsIn(sentence);
  if (!words.length) return;
  const span = selectedSpan() ?? chosenSpan();
  const first = span ? words.findIndex((word) => word.end > span.start) : 0;
  from = to = { sentence, word: Math.max(0, first) };
  focusCursor();
  setMode(take);
  show();
}

function chosenSpan() {
  const piece = document.querySelector("#text .seg.chosen");
  const start = piece && Number(piece.dataset.start);
  const stretch = current();
  return piece && start >= stretch.start && start < stretch.end ? { start } : null;
}

/** Press the button that makes this of the selected words. */
export const make = (name) => {
  const button = buttonOf(name);
  return button ? press(button) : false;
};
