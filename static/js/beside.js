// The source language beside the translation: fetched when it is asked for, scrolling together, the sentence with the
// cursor lit on both sides. On a narrow page the source of that sentence stands under it.

import { announce } from "./site.js";
import { onMove, sentenceSpan, sentences, sentenceAt, position, putAt } from "./cursor.js";
import { piecesOf, rangeOf } from "./selection.js";

const KEPT = "wirecheck-beside";
let wanted = localStorage.getItem(KEPT) === "yes";
let loaded = { article: null, node: null, pairs: [] };

const bench = () => document.querySelector("#bench");
const place = () => document.querySelector("#beside");
const wide = window.matchMedia("(min-width: 1001px)");

/** The pairs as [start, end] of the text, null where the source's sentence has none, with their elements. */
function pairsOf(node) {
  return [...node.querySelectorAll("[data-pair]")].map((element) => ({
    element,
    start: element.dataset.start ? Number(element.dataset.start) : null,
    end: Number(element.dataset.end),
  }));
}

async function load(address, article) {
  if (loaded.article === article) return;
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(String(answer.status));
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const node = page.querySelector("#beside-text");
  loaded = { article, node, pairs: pairsOf(node) };
}

/** The pairs that share words with a stretch of the text. */
const pairsOn = ({ start, end }) => loaded.pairs.filter((pair) => pair.start !== null && pair.start < end && start < pair.end);

/** Draw the source as it is wanted now: beside, under the sentence, or not. */
export async function draw() {
  const aside = place();
  if (!aside) return;
  const button = document.querySelector('[data-command="beside"]');
  button?.setAttribute("aria-pressed", String(wanted));
  document.documentElement.classList.toggle("is-beside", wanted);
  aside.hidden = !wanted;
  if (!wanted) {
    document.querySelector(".source-line")?.remove();
    return;
  }
  try {
    await load(aside.dataset.address, bench().dataset.article);
  } catch {
    aside.hidden = true;
    announce("The source text could not be fetched. Try again.");
    return;
  }
  if (place() !== aside) return; // drawn anew meanwhile
  if (!aside.contains(loaded.node)) aside.append(loaded.node);
  await sentences();
  light(position());
  together();
}

/** Light the source of the sentence with the cursor, and on a narrow page show it under that sentence. */
function light(index) {
  document.querySelector(".source-line")?.remove();
  for (const { element } of loaded.pairs) element.classList.remove("lit");
  if (!wanted || index === null || !loaded.node?.isConnected) return;
  const stretch = sentenceSpan(index);
  const pairs = stretch ? pairsOn(stretch) : [];
  for (const { element } of pairs) element.classList.add("lit");
  if (wide.matches || !pairs.length) return;
  const last = piecesOf(stretch).at(-1);
  const line = document.createElement("span");
  line.className = "source-line";
  line.lang = loaded.node.lang;
  line.dir = "auto";
  line.textContent = pairs.map(({ element }) => element.textContent).join(" ");
  last?.after(line);
}

/** Let the source stand so that the pair at the reader's eye is level on both sides. */
function together() {
  const aside = place();
  if (!wanted || !wide.matches || !aside?.contains(loaded.node)) return;
  const eye = Math.max(80, innerHeight / 3);
  let best = null;
  for (const pair of loaded.pairs) {
    if (pair.start === null) continue;
    const top = rangeOf(pair)?.getBoundingClientRect().top;
    if (top === undefined) continue;
    if (best && top > eye) break; // in text order
    best = { pair, top };
  }
  if (!best) return;
  const { top } = best.pair.element.getBoundingClientRect();
  own = true;
  aside.scrollTop += top - best.top;
}

let own = false; // the source's scrolling is ours, not the reader's
let late = 0;
addEventListener("scroll", () => {
  if (!wanted) return;
  cancelAnimationFrame(late);
  late = requestAnimationFrame(together);
}, { passive: true });

/** The reader scrolled the source: the text follows. */
function textFollows() {
  if (own) {
    own = false;
    return;
  }
  const box = place().getBoundingClientRect();
  const eye = Math.max(80, innerHeight / 3);
  const pair = loaded.pairs.find(({ element, start }) => start !== null && element.getBoundingClientRect().bottom > Math.max(eye, box.top));
  const there = pair && rangeOf(pair)?.getBoundingClientRect();
  if (there) scrollBy(0, there.top - pair.element.getBoundingClientRect().top);
}

/** Show or hide the source. Gives false where the article has none. */
export function toggle() {
  if (!place()) return false;
  wanted = !wanted;
  localStorage.setItem(KEPT, wanted ? "yes" : "no");
  draw().then(() => announce(wanted ? "The source language stands beside the text." : "The source language is hidden."));
  return true;
}

document.addEventListener("click", (event) => {
  const pair = event.target instanceof Element ? event.target.closest("#beside [data-pair]") : null;
  if (!pair?.dataset.start) return;
  sentences().then(() => putAt(sentenceAt(Number(pair.dataset.start))));
});
document.addEventListener("scroll", (event) => event.target === place() && textFollows(), { capture: true, passive: true });
wide.addEventListener("change", () => draw());
onMove(light);
