// What others do on the article that is open: rows, counts and marks are drawn anew where they changed, and nothing
// that is being typed in, selected or read is touched.

import { announce } from "./site.js";
import { changed, person, watchDrafts } from "./drafts.js";

const EVERY = 2; // seconds; "seen within 3 s" is tested
const SLOWEST = 30;

// Never on to the log-in page: the cookie that it sets would come after that of a log-in made meanwhile.
const quietly = { cache: "no-store", redirect: "manual" };

const bench = () => document.querySelector("#bench");
const chosen = () => bench()?.querySelector(".item.chosen");

let latest = null; // the newest entry of the history that this page has seen
let seenOn = null; // the bench that it was read from
let tag = "";
let failed = 0;
let busy = 0; // requests of the page itself: what they draw is newer than what we would
let wanted = false; // something changed that is not drawn yet
const versions = new Map(); // of the articles that this page has shown: which version it showed last

document.addEventListener("htmx:beforeRequest", () => (busy += 1));
document.addEventListener("htmx:afterRequest", () => (busy = Math.max(0, busy - 1)));

function place(id, before, make) {
  let found = document.querySelector(`#${id}`);
  if (!found) {
    found = make();
    found.id = id;
    before.before(found);
  }
  return found;
}

/** One line above the text: who else is here, and whether the desk answers. */
function tell(words, state) {
  const head = document.querySelector("#bench .bench");
  if (!head) return;
  const line = place("live-line", head, () => {
    const made = document.createElement("p");
    made.className = "live-line small muted";
    return made;
  });
  if (line.textContent !== words) line.textContent = words;
  line.dataset.state = state;
  line.hidden = !words;
}

const nameOf = (thing) => {
  const [kind, id] = thing.split("-");
  const number = document.querySelector(`#${kind}-${id} .item-number`)?.textContent.trim();
  return number && number !== "–" ? `${kind} ${number}` : `a ${kind}`;
};

let here = [];

function tellWhoIsHere() {
  tell(
    here.map(({ who, at }) => `${who} is ${at ? `on ${nameOf(at)}` : "here"}.`).join(" "),
    "",
  );
}

/** Say that the text on this page is not the newest any more, or is another one than it was: what stands there is left
 * as it is, for it may be in the middle of being typed, and belongs to the text that it was typed for. */
function tellOfVersion({ number, at, who }, shown) {
  const head = document.querySelector("#bench .bench");
  if (!head) return;
  const line = place("version-line", head, () => Object.assign(document.createElement("p"), { className: "notice warn" }));
  if (line.dataset.number === String(number)) return;
  line.dataset.number = number;
  const is = shown === number;
  const came = at ? ` came in at ${at}${who ? `, from ${who}` : ""}` : " came in";
  const words = is ? `Version ${number}${came} meanwhile, and is what you see now. ` : `Version ${number} of this article${came}. You still see version ${shown}. `;
  const before = is ? number - 1 : shown;
  const link = (text, address) => Object.assign(document.createElement("a"), { textContent: text, href: address });
  const article = `/articles/${bench().dataset.article}`;
  line.replaceChildren(words);
  if (!is) line.append(link(`Go to version ${number}`, article), " · ");
  line.append(link("compare", `${article}/versions?from=${before}&to=${number}`));
  if (!is) line.append(". What you type is kept.");
  announce(line.textContent);
}

/** Whether the person is in the middle of something there. */
function inUse(part) {
  if (part.contains(document.activeElement) && document.activeElement !== part) return true;
  return [...part.querySelectorAll("form[data-draft]")].some(changed);
}

function selecting(part) {
  const selection = document.getSelection();
  return Boolean(selection && !selection.isCollapsed && selection.rangeCount && selection.getRangeAt(0).intersectsNode(part));
}

/** Put the children of one element in the place of another's, where they differ. */
function refill(old, fresh) {
  if (!old || !fresh || old.innerHTML === fresh.innerHTML) return false;
  old.replaceChildren(...[...fresh.childNodes].map((node) => document.importNode(node, true)));
  return true;
}

/** What can be compared: keys of forms are new in each drawing, and what this page says of saving and of others' changes
 * is its own. The row versions and the words decide. */
function said(part) {
  const copy = part.cloneNode(true);
  for (const own of copy.querySelectorAll(".seen-change, [data-draft-note]")) own.remove();
  return copy.textContent.replace(/\s+/g, " ").trim() + [...part.querySelectorAll("input[name=row_version], input[name=own_version]")].map((each) => each.value);
}

function row(old, fresh) {
  refill(old.querySelector(":scope > .item-head"), fresh.querySelector(":scope > .item-head"));
  const [body, now] = [old, fresh].map((item) => item.querySelector(":scope > .item-body"));
  if (!body || !now || inUse(body) || body.querySelector("[data-conflict]")) return;
  if (said(body) === said(now)) return;
  refill(body, now);
  window.htmx.process(body);
  watchDrafts();
}

/** Bring a list in line with how it is drawn now, row by row. What is in use stays where it is. */
function list(old, fresh) {
  let at = old.firstElementChild;
  const wantedIds = new Set([...fresh.children].map((item) => item.id));
  for (const item of fresh.children) {
    const own = item.id ? document.getElementById(item.id) : null;
    if (own) row(own, item);
    while (at && !wantedIds.has(at.id)) at = at.nextElementSibling;
    if (own === at && at) at = at.nextElementSibling;
    else if (!own) old.insertBefore(document.importNode(item, true), at);
    else if (!inUse(own)) old.insertBefore(own, at);
  }
}

