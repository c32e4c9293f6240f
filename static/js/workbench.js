// The workbench: choosing by click and key, making things of selected words. Everything it does is also a link
// or a button, so the page works without it.

import { announce } from "./site.js";
import { buttonOf, goTo, on, paint, perform, press } from "./keys.js";
import { clickedAt, selectedSpan } from "./selection.js";
import { current, cursorHasFocus, draw, focusCursor, follow, forgetSentences, partCame, stepSentence, thingsOn } from "./cursor.js";
import { beginSelecting } from "./words.js";
import { countCrowds, listHere } from "./here.js";
import { draw as drawBeside, toggle as toggleBeside } from "./beside.js";
import { enterConfidence, explain } from "./confidence.js";
import { divide, drawMarks, mark, merge } from "./reworking.js";
import { keepView, withView } from "./views.js";

const bench = () => document.querySelector("#bench");
const chosen = () => bench()?.querySelector(".item.chosen");

function items() {
  const all = [...(bench()?.querySelectorAll(".item") ?? [])];
  return all.filter((item) => !item.closest("details:not([open])")); // what is folded is not stepped through
}

/** Follow a link of the panel as a click would. */
function choose(item) {
  item?.querySelector("[data-choose]")?.click();
}

/** Choose the thing that is listed `by` on; past the end of a list that comes in pieces, go to the next piece. */
function step(by) {
  const all = items();
  if (all.length === 0) return;
  const at = all.indexOf(chosen());
  const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by];
  const list = chosen()?.closest(".items");
  const more = (by > 0 ? list?.nextElementSibling : list?.previousElementSibling)?.querySelector(":scope.more-rows a");
  if (more && next?.parentElement !== list) more.click();
  else choose(next);
}

/** The next list to one side: claims, garbles, corrections, comments, zones. */
function stepTab(by) {
  const tabs = [...document.querySelectorAll(".panel .tabs a")];
  const next = tabs[tabs.findIndex((tab) => tab.hasAttribute("aria-current")) + by];
  next?.click();
  return next !== undefined;
}

function bar() {
  return document.querySelector("#selection-bar");
}

let later = 0;
let touching = false;

function offerSelection() {
  const place = bar();
  if (!place) return;
  const span = selectedSpan();
  clearTimeout(later);
  if (span === null) {
    // A finger on the bar takes the selection away before the tap arrives.
    later = setTimeout(() => {
      if (!touching && bar()) bar().hidden = true;
    }, 300);
    if (!matchMedia("(pointer: coarse)").matches) place.hidden = true;
    return;
  }
  place.hidden = false;
  for (const link of place.querySelectorAll("a[data-new]")) {
    const address = new URL(link.href);
    address.searchParams.set("start", span.start);
    address.searchParams.set("end", span.end);
    link.href = address.href;
  }
}

document.addEventListener("pointerdown", (event) => {
  touching = event.target instanceof Element && event.target.closest("#selection-bar") !== null;
});

/** The smallest thing under a click in the text: a garble before the claim it stands in. */
function thingAt(segment) {
  for (const kind of ["garble", "correction", "claim"]) {
    const ids = segment.dataset[`${kind}s`]?.split(" ");
    if (ids) {
      const current = ids.indexOf(chosen()?.dataset.item?.split("-").at(-1));
      return { kind, id: ids[(current + 1) % ids.length] }; // a second click goes to what lies under it
    }
  }
  return null;
}

/** Draw the workbench as this address shows it, without leaving the page. */
function show(address, fragment = "") {
  const swap = { target: "#bench", select: "#bench", swap: "outerHTML show:none" };
  return window.htmx.ajax("GET", address, swap).then(() => history.replaceState(history.state, "", withView(address + fragment)));
}

/** Choose something that stands in the text. */
function showThing({ kind, id }) {
  return show(`/articles/${bench().dataset.article}?${kind}=${id}`, `#${kind}-${id}`);
}

document.addEventListener("click", (event) => {
  const making = event.target instanceof Element ? event.target.closest("#selection-bar a") : null;
  if (making) {
    event.preventDefault();
    touching = false;
    show(making.pathname + making.search, making.hash);
    return;
  }
  const inText = event.target instanceof Element && event.target.closest("#text .para") && !event.target.closest("a");
  if (!inText || !document.getSelection()?.isCollapsed) return;
  const offset = clickedAt(event);
  if (offset !== null) follow(offset);
  const segment = event.target.closest(".seg, ins[data-from]");
  const thing = segment && thingAt(segment);
  if (thing) showThing(thing);
});

document.addEventListener("selectionchange", offerSelection);
window.visualViewport?.addEventListener("resize", () => {
  // On a phone the bar stands above the keyboard.
  const { height, offsetTop } = window.visualViewport;
  document.documentElement.style.setProperty("--keyboard", `${Math.max(0, innerHeight - height - offsetTop)}px`);
});

/** The claims of the sentence at the cursor, one after another. */
function intoSentence() {
  const claims = thingsOn(current()).filter(({ kind }) => kind === "claim");
  if (!claims.length) return false;
  const at = claims.findIndex(({ kind, id }) => chosen()?.dataset.item === `${kind}-${id}`);
  showThing(claims[(at + 1) % claims.length]);
  return true;
}

/** Correct: the selected words, the chosen garble, else the chosen claim's words; without any, by typing them. */
function correct() {
  const button = buttonOf("correct");
  if (button?.closest(".selection-bar, .chosen")) return press(button);
  return goTo(document.querySelector("#judge [name=correct_to]")) || (button ? press(button) : false);
}

function digit(number) {
  const button = document.querySelector(`.panel .chosen [data-key="${number}"]`) ?? document.querySelector(`.panel [data-key="${number}"]`);
  if (!button) return false;
  button.click();
  if (button.type === "radio") enterConfidence();
  return true;
}

