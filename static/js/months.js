// Hits by month: dragged over, or gone through by arrow keys, they narrow the search to the days between. The two dates
// below them say the same, and can be typed.

const found = document.getElementById("found");
let anchor = -1; // where the stretch begins that is being chosen
let active = -1;
let dragging = false;

const chart = () => document.getElementById("months");
const bars = () => [...(chart()?.children ?? [])];

/** Say which months are meant: the active one, and all from the anchor to it. */
function paint() {
  const all = bars();
  const [first, last] = [Math.min(anchor, active), Math.max(anchor, active)];
  for (const [at, bar] of all.entries()) {
    bar.setAttribute("aria-selected", String(at >= first && at <= last));
    bar.classList.toggle("active", at === active);
  }
  chart().setAttribute("aria-activedescendant", all[active].id);
  const count = all.slice(first, last + 1).reduce((sum, bar) => sum + Number(bar.dataset.count), 0);
  const words = first === last ? all[active].getAttribute("aria-label") : `${all[first].dataset.label} to ${all[last].dataset.label}: ${count.toLocaleString("en")}`;
  document.getElementById("months-now").textContent = words;
}

function move(to, extend) {
  active = Math.max(0, Math.min(bars().length - 1, to));
  if (!extend || anchor < 0) anchor = active;
  paint();
}

/** Narrow the search to the stretch that is chosen. */
function apply() {
  const all = bars();
  const [first, last] = [Math.min(anchor, active), Math.max(anchor, active)];
  document.getElementById("from").value = all[first].dataset.first;
  document.getElementById("to").value = all[last].dataset.last;
  document.getElementById("search").dispatchEvent(new Event("narrow"));
}

/** Where the keys begin: what is narrowed to, or the newest month. */
function enter() {
  const all = bars();
  const chosen = all.map((bar) => bar.getAttribute("aria-selected") === "true");
  anchor = chosen.indexOf(true);
  active = chosen.lastIndexOf(true);
  if (anchor < 0) anchor = active = all.length - 1;
}

found.addEventListener("keydown", (event) => {
  if (event.target !== chart() || event.ctrlKey || event.metaKey || event.altKey) return;
  if (active < 0 || active >= bars().length) enter();
  const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowDown: -1, ArrowUp: 1, PageUp: 12, PageDown: -12, Home: -Infinity, End: Infinity };
  if (event.key in steps) move(active + steps[event.key], event.shiftKey);
  else if (event.key === "Enter" || event.key === " ") apply();
  else return;
  event.preventDefault();
  event.stopPropagation();
});

found.addEventListener("focusin", (event) => {
  if (event.target !== chart() || dragging) return;
  enter();
  chart().setAttribute("aria-activedescendant", bars()[active].id);
});

const barAt = (event) => {
  const left = chart().getBoundingClientRect();
  const at = Math.floor(((event.clientX - left.left) / left.width) * bars().length);
  return Math.max(0, Math.min(bars().length - 1, at));
};

found.addEventListener("pointerdown", (event) => {
  if (!event.target.closest?.("#months") || event.button !== 0) return;
  dragging = true;
  chart().setPointerCapture(event.pointerId);
  move(barAt(event), event.shiftKey);
});
found.addEventListener("pointermove", (event) => dragging && move(barAt(event), true));
found.addEventListener("pointerup", () => {
  if (!dragging) return;
  dragging = false;
  apply();
});
found.addEventListener("pointercancel", () => {
  dragging = false;
});
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target === found) [anchor, active] = [-1, -1];
});
