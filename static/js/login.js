// Logging in again without leaving the page: what is typed stays where it is, and is sent afterwards.

import { renew } from "./site.js";
import { person } from "./drafts.js";

let asking = null;

async function session() {
  const answer = await fetch("/session", { cache: "no-store" });
  return answer.json();
}

function built() {
  const dialog = document.createElement("dialog");
  dialog.id = "log-in";
  dialog.setAttribute("aria-labelledby", "log-in-head");
  dialog.innerHTML = `
    <form method="post" action="/login">
      <h2 id="log-in-head">Log in again</h2>
      <p>Your session has ended. What you typed stays on this page and is sent once you are logged in.</p>
      <p class="notice bad" role="alert" hidden></p>
      <div class="field"><label class="form-label" for="log-in-email">E-mail</label>
        <input class="form-control" id="log-in-email" name="email" type="email" autocomplete="username" required></div>
      <div class="field"><label class="form-label" for="log-in-password">Password</label>
        <input class="form-control" id="log-in-password" name="password" type="password" autocomplete="current-password" required></div>
      <div class="actions"><button class="btn btn-primary">Log in</button>
        <button class="btn btn-quiet" type="button" data-later>Later</button></div>
    </form>`;
  return dialog;
}

/** What became of the log-in: "" when somebody is logged in, else what to say. */
async function tried(form, token) {
  const body = new URLSearchParams({ ...Object.fromEntries(new FormData(form)), csrf_token: token });
  const answer = await fetch("/login", { method: "POST", body, redirect: "manual" });
  if (answer.type === "opaqueredirect") return "";
  if (answer.status === 429) return "Too many tries. Wait a minute, then try again.";
  return "E-mail address and password do not fit together.";
}

function ask(dialog) {
  const form = dialog.querySelector("form");
  const trouble = dialog.querySelector("[role=alert]");
  const say = (words) => {
    trouble.textContent = words;
    trouble.hidden = false;
  };
  return new Promise((done) => {
    dialog.addEventListener("close", () => done(dialog.returnValue === "in"));
    dialog.querySelector("[data-later]").addEventListener("click", () => dialog.close());
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      try {
        const wrong = await tried(form, (await session()).token);
        const now = wrong ? null : await session();
        if (wrong) {
          say(wrong);
          form.elements.password.value = "";
          form.elements.password.focus();
        } else if (String(now.person) === person) {
          renew(now.token);
          dialog.close("in");
        } else {
          const name = document.documentElement.dataset.name;
          say(`You are ${now.name} now. What is typed on this page is ${name}'s: it is not sent, and kept for ${name} in this browser.`);
          for (const field of form.querySelectorAll(".field, .btn-primary, #log-in-head + p")) field.hidden = true;
          const reload = document.createElement("a");
          Object.assign(reload, { className: "btn btn-primary", href: location.href, textContent: "Reload the page" });
          dialog.querySelector(".actions").prepend(reload);
          reload.focus();
        }
      } catch {
        say("The desk cannot be reached. Try again.");
      }
    });
  });
}

/** Let the person log in here. True once the person whose page this is has a session again. */
export function logIn() {
  asking ??= (async () => {
    const opener = document.activeElement;
    try {
      const now = await session();
      if (String(now.person) === person) {
        renew(now.token); // logged in again in another tab
        return true;
      }
    } catch {
      return false;
    }
    const dialog = built();
    document.body.append(dialog);
    dialog.showModal();
    dialog.querySelector("input").focus();
    const done = await ask(dialog);
    dialog.remove();
    if (opener instanceof HTMLElement && opener.isConnected) opener.focus({ preventScroll: true });
    return done;
  })().finally(() => {
    asking = null;
  });
  return asking;
}
