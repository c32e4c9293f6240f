// Another text beside the article's: its source language, or its corrected copy. Fetched when it is asked for, scrolling
// together, the sentence with the cursor lit on both sides. On a narrow page the source of that sentence stands under it,
// and every corrected sentence under what it was.

import { announce } from "./site.js";
import { onMove, sentenceSpan, sentences, sentenceAt, position, putAt } from "./cursor.js";
import { piecesOf, rangeOf } from "./selection.js";

const KEPT = "wirecheck-beside";
const NAMES = { source: "In the source language", corrected: "The corrected copy" };
let wanted = localStorage.getItem(KEPT) === "yes"; // the source
let loaded = { from: null, node: null, pairs: [] };

const bench = () => document.querySelector("#bench");
const place = () => document.querySelector("#beside");
const wide = window.matchMedia("(min-width: 1001px)");

/** What stands beside the text now: "source", "corrected" or nothing. */
function shown() {
  if (document.documentElement.dataset.view === "both") return "corrected";
  return wanted && place()?.dataset.source ? "source" : "";
}

/** The pairs as [start, end] of the text, null where the source's sentence has none, with their elements. */
function pairsOf(node) {
  return [...node.querySelectorAll("[data-pair]")].map((element) => ({
    element,
    start: element.dataset.start ? Number(element.dataset.start) : null,
    end: Number(element.dataset.end),
  }));
}

async function load(address, what) {
  // The source never changes; the corrected copy may with whatever happens on the article.
  const from = what === "corrected" ? `${address} ${bench().dataset.latest}` : address;
  if (loaded.from === from) return;
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(String(answer.status));
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const node = page.querySelector("#beside-text");
  loaded.node?.remove();
  loaded = { from, node, pairs: pairsOf(node) };
}

/** The pairs that share words with a stretch of the text. */
const pairsOn = ({ start, end }) => loaded.pairs.filter((pair) => pair.start !== null && pair.start < end && start < pair.end);

/** Draw what is wanted beside: at its side, under its sentences, or not. */
export async function draw() {
  const [aside, what] = [place(), shown()];
  document.querySelectorAll(".source-line").forEach((line) => line.remove());
  const button = document.querySelector('[data-command="beside"]');
  button?.setAttribute("aria-pressed", String(what === "source"));
  document.documentElement.classList.toggle("is-beside", Boolean(aside && what));
  if (!aside) return;
  aside.hidden = !what;
  aside.setAttribute("aria-label", NAMES[what] ?? "");
  if (!what) return;
  try {
    await load(aside.dataset[what], what);
  } catch {
    aside.hidden = true;
    announce("The text beside could not be fetched. Try again.");
    return;
  }
  if (place() !== aside || shown() !== what) return; // drawn anew meanwhile
  if (!aside.contains(loaded.node)) aside.replaceChildren(loaded.node);
  await sentences();
  light(position());
  together();
}

/** Words of the other text under the last piece of a stretch. */
function lineUnder(stretch, words) {
  const last = piecesOf(stretch).at(-1);
  const line = document.createElement("span");
  line.className = "source-line";
  line.lang = loaded.node.lang;
  line.dir = "auto";
  line.textContent = words;
  last?.after(line);
}

/** Light the other text's words of the sentence with the cursor; on a narrow page show them under it. */
function light(index) {
  document.querySelectorAll(".source-line").forEach((line) => line.remove());
  for (const { element } of loaded.pairs) element.classList.remove("lit");
  const what = shown();
  if (!what || !loaded.node?.isConnected) return;
  const stretch = index === null ? null : sentenceSpan(index);
  const pairs = stretch ? pairsOn(stretch) : [];
  for (const { element } of pairs) element.classList.add("lit");
  if (wide.matches) return;
  if (what === "corrected") {
    for (const pair of loaded.pairs) if ("changed" in pair.element.dataset) lineUnder(pair, pair.element.textContent);
  } else if (pairs.length) lineUnder(stretch, pairs.map(({ element }) => element.textContent).join(" "));
}

/** Let the source stand so that the pair at the reader's eye is level on both sides. */
function together() {
  const aside = place();
  if (!shown() || !wide.matches || !aside?.contains(loaded.node)) return;
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
  if (!shown()) return;
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

/** Show or hide the source; the corrected copy gives way to it. Gives false where the article has none. */
export function toggle() {
  if (!place()?.dataset.source) return false;
  const other = document.documentElement.dataset.view === "both";
  wanted = other || !wanted;
  localStorage.setItem(KEPT, wanted ? "yes" : "no");
  if (other) document.documentElement.dispatchEvent(new CustomEvent("wirecheck:view", { detail: "marked" }));
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
