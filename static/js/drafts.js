// What is typed is kept in this browser until the desk has said that it is saved: a killed server, a cut line, a closed
// lid, an ended session lose nothing. A draft belongs to a person, a form, and the tab it was typed in.

const PREFIX = "wirecheck-draft:";
const AGE = 14 * 24 * 3600 * 1000;
const NOT_TYPED = new Set(["csrf_token", "key", "chosen"]);
// What a form was made from: it decides whether somebody else saved in between.
const SEEN = /^(row_version|own_version|seen|was_\w+)$/;

export const person = document.documentElement.dataset.person ?? "";

/** A name for this tab that lives as long as it does, also over a reload. A copied tab gets one of its own. */
const tab = await (async () => {
  const fresh = () => Math.random().toString(36).slice(2, 10);
  let own = sessionStorage.getItem("wirecheck-tab") ?? fresh();
  const held = (name) =>
    new Promise((tell) => {
      navigator.locks.request(`wirecheck-tab:${name}`, { ifAvailable: true }, (lock) => {
        tell(lock !== null);
        return lock ? new Promise(() => {}) : null; // held until the tab is closed
      });
    });
  if (navigator.locks && !(await held(own))) await held((own = fresh()));
  sessionStorage.setItem("wirecheck-tab", own);
  return own;
})();

/** The names of the tabs that are open. Without locks (a desk without TLS under another name than localhost) only ours
 * is known: another one's draft is then given back here too, never taken from there. */
async function openTabs() {
  const held = navigator.locks ? (await navigator.locks.query()).held : [];
  return new Set([tab, ...held.map((lock) => lock.name.replace("wirecheck-tab:", ""))]);
}

export function values(form) {
  const found = {};
  for (const field of form.elements) {
    if (!field.name || NOT_TYPED.has(field.name) || field.name.startsWith("take-")) continue;
    if (["submit", "button", "hidden", "file", "password"].includes(field.type) || field.tagName === "FIELDSET") continue;
    if (field.type === "checkbox" || field.type === "radio") {
      (found[field.name] ??= []).push(...(field.checked ? [field.value] : []));
    } else if (field.type === "select-multiple") found[field.name] = [...field.selectedOptions].map((each) => each.value);
    else found[field.name] = field.value;
  }
  return found;
}

const seenOf = (form) =>
  Object.fromEntries([...form.elements].filter((each) => SEEN.test(each.name)).map((each) => [each.name, each.value]));

function apply(form, kept) {
  for (const field of form.elements) {
    if (!(field.name in kept) || field.type === "hidden") continue;
    const words = kept[field.name];
    if (field.type === "checkbox" || field.type === "radio") field.checked = words.includes(field.value);
    else if (field.type === "select-multiple") for (const each of field.options) each.selected = words.includes(each.value);
    else field.value = words;
    if (field.value && field.value !== field.defaultValue) field.closest("details:not([open])")?.setAttribute("open", "");
  }
}

export const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
const place = (name, of = tab) => `${PREFIX}${person}:${name}:${of}`;
const clock = (at) => new Date(at).toTimeString().slice(0, 5);

/** All drafts of this person: {name, tab, place, draft}. */
function all() {
  const found = [];
  for (const where of Object.keys(localStorage)) {
    if (!where.startsWith(`${PREFIX}${person}:`)) continue;
    const [name, of] = where.slice(`${PREFIX}${person}:`.length).split(":");
    try {
      const draft = JSON.parse(localStorage.getItem(where));
      if (Date.now() - draft.at < AGE) found.push({ name, tab: of, place: where, draft });
      else localStorage.removeItem(where);
    } catch {
      localStorage.removeItem(where);
    }
  }
  return found.sort((a, b) => b.draft.at - a.draft.at);
}

/** Say under a form what is known of it: "kept", "saved", "trouble" or "" for nothing. */
export function note(form, words, state = "") {
  let where = form.querySelector("[data-draft-note]");
  if (!where) {
    where = document.createElement("p");
    where.dataset.draftNote = "";
    where.className = "draft-note small muted";
    where.setAttribute("role", "status");
    form.append(where);
  }
  where.textContent = words;
  where.dataset.state = state;
  return where;
}

const made = new WeakMap(); // what stood in a form when it was drawn; {} where that was what somebody had typed
let refusedNow = ""; // the form that the desk has just refused: it comes back with what was typed in it

