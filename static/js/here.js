// All that stands at the cursor, at the selected words or at the chosen thing, in a list to choose from.

import { announce } from "./site.js";
import { openDialog } from "./help.js";
import { current, piecesOfThing, thingsOn } from "./cursor.js";
import { selectedSpan } from "./selection.js";

/** The stretches that are meant: of selected words, of the sentence at the cursor, else of the chosen thing. */
function meant() {
  const span = selectedSpan() ?? current();
  if (span) return [span];
  const [kind, id] = document.querySelector("#bench")?.dataset.chosen.split("-") ?? [];
  return kind && id ? piecesOfThing({ kind, id }).map((piece) => ({ start: Number(piece.dataset.start), end: Number(piece.dataset.start) + 1 })) : [];
}

/** List it; what is chosen in the list goes to `choose`. Gives false where nothing stands there. */
export function listHere(choose) {
  const things = new Map(meant().flatMap(thingsOn).map((thing) => [`${thing.kind}-${thing.id}`, thing]));
  if (!things.size) {
    announce("Nothing stands here.");
    return true;
  }
  const dialog = openDialog(
    "Here",
    (place) => {
      const list = Object.assign(document.createElement("ol"), { className: "here" });
      for (const thing of things.values()) {
        const button = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-quiet", autofocus: list.children.length === 0 });
        const words = Object.assign(document.createElement("bdi"), { textContent: thing.quote.trim() });
        button.append(thing.kind === "garble" ? "Garble " : `${thing.words} `, words);
        button.addEventListener("click", () => {
          dialog.close();
          choose(thing);
        });
        const row = document.createElement("li");
        row.append(button);
        list.append(row);
      }
      place.append(list);
    },
    "things-here",
  );
  dialog.addEventListener("keydown", (event) => {
    const by = { ArrowDown: 1, j: 1, n: 1, ArrowUp: -1, k: -1, p: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    const all = [...dialog.querySelectorAll(".here button")];
    all[(all.indexOf(document.activeElement) + by + all.length) % all.length].focus();
  });
  return true;
}

const FEW = 3; // claims on the same words that two lines below them are enough for

/** Where more claims than a few share words, how many more; once behind each such stretch. */
export function countCrowds() {
  for (const piece of document.querySelectorAll("#text .claims")) {
    const more = piece.dataset.claims.split(" ").length - FEW;
    const next = piece.nextElementSibling;
    if (more > 0 && next?.dataset.claims !== piece.dataset.claims) piece.dataset.more = `+${more}`;
  }
}
