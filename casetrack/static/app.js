"use strict";

// Small comforts on top of pages that work without them. Nothing personal is kept on the device.

const THEME_COOKIE = "casetrack_theme";

function chooseTheme(theme) {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  if (theme === "light" || theme === "dark") {
    document.documentElement.dataset.theme = theme;
    document.cookie = `${THEME_COOKIE}=${theme}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
  } else {
    delete document.documentElement.dataset.theme;
    document.cookie = `${THEME_COOKIE}=; Path=/; Max-Age=0; SameSite=Lax${secure}`;
  }
  for (const button of document.querySelectorAll("[data-theme-form] button[name=theme]")) {
    button.setAttribute("aria-pressed", String(button.value === theme));
  }
}

// The theme changes without loading the page, so that what was typed stays.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.matches("[data-theme-form]") && event.submitter) {
    event.preventDefault();
    chooseTheme(event.submitter.value);
  }
});

// A second click on the button of a form does nothing; coming back to the page frees it again.
document.addEventListener("submit", (event) => {
  const form = event.target;
  // What opens in another tab (a preview) leaves the form as it is.
  if (!form.matches("form[data-guard]") || event.defaultPrevented || event.submitter?.formTarget === "_blank") return;
  if (form.dataset.busy === "true") {
    event.preventDefault();
    return;
  }
  form.dataset.busy = "true";
  form.dataset.changed = "";
  form.setAttribute("aria-busy", "true");
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-guard]")) {
    form.dataset.busy = "";
    form.removeAttribute("aria-busy");
  }
});

// Leaving a form with text that was not saved asks first.
document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (form && form.matches("form[data-unsaved]")) form.dataset.changed = "true";
});
window.addEventListener("beforeunload", (event) => {
  if (document.querySelector('form[data-unsaved][data-changed="true"]')) event.preventDefault();
});

// After a refusal the summary of errors is read out and comes into view.
document.querySelector("[data-focus]")?.focus();

// A folded menu closes with Escape, by a click elsewhere, and when the focus leaves it.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const fold of document.querySelectorAll("details.fold[open]")) {
    const inside = fold.contains(document.activeElement);
    fold.open = false;
    if (inside) fold.querySelector("summary").focus();
  }
});
function closeOtherFolds(event) {
  for (const fold of document.querySelectorAll("details.fold[open]")) {
    if (!fold.contains(event.target)) fold.open = false;
  }
}
document.addEventListener("click", closeOtherFolds);
document.addEventListener("focusin", closeOtherFolds);

// Messages that htmx brings in are announced by their own status region; a session that ended leads to sign-in.
document.addEventListener("htmx:beforeOnLoad", (event) => {
  if (event.detail.xhr.status === 401) location.reload();
});

// A button beside an address copies it, where the browser can.
for (const button of document.querySelectorAll("button[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  const warning = document.getElementById(button.getAttribute("aria-describedby"));
  if (warning) warning.hidden = false;
  // A place of its own for the answer is read out, and the button can be pressed again.
  const told = document.getElementById(button.dataset.told) ?? button;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
      told.textContent = button.dataset.copied;
    } catch {
      told.textContent = button.dataset.notCopied ?? told.textContent;
    }
  });
}

// A table that is wider than its frame says so, also after a part of the page was folded open or the screen was turned.
const frames = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    target.toggleAttribute("data-scrolls", target.scrollWidth > target.clientWidth + 1);
  }
});
function watchFrames() {
  for (const frame of document.querySelectorAll(".table-region")) frames.observe(frame);
}
watchFrames();
document.addEventListener("htmx:afterSettle", watchFrames);
