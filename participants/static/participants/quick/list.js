// The own households, what waits for a connection, and what the server did not take.

import { CONTACT } from "./addresses.js";
import { MOMENT, inWords } from "./days.js";
import * as device from "./device.js";
import { startWorker } from "./install.js";
import * as line from "./line.js";
import { takeNote } from "./notes.js";

const page = document.querySelector("[data-quick]");
const offline = "offline" in page.dataset;

const show = (name, shown = true) => {
  for (const part of page.querySelectorAll(`[data-show~="${name}"]`)) part.hidden = !shown;
};
const copyOf = (name) => page.querySelector(`template[data-row="${name}"]`).content.cloneNode(true).firstElementChild;

async function showHouseholds() {
  if (!offline || !page.querySelector("[data-households]")) return;
  const households = await device.households();
  const rows = households.map((household) => {
    const row = copyOf("household");
    row.querySelector("a").href = CONTACT(household.pk);
    row.querySelector("[data-name]").textContent = household.name;
    row.querySelector("[data-edition]").textContent = household.edition;
    return row;
  });
  page.querySelector("[data-households]").replaceChildren(...rows);
  show("closed", !(await device.hasKeys()));
}

async function showUnfinished() {
  const begun = (await device.own("draft")).map(({ value }) => value && CONTACT(value.trajectory));
  for (const link of page.querySelectorAll("[data-households] a")) {
    link.querySelector("[data-unfinished]").hidden = !begun.includes(link.getAttribute("href"));
  }
}

async function showWaiting() {
  const names = new Map((await device.households()).map(({ pk, name }) => [pk, name]));
  const waiting = await device.own("waiting");
  const rows = waiting.map(({ at, value }) => waitingRow(value ? names.get(value.trajectory) : page.dataset.unreadable, at));
  const closed = await device.closedToUs();
  const signedIn = await device.hasKeys();
  // Nobody is signed in: they may be the user's own, so they are counted here. Else they are another user's.
  rows.push(...(signedIn ? [] : closed.map((at) => waitingRow("", at))));
  page.querySelector("[data-waiting]").replaceChildren(...rows);
  page.querySelector("[data-count]").textContent = rows.length;
  show("waiting", rows.length > 0);
  show("of-others", signedIn && closed.length > 0);
}

function waitingRow(name, at) {
  const row = copyOf("waiting");
  row.querySelector("[data-name]").textContent = name ?? "";
  row.querySelector("time").textContent = inWords(at, MOMENT);
  return row;
}

async function showRefused() {
  const unreadable = (await device.own("waiting")).filter(({ value }) => !value);
  const refused = [...(await device.own("refused")), ...unreadable];
  page.querySelector("[data-refused]").replaceChildren(...refused.map(refusedRow));
  show("refused", refused.length > 0);
}

function refusedRow({ id, at, value }) {
  const row = copyOf("refused");
  const part = (name) => row.querySelector(`[data-${name}]`);
  row.querySelector("time").textContent = inWords(at, MOMENT);
  part("lost").hidden = !value?.lost;
  part("unreadable").hidden = Boolean(value);
  part("reasons").replaceChildren(...(value?.reasons ?? []).map((text) => Object.assign(document.createElement("li"), { textContent: text })));
  part("note").textContent = value?.note ?? "";
  part("note").hidden = part("copy").hidden = !value?.note;
  part("change").hidden = !value || Boolean(value.lost);
  part("change").addEventListener("click", async () => {
    await device.drop(id);
    await device.keep(id, "draft", value, at);
    location.assign(CONTACT(value.trajectory));
  });
  part("copy").addEventListener("click", async () => {
    await copy(value.note, part("note"));
    part("copied").hidden = false;
  });
  part("delete").addEventListener("click", () => {
    part("sure").hidden = false;
    part("delete").hidden = true;
    part("really").focus();
  });
  part("really").addEventListener("click", async () => {
    await device.drop(id);
    await showAll();
    page.querySelector("h1, h2")?.focus();
  });
  return row;
}

async function copy(text, place) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    getSelection().selectAllChildren(place); // the user copies the selected text
  }
}

async function showSaid() {
  const said = await device.own("said");
  page.querySelector("[data-said]").replaceChildren(
    ...said.flatMap(({ value }) => value?.unneeded ?? []).map((wording) => Object.assign(document.createElement("li"), { textContent: wording })),
  );
  show("said", said.length > 0);
  page.querySelector("[data-understood]").onclick = async () => {
    for (const { id } of said) await device.drop(id);
    await showAll();
  };
}

// One thing after another: two at once would mix their rows.
let showing = Promise.resolve();
function showAll() {
  showing = showing.then(async () => {
    await showHouseholds();
    await showUnfinished();
    await showWaiting();
    await showRefused();
    await showSaid();
  });
  return showing;
}

document.addEventListener("quick", async ({ detail: { state } }) => {
  if (state !== "changed") {
    for (const one of ["sending", "no-line", "signed-out", "later"]) show(one, one === state);
  }
  if (state !== "sending") await showAll();
});

function narrow({ target }) {
  const wanted = target.value.trim().toLocaleLowerCase();
  for (const row of page.querySelectorAll("[data-households] > li")) row.hidden = !row.textContent.toLocaleLowerCase().includes(wanted);
}

async function start() {
  const word = takeNote();
  if (word) show(`note-${word}`);
  page.querySelector("[data-narrow]")?.addEventListener("input", narrow);
  page.querySelector("[data-send-now]").addEventListener("click", line.sendAll);
  startWorker();
  await showAll();
  await line.sendAll();
  page.dataset.ready = "";
}

start();
