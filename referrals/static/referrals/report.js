"use strict";

// Comforts of the public form of a meldpunt, on top of pages that work without them.

const exit = document.querySelector("[data-quick-exit]");

// The page goes from the screen at once and leaves no entry of its own behind in the history of the browser.
function leave() {
  document.documentElement.classList.add("is-left");
  document.title = "";
  location.replace(exit.href);
}

if (exit) {
  exit.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  // Escape three times within two seconds.
  let pressed = [];
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    pressed = [...pressed, event.timeStamp].filter((moment) => event.timeStamp - moment < 2000);
    if (pressed.length >= 3) leave();
  });
  document.querySelector("[data-quick-help]").hidden = false;
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
