// Keeps on the server what is typed in the form for a new report, a few seconds after typing, for this user alone.
// Nothing stays on the device. Without this module the form works the same, and is saved by its button.

const QUIET_MS = 3000; // so long after the last key
const AT_MOST_MS = 15000; // of typing on and on
const AGAIN_MS = 10000; // after a try that failed

const form = document.querySelector("form[data-autosave]");
const state = form?.querySelector("[data-autosave-state]");
let timer = 0;
let since = 0;
let sending = null;
let ended = false;

function plan(wait) {
  clearTimeout(timer);
  timer = setTimeout(keep, wait);
}

async function keep() {
  if (ended) return;
  if (sending) return plan(1000);
  since = 0;
  form.dataset.changed = "";
  sending = new AbortController();
  try {
    const answer = await fetch(form.dataset.autosave, { method: "POST", body: new FormData(form), signal: sending.signal, redirect: "error" });
    const said = await answer.json();
    if (!answer.ok) throw new Error(said.refused);
    const lines = said.saved ? [`${state.dataset.saved} ${said.saved}`] : [];
    if (said.left_out) lines.push(`${state.dataset.leftOut} ${said.left_out}`);
    state.removeAttribute("role"); // what goes well is seen, and read out only when asked for
    state.textContent = lines.join(". ");
    if (said.left_out) form.dataset.changed = "true";
  } catch {
    if (ended) return;
    form.dataset.changed = "true";
    state.setAttribute("role", "alert");
    state.textContent = state.dataset.failed;
    plan(AGAIN_MS);
  } finally {
    sending = null;
  }
}

form?.addEventListener("input", () => {
  since ||= Date.now();
  plan(Math.min(QUIET_MS, Math.max(0, since + AT_MOST_MS - Date.now())));
});

// What is on its way when the form is sent must not come after it.
form?.addEventListener("submit", () => {
  ended = true;
  clearTimeout(timer);
  sending?.abort();
});
window.addEventListener("pageshow", () => {
  ended = false;
});