function leave(fresh) {
  for (const item of [...bench().querySelectorAll(".item")]) {
    if (item.id && !fresh.getElementById(item.id) && !inUse(item) && item !== chosen()) item.remove();
  }
}

/** The comments of a list that are new, put below those that are there. */
function comments(fresh) {
  for (const comment of fresh.querySelectorAll("#panel > .comment[id]")) {
    if (document.getElementById(comment.id)) continue;
    const form = document.querySelector("#panel > form");
    if (form) form.before(document.importNode(comment, true));
    else document.querySelector("#panel").append(document.importNode(comment, true));
  }
}

/** Draw what changed. False where some of it must wait, because it is selected just now. */
function draw(fresh) {
  const now = fresh.querySelector("#bench");
  if (!now || !bench() || now.dataset.article !== bench().dataset.article) return true;
  if (now.dataset.chosen !== bench().dataset.chosen) return true; // the page went on meanwhile: it draws itself
  if (now.dataset.version !== bench().dataset.version) return true; // another text: its marks are not those of this one
  const counts = [...bench().querySelectorAll(".tabs .count")];
  [...now.querySelectorAll(".tabs .count")].forEach((count, at) => refill(counts[at], count));
  const lists = [...bench().querySelectorAll("#panel .items")];
  const drawn = [...now.querySelectorAll("#panel .items")];
  if (lists.length === drawn.length) drawn.forEach((items, at) => list(lists[at], items));
  leave(fresh);
  comments(fresh);
  latest = Math.max(latest, Number(now.dataset.latest));
  const [text, marked] = [document.querySelector("#text"), now.querySelector("#text")];
  // Of a long text the page has other parts than the one drawn anew: its marks are drawn when something is chosen.
  if (!text || !marked || marked.querySelector(".to-come")) return true;
  if (selecting(text) || (text.contains(document.activeElement) && document.activeElement !== text)) return false;
  for (const part of text.querySelectorAll("details[open]")) {
    marked.querySelector(`details.${CSS.escape(part.classList[0] ?? "")}`)?.setAttribute("open", "");
  }
  if (refill(text, marked)) window.htmx.process(text);
  return true;
}

/** Say at what is being edited that somebody else saved it, with the way to see both. */
function notice(change) {
  const item = chosen();
  const body = item?.querySelector(":scope > .item-body");
  if (!body || !inUse(body)) return;
  body.querySelector(".seen-change")?.remove();
  const line = document.createElement("p");
  line.className = "notice warn small seen-change";
  line.setAttribute("role", "status");
  line.append(`${change.who ?? "The desk"} changed this at ${change.at}. `);
  const look = document.createElement("button");
  look.type = "button";
  look.className = "btn btn-small btn-plain";
  look.textContent = "Look";
  look.addEventListener("click", () => {
    const form = body.querySelector("#judge");
    // Sent as it was made from the older claim, it is refused and comes back with both sides, field by field.
    if (form && changed(form)) form.requestSubmit(form.querySelector('button[value="stay"]'));
    else item.querySelector("[data-choose]")?.click();
  });
  line.append(look);
  body.prepend(line);
}

async function redraw() {
  const answer = await fetch(location.pathname + location.search, quietly);
  if (!answer.ok || busy) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (busy) return; // the page asked for something itself meanwhile
  wanted = !draw(fresh);
  document.dispatchEvent(new Event("live:drawn"));
}

async function look() {
  const about = bench();
  if (about !== seenOn) {
    // Drawn anew: what it shows is what it was made from.
    seenOn = about;
    latest = Number(about.dataset.latest);
    wanted = false;
    tellWhoIsHere();
    const version = Number(about.dataset.version);
    if (version > (versions.get(about.dataset.article) ?? version)) tellOfVersion({ number: version }, version);
    versions.set(about.dataset.article, version);
  }
  const query = new URLSearchParams({ after: latest, here: tag, at: about.dataset.chosen ?? "", version: about.dataset.version });
  const answer = await fetch(`/articles/${about.dataset.article}/changes?${query}`, quietly);
  if (answer.type === "opaqueredirect") {
    tell("You are logged out. What you type is kept; log in when you save.", "lost");
    return;
  }
  if (answer.status !== 204) {
    if (!answer.ok) throw new Error(answer.status);
    const said = await answer.json();
    if (about !== bench() || busy) return; // it is asked again
    [latest, tag, here] = [said.latest, said.tag, said.here];
    const others = said.changes.filter((change) => !change.own || change.thing !== about.dataset.chosen);
    if (said.version) tellOfVersion(said.version, Number(about.dataset.version));
    if (said.changes.length) wanted = true;
    const mine = others.findLast((change) => change.thing === about.dataset.chosen && change.thing);
    if (mine) notice(mine);
    const last = others.findLast((change) => !change.own && change.who);
    if (last) announce(`${last.who} changed ${last.thing ? nameOf(last.thing) : "the article"}.`);
  }
  if (wanted) await redraw();
  tellWhoIsHere();
}

async function turn() {
  let pause = EVERY;
  if (document.visibilityState === "visible" && bench() && person && !busy) {
    try {
      await look();
      failed = 0;
    } catch {
      failed += 1;
      if (failed > 1) tell("The desk does not answer. What you type is kept in this browser.", "lost");
      pause = Math.min(SLOWEST, EVERY * 2 ** failed);
    }
  }
  timer = setTimeout(turn, pause * 1000);
}

let timer = setTimeout(turn, EVERY * 1000);
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState !== "visible") return;
  clearTimeout(timer);
  turn();
});