function write(form, change) {
  const name = place(form.dataset.draft);
  const draft = { ...JSON.parse(localStorage.getItem(name) ?? "{}"), ...change };
  try {
    localStorage.setItem(name, JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

function keep(form) {
  const typed = values(form);
  if (same(typed, made.get(form))) {
    localStorage.removeItem(place(form.dataset.draft));
    note(form, "");
    return;
  }
  const title = Object.entries(typed).find(([name, words]) => typeof words === "string" && words !== (made.get(form)[name] ?? ""));
  const kept = write(form, {
    at: Date.now(),
    values: typed,
    seen: seenOf(form),
    key: form.elements.key?.value ?? "",
    sent: false,
    page: location.pathname + location.search + location.hash,
    title: (title?.[1] ?? "").slice(0, 60),
  });
  if (kept) note(form, "Not saved yet; kept in this browser.", "kept");
  else note(form, "Not saved yet, and too much to be kept in this browser.", "trouble");
}

/** Whether something is typed in this form that the desk does not have. */
export const changed = (form) => form.isConnected && made.has(form) && !same(values(form), made.get(form));

/** The form was sent: what becomes of it is not known until the desk answers. */
export function sent(form) {
  if (localStorage.getItem(place(form.dataset.draft))) write(form, { sent: true });
}

/** The desk answered that it has it: for forms without a key to ask by. */
export function drop(form) {
  localStorage.removeItem(place(form.dataset.draft));
}

/** The desk answered and has not saved it. */
export function refused(form) {
  refusedNow = form.dataset.draft;
  if (localStorage.getItem(place(form.dataset.draft))) write(form, { sent: false });
}

/** Ask the desk whether the form with this key is saved: {saved, at}, or null when it does not say. */
export async function ask(key) {
  try {
    const answer = await fetch(`/saved?key=${encodeURIComponent(key)}`, { cache: "no-store", redirect: "manual" });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

/** What became of a draft that was sent: true when it is saved, and then it is dropped. */
async function settled({ place: where, draft }) {
  if (!draft.sent || !draft.key) return null;
  const answer = await ask(draft.key);
  if (answer?.saved) localStorage.removeItem(where);
  return answer;
}

/** Give back what was typed into this form and is not on the desk. */
async function giveBack(form) {
  const open = await openTabs();
  const own = all().filter((each) => each.name === form.dataset.draft);
  const found = own.find((each) => each.tab === tab) ?? own.find((each) => !open.has(each.tab));
  if (!found) {
    if (own.length) note(form, "You are typing in this form in another tab, too.", "kept");
    return;
  }
  const { draft } = found;
  const answer = await settled(found);
  if (answer?.saved) {
    if (!changed(form)) note(form, `Saved ${answer.at}`, "saved");
    return;
  }
  if ("stale" in form.dataset || refusedNow === form.dataset.draft) {
    refusedNow = "";
    made.set(form, {});
    return;
  }
  if (changed(form)) return;
  if (same(draft.values, made.get(form))) {
    localStorage.removeItem(found.place); // it stands on the desk, whoever saved it
    return;
  }
  apply(form, draft.values);
  if (form.elements.key && draft.sent) form.elements.key.value = draft.key; // the same save, should it have arrived
  const now = seenOf(form);
  for (const [name, version] of Object.entries(draft.seen)) if (form.elements[name]) form.elements[name].value = version;
  write(form, { ...draft, key: form.elements.key?.value ?? "" });
  if (found.tab !== tab) localStorage.removeItem(found.place);
  if (same(now, draft.seen)) {
    note(form, `What you had typed at ${clock(draft.at)} is back. It is not saved yet.`, "kept");
  } else {
    const where = note(form, `What you had typed at ${clock(draft.at)} is back. It was changed on the desk since. `, "kept");
    const compare = document.createElement("button");
    compare.className = "btn btn-small btn-plain";
    compare.textContent = "Compare";
    compare.dataset.compare = ""; // sent as it was typed, it is refused and comes back with both sides
    where.append(compare);
  }
}

function watch(form) {
  if (made.has(form)) return null;
  made.set(form, values(form));
  form.addEventListener("input", () => keep(form));
  return giveBack(form);
}

/** Watch the forms that are drawn now, and ask what became of those that were sent and are not on the page any more. */
export async function watchDrafts() {
  if (!person) return;
  const forms = [...document.querySelectorAll("form[data-draft]")];
  await Promise.all(forms.map(watch));
  const here = new Set(forms.map((form) => form.dataset.draft));
  const open = await openTabs();
  const gone = all().filter((each) => !here.has(each.name) && (each.tab === tab || !open.has(each.tab)));
  await Promise.all(gone.map(settled));
  list(gone.filter((each) => localStorage.getItem(each.place)));
}

/** What is kept of forms on other pages: a line with the way there, and one to let it go. */
function list(kept) {
  document.querySelector("#kept-drafts")?.remove();
  if (!kept.length) return;
  const line = document.createElement("p");
  line.id = "kept-drafts";
  line.className = "notice small";
  line.append("Typed and not saved: ");
  for (const { place: where, draft } of kept.slice(0, 5)) {
    const link = document.createElement("a");
    link.href = draft.page;
    link.textContent = `${draft.title || "a form"}, ${clock(draft.at)}`;
    const drop = document.createElement("button");
    drop.type = "button";
    drop.className = "btn btn-small btn-quiet";
    drop.textContent = "Let it go";
    drop.setAttribute("aria-label", `Let go of ${link.textContent}`);
    drop.addEventListener("click", () => {
      localStorage.removeItem(where);
      watchDrafts();
    });
    line.append(link, " ", drop);
  }
  document.querySelector("#trouble")?.after(line);
}
