// The keys that hold on this page, in a dialog of the browser: it keeps the focus, gives it back, and Escape closes it.

function element(tag, words = "", more = {}) {
  const made = Object.assign(document.createElement(tag), more);
  if (words) made.textContent = words;
  return made;
}

/** Open a dialog with this heading over the page. What had the focus has it again when the dialog is closed. */
export function openDialog(heading, fill, name) {
  const before = document.activeElement;
  const dialog = element("dialog", "", { className: "over", id: name });
  const head = element("h2", heading, { id: `${name}-head`, tabIndex: -1 });
  dialog.setAttribute("aria-labelledby", head.id);
  const close = element("button", "Close", { type: "button", className: "btn btn-small btn-quiet" });
  close.append(element("kbd", "Esc", { ariaHidden: "true" }));
  close.addEventListener("click", () => dialog.close());
  const top = element("div", "", { className: "over-head" });
  top.append(head, close);
  dialog.append(top);
  fill(dialog);
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close(); // beside it
  });
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
  });
  document.body.append(dialog);
  dialog.showModal();
  (dialog.querySelector("[autofocus]") ?? close).focus();
  return dialog;
}

/** Show these commands by group, and on the workbench the keys that are always the same. */
export function showKeys(commands, fixed, shown, single) {
  openDialog(
    "Keys",
    (dialog) => {
      const groups = element("div", "", { className: "key-groups" });
      for (const group of [...new Set(commands.map((each) => each.group))]) {
        const part = element("section");
        part.append(element("h3", group));
        const list = element("dl");
        const rows = commands.filter((each) => each.group === group).map((each) => [shown(each.key), each.words]);
        if (document.querySelector("#bench")) rows.push(...fixed.filter((row) => row[2] === group));
        for (const [key, words] of rows) {
          const term = element("dt");
          term.append(element("kbd", key));
          list.append(term, element("dd", words));
        }
        part.append(list);
        groups.append(part);
      }
      const note = element("p", single ? "" : "Single characters are switched off: press them together with Alt. ", { className: "small muted" });
      note.append(element("a", single ? "Change the keys, or switch single characters off" : "Change the keys, or switch single characters on", { href: "/account#keys" }));
      dialog.append(groups, note);
    },
    "keys-here",
  );
  return true;
}
