// What becomes of a save: sent once, answered or not, sent again with the same key until the desk says it has it.

import { drop, note, person, refused, same, sent, values, watchDrafts } from "./drafts.js";
import { sentForm, takeConflicts } from "./conflicts.js";
import { logIn } from "./login.js";

const SECONDS = 25; // a save that takes longer is not known to be saved
const PAUSES = [1, 2, 4, 8, 15, 30];
const AWAY = new Set([0, 502, 503, 504]); // no answer, or one of a proxy or a desk that says it did not do it

const draftOf = (event) => {
  const form = event.detail.elt?.closest?.("form[data-draft]");
  return form && event.detail.requestConfig?.verb !== "get" ? form : null;
};

/** Forms outside of what htmx draws by itself go through it, too: one way to send, to be refused, to log in. */
function adopt() {
  for (const form of document.querySelectorAll("form[data-draft]:not([hx-post])")) {
    if (form.closest("[hx-boost=true]")) continue;
    form.setAttribute("hx-post", form.getAttribute("action"));
    form.setAttribute("hx-target", "#main");
    form.setAttribute("hx-select", "#main");
    form.setAttribute("hx-swap", "outerHTML show:top");
    form.dataset.wholePage = "";
    window.htmx.process(form);
  }
}

document.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-Person"] = person;
  const form = event.detail.elt.closest("form");
  if (!form || event.detail.verb === "get") return;
  if ("wholePage" in form.dataset) event.detail.headers["X-Whole-Page"] = "1";
});

let waiting = null; // the save that the desk did not answer: {form, button, typed}

document.addEventListener("htmx:beforeRequest", (event) => {
  const form = draftOf(event);
  if (!form) return;
  const button = event.detail.requestConfig.triggeringEvent?.submitter ?? null;
  sentForm(form);
  sent(form);
  if ("draft" in form.dataset && !form.closest("#paste")) event.detail.xhr.timeout = SECONDS * 1000;
  form.pressed = button;
  if (!form.querySelector(".htmx-indicator")) note(form, "Saving…", "sent");
});

/** Send a form again as it was sent before. */
function sendAgain(form, button = form.pressed) {
  if (!form.isConnected) return;
  if (button?.isConnected) form.requestSubmit(button);
  else form.requestSubmit();
}

/** Wait for the desk, and send again what it has not answered. What was changed meanwhile is left to the person. */
async function whenItIsBack(form) {
  const mine = { form, typed: values(form) };
  waiting = mine;
  for (let turn = 0; waiting === mine && form.isConnected; turn += 1) {
    await pause(PAUSES[Math.min(turn, PAUSES.length - 1)]);
    if (waiting !== mine || !form.isConnected) return;
    const answer = await fetch("/ready", { cache: "no-store" }).catch(() => null);
    if (!answer?.ok) continue;
    waiting = null;
    if (same(values(form), mine.typed)) sendAgain(form);
    else note(form, "The desk is back. Not saved yet; kept in this browser.", "kept");
  }
}

function pause(seconds) {
  return new Promise((done) => {
    const timer = setTimeout(done, seconds * 1000);
    addEventListener("online", () => (clearTimeout(timer), done()), { once: true });
  });
}

document.addEventListener("htmx:afterRequest", async (event) => {
  const form = draftOf(event);
  if (!form) return;
  const status = event.detail.xhr.status;
  if (status === 401) {
    refused(form);
    note(form, "Not saved: your session has ended. Kept in this browser.", "trouble");
    if (await logIn()) sendAgain(form);
  } else if (AWAY.has(status)) {
    // Whether it arrived is not known: it stays sent, and is sent again with its key.
    note(form, "The desk does not answer; whether this is saved is not known. Kept in this browser, and sent again by itself.", "trouble");
    whenItIsBack(form);
  } else {
    waiting = null;
    if (status < 400 && !form.elements.key) drop(form);
    if (status >= 400) {
      refused(form);
      if (form.isConnected) note(form, "Not saved. Kept in this browser.", "trouble");
    }
  }
});

// A link of the page after the session has ended: log in here, then go on. What is typed beside it is kept.
document.addEventListener("htmx:beforeOnLoad", async (event) => {
  const { xhr, elt, requestConfig } = event.detail;
  if (xhr.status !== 401 || requestConfig.verb !== "get") return;
  event.preventDefault();
  if ((await logIn()) && elt.isConnected) elt.click();
});

// The first change makes "Saved 23:41" untrue; a save that waits is then the person's own affair again.
document.addEventListener("input", (event) => {
  if (waiting && event.target.form === waiting.form) note(waiting.form, "Not saved yet; kept in this browser.", "kept");
});

function drawn() {
  adopt();
  takeConflicts();
  watchDrafts();
}

document.addEventListener("htmx:afterSettle", drawn);
document.addEventListener("htmx:afterSwap", takeConflicts);
if (document.readyState === "complete") drawn();
else addEventListener("load", drawn);
