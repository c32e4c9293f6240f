// Comments: what has come into view is read, and the head of the page counts anew.

import "./mentions.js";

async function tell(form) {
  form.hidden = true;
  try {
    const token = document.querySelector('meta[name="csrf-token"]')?.content ?? "";
    const headers = { "X-CSRFToken": token, "X-Requested-With": "fetch" };
    const answer = await fetch(form.action, { method: "POST", headers, body: new FormData(form) });
    if (!answer.ok) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const link = page.querySelector("#for-me");
    if (link) document.querySelector("#for-me")?.replaceWith(link);
  } catch {
    form.hidden = false; // stays unread, and can be said by hand
  }
}

const watcher = new IntersectionObserver((entries) => {
  for (const entry of entries) {
    if (!entry.isIntersecting) continue;
    watcher.unobserve(entry.target);
    tell(entry.target);
  }
});

function watch() {
  for (const form of document.querySelectorAll("form[data-seen]")) watcher.observe(form);
}

for (const drawn of ["htmx:afterSettle", "live:drawn"]) document.addEventListener(drawn, watch);
watch();
