// Saved searches: when one is opened, its hits count as seen; a feed's address is ready to be copied.

const token = () => document.querySelector('meta[name="csrf-token"]')?.content ?? "";

const opened = document.querySelector("[data-seen]");
if (opened) {
  fetch(opened.dataset.seen, { method: "POST", headers: { "X-CSRFToken": token(), "X-Requested-With": "fetch" } }).catch(() => {
    // The count stays as it was; the page of saved searches has a button for it.
  });
}

const address = document.querySelector("[data-select]");
address?.focus({ preventScroll: true });
address?.select();
