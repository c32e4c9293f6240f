// The workbench: choosing by click and key, making things of selected words. Everything it does is also a link
// or a button, so the page works without it.

import { announce, typing } from "./site.js";
import { selectedSpan } from "./selection.js";

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

function step(by) {
  const all = items();
  if (all.length === 0) return;
  const at = all.indexOf(chosen());
  choose(all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + by))]);
}

function bar() {
  return document.querySelector("#selection-bar");
}

function offerSelection() {
  const place = bar();
  if (!place) return;
  const span = selectedSpan();
  place.hidden = span === null;
  if (span === null) return;
  for (const link of place.querySelectorAll("a[data-new]")) {
    const address = new URL(link.href);
    address.searchParams.set("start", span.start);
    address.searchParams.set("end", span.end);
    link.href = address.href;
  }
}

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
  return window.htmx.ajax("GET", address, swap).then(() => history.replaceState(history.state, "", address + fragment));
}

document.addEventListener("click", (event) => {
  const making = event.target instanceof Element ? event.target.closest("#selection-bar a") : null;
  if (making) {
    event.preventDefault();
    show(making.pathname + making.search, making.hash);
    return;
  }
  const segment = event.target instanceof Element ? event.target.closest("#text .seg") : null;
  if (!segment || !document.getSelection()?.isCollapsed) return;
  const thing = thingAt(segment);
  if (!thing) return;
  show(`/articles/${bench().dataset.article}?${thing.kind}=${thing.id}`, `#${thing.kind}-${thing.id}`);
});

document.addEventListener("selectionchange", offerSelection);

const STEPS = { j: 1, n: 1, k: -1, p: -1 };

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && typing(event.target)) {
    event.target.blur();
    return;
  }
  if (typing(event.target) && event.target.type !== "radio") return;
  if (event.key in STEPS) {
    event.preventDefault();
    step(STEPS[event.key]);
    return;
  }
  const making = { c: "claim", g: "garble", x: "correction", z: "zone", h: "stretch" }[event.key];
  const link = making && !bar()?.hidden ? bar()?.querySelector(`a[data-new="${making}"]`) : null;
  const button = link ?? document.querySelector(`.panel [data-key="${CSS.escape(event.key)}"]`);
  if (!button) return;
  event.preventDefault();
  button.click();
  if (button.type === "radio") document.querySelector("#confidence")?.focus();
});

/** Whether the panel stands beside the text and scrolls by itself. */
function beside() {
  const panel = document.querySelector("#panel");
  return panel !== null && getComputedStyle(panel).overflowY === "auto";
}

/** Bring the chosen thing into view on both sides, and say what it is. */
function settleView() {
  const item = chosen();
  const panel = document.querySelector("#panel");
  if (item && panel) {
    if (beside()) panel.scrollTop += item.getBoundingClientRect().top - panel.getBoundingClientRect().top - 36;
    else item.scrollIntoView({ block: "start" });
    const inText = document.querySelector(`#in-${item.dataset.item}`) ?? document.querySelector("#text .seg.chosen");
    const box = inText?.getBoundingClientRect();
    if (box && beside() && (box.top < 60 || box.bottom > innerHeight - 60)) inText.scrollIntoView({ block: "center" });
    announce(item.querySelector(".item-words")?.textContent.trim() ?? "");
  }
  if (document.querySelector("#new")) document.querySelector("#new textarea:not([readonly]), #new select")?.focus();
}

// htmx itself goes to the fragment of an address once it has drawn: the panel's row, which in a panel beside the text
// is the wrong thing to scroll the page to. So the page is put back first, and last of all ours is brought into view.
let before = 0;
document.addEventListener("htmx:beforeSwap", () => {
  before = scrollY;
});
document.addEventListener("htmx:afterSettle", () =>
  queueMicrotask(() => {
    if (beside()) scrollTo(0, before);
    settleView();
    // What had the focus is gone with the old drawing: the Tab key goes on from what is chosen, not from the top.
    if (document.activeElement === document.body) chosen()?.querySelector("[data-choose]")?.focus({ preventScroll: true });
  }),
);
// So does the browser, when it opens a page.
if (document.readyState === "complete") settleView();
else addEventListener("load", () => setTimeout(settleView));
