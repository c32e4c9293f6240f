// A save that was refused because somebody else was first: what is chosen of each field goes into the form at once.

let last = null; // the form that was sent last, for a refusal that stands outside of it

export function sentForm(form) {
  last = form;
}

const words = (side) => side?.textContent ?? "";

function put(form, name, value) {
  const field = form.elements[name];
  if (!field) return false;
  const fields = field instanceof RadioNodeList ? [...field] : [field];
  for (const each of fields) {
    if (each.type === "checkbox") each.checked = value.split(", ").includes(each.value);
    else if (each.type === "radio") each.checked = each.value === value;
    else each.value = value;
  }
  fields[0].closest("details:not([open])")?.setAttribute("open", "");
  fields[0].dispatchEvent(new Event("input", { bubbles: true }));
  return true;
}

function choose(form, sides, side) {
  const [theirs, mine] = [words(sides.querySelector("[data-theirs]")), words(sides.querySelector("[data-mine]"))];
  put(form, sides.dataset.field, { theirs, mine, both: `${theirs}\n${mine}` }[side]);
}

/** Let a refusal's choices work on their form. A form that is told to be chosen here needs no other answer. */
function take(notice) {
  if (notice.dataset.taken || !("form" in notice.dataset)) return;
  notice.dataset.taken = "yes";
  const form = document.getElementById(notice.dataset.form) ?? (last?.isConnected ? last : null);
  if (!form) return;
  if (!form.elements.chosen) {
    const said = document.createElement("input");
    Object.assign(said, { type: "hidden", name: "chosen", value: "here" });
    form.append(said);
  }
  // Saved again, it is saved in sight of both.
  if (notice.dataset.version && form.elements.row_version) form.elements.row_version.value = notice.dataset.version;
  for (const sides of notice.querySelectorAll("[data-field]")) {
    const name = sides.dataset.field;
    const was = form.elements[`was_${name}`];
    if (was) was.value = words(sides.querySelector("[data-theirs]"));
    if (!form.elements[name]) for (const radio of sides.querySelectorAll("input")) radio.hidden = true;
    sides.addEventListener("change", (event) => choose(form, sides, event.target.value));
  }
  for (const merged of notice.querySelectorAll('[data-side="theirs"]')) {
    put(form, merged.dataset.merged, merged.dataset.value);
    const was = form.elements[`was_${merged.dataset.merged}`];
    if (was) was.value = merged.dataset.value;
  }
  setTimeout(() => {
    notice.scrollIntoView({ block: "nearest" });
    notice.querySelector("input:checked")?.focus({ preventScroll: true });
  }, 50); // last of all: what is drawn anew is brought into view first
}

export function takeConflicts() {
  for (const notice of document.querySelectorAll("[data-conflict]")) take(notice);
}
