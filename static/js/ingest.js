// The page for adding articles: files may be dropped.

function shown(files) {
  const names = [...files].slice(0, 5).map((file) => file.name);
  const rest = files.length - names.length;
  return names.join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}

function makeDroppable(zone) {
  const input = zone.querySelector("input[type=file]");
  const list = zone.querySelector("[data-drop-list]");
  const tooLarge = zone.querySelector("[data-too-large]");
  zone.querySelector("[data-drop-hint]").hidden = false;
  const tell = () => {
    const bytes = [...input.files].reduce((sum, file) => sum + file.size, 0);
    tooLarge.hidden = bytes <= Number(tooLarge.dataset.bytes);
    list.hidden = input.files.length < 2;
    list.textContent = shown(input.files);
  };
  input.addEventListener("change", tell);
  // Said here before it is sent: minutes of sending only to be refused would be a poor answer.
  input.form.addEventListener("submit", (event) => {
    if (tooLarge.hidden) return;
    event.preventDefault();
    input.focus();
  });
  zone.addEventListener("dragover", (event) => {
    event.preventDefault();
    zone.classList.add("over");
  });
  zone.addEventListener("dragleave", () => zone.classList.remove("over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("over");
    if (event.dataTransfer.files.length === 0) return;
    input.files = event.dataTransfer.files;
    tell();
  });
}

for (const zone of document.querySelectorAll("[data-drop]")) makeDroppable(zone);