on("next-sentence", () => stepSentence(1), "Next sentence");
on("previous-sentence", () => stepSentence(-1), "Sentence before");
on("next-item", () => step(1));
on("previous-item", () => step(-1));
on("next-tab", () => stepTab(1));
on("previous-tab", () => stepTab(-1));
on("into", intoSentence);
on("here", () => listHere(showThing));
on("beside", toggleBeside);
on("select", () => (current() ? beginSelecting() : stepSentence(1).then(beginSelecting)));
on("correct", correct);
on("wording", () => goTo(document.querySelector("#wording")));
on("add-source", () => goTo(document.querySelector("#judge [name=source]")));
on("comment", () => goTo(document.querySelector("#remark")));
on("split", divide);
on("mark", mark);
on("merge", merge);
on("digit", digit);

document.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest('button[data-command="beside"]') : null;
  if (button) perform("beside");
});

/** Whether the panel stands beside the text and scrolls by itself. */
function beside() {
  const panel = document.querySelector("#panel");
  return panel !== null && getComputedStyle(panel).overflowY === "auto";
}

/** What is opened by a key says so, whoever wrote the form that it is in. */
function nameFolds() {
  const marks = { "add-source": "#judge [name=source]", comment: "#remark" };
  for (const [command, selector] of Object.entries(marks)) {
    const field = document.querySelector(selector);
    const label = field?.closest("details")?.querySelector("summary") ?? field?.labels?.[0];
    if (label && !document.querySelector(`.panel [data-command="${command}"]`)) label.dataset.command = command;
  }
}

/** Where one begins in a form that makes something. */
const firstOfNew = () => document.querySelector("#new textarea:not([readonly]), #new select");

/** Bring the chosen thing into view on both sides, and say what happened and what it is. */
function settleView() {
  explain();
  drawMarks();
  countCrowds();
  nameFolds();
  paint();
  const item = chosen();
  const panel = document.querySelector("#panel");
  const said = [...(bench()?.querySelectorAll(":scope > .notice") ?? [])].map((each) => each.textContent.trim());
  if (item && panel) {
    const tabs = panel.querySelector(".tabs")?.offsetHeight ?? 0; // they stay at the top
    if (beside()) panel.scrollTop += item.getBoundingClientRect().top - panel.getBoundingClientRect().top - tabs - 4;
    else item.scrollIntoView({ block: "start" });
    const inText = document.querySelector(`#in-${item.dataset.item}`) ?? document.querySelector("#text .seg.chosen");
    const box = inText?.getBoundingClientRect();
    if (box && beside() && (box.top < 60 || box.bottom > innerHeight - 60)) inText.scrollIntoView({ block: "center" });
    said.push(item.querySelector(".item-words")?.textContent.trim() ?? "");
  }
  if (said.length) announce(said.join(" "));
  const field = firstOfNew();
  if (field && !field.form.contains(document.activeElement)) {
    field.focus();
    field.select?.(); // a correction begins with the words that it is for: typing replaces them
  }
}

/** The cursor stands where the chosen thing does, if it is in use at all, or the source beside is. */
function settleCursor() {
  const pieces = [...document.querySelectorAll("#text .seg.chosen")].map((piece) => Number(piece.dataset.start));
  const sentence = current();
  const holds = sentence && pieces.some((start) => start >= sentence.start && start < sentence.end);
  const inUse = sentence !== null || document.querySelector("#beside:not([hidden])") !== null;
  if (pieces.length && inUse && !holds) return follow(pieces[0]);
  draw();
  return Promise.resolve();
}

/** What had the focus is gone with the old drawing: it goes to what is chosen now, not to the top of the page. */
function settleFocus({ cursor, chose }) {
  // htmx gives the focus back to the field of the same name: of another claim now, or one that is done with.
  const another = chose !== bench()?.dataset.chosen;
  const done = document.activeElement.matches("#judge *") && (another || document.activeElement.name === "confidence");
  if (document.activeElement !== document.body && !done) return;
  // A form that was opened while the page was drawn anew: its field had the focus, and is another element now.
  const field = firstOfNew();
  if (field && !done) return field.focus({ preventScroll: true });
  if (cursor && !another) return focusCursor();
  const place = chosen()?.querySelector("[data-choose]") ?? bench()?.querySelector(".tabs [aria-current]");
  place?.focus({ preventScroll: true });
}

let partsCame = 0;

/** A part of a long text has come; htmx tells it once for each paragraph. */
function settlePart() {
  cancelAnimationFrame(partsCame);
  partsCame = requestAnimationFrame(() => {
    countCrowds();
    partCame();
  });
}

// htmx itself goes to the fragment of an address once it has drawn: the panel's row, which in a panel beside the text
// is the wrong thing to scroll the page to. So the page is put back first, and last of all ours is brought into view.
let before = { scroll: 0, cursor: false, chose: "" };
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target?.id === "bench") before = { scroll: scrollY, cursor: cursorHasFocus(), chose: bench()?.dataset.chosen };
  if (event.detail.requestConfig?.path.includes("/zones")) forgetSentences(); // none goes across a zone
});
document.addEventListener("htmx:afterSettle", ({ detail }) =>
  queueMicrotask(() => {
    if (detail.target?.id !== "bench") return settlePart();
    if (beside()) scrollTo(0, before.scroll);
    keepView();
    settleView();
    settleFocus(before);
    drawBeside();
    const was = before;
    settleCursor().then(() => was.cursor && settleFocus(was));
  }),
);
// So does the browser, when it opens a page.
const open = () => {
  settleView();
  drawBeside();
};
if (document.readyState === "complete") open();
else addEventListener("load", () => setTimeout(open));
