// The form of one contact: filled from the device when there is no connection, kept while it is being typed,
// put away encrypted when it is saved, and then sent.

import { CONTACT, LIST } from "./addresses.js";
import { looksLikeBsn } from "./bsn.js";
import { DAY, MOMENT, inWords, today } from "./days.js";
import * as device from "./device.js";
import { startWorker } from "./install.js";
import * as line from "./line.js";
import { leaveNote } from "./notes.js";

const TYPING_PAUSE = 400;
const SENDING_PATIENCE = 6_000; // how long the user watches the sending; after that it goes on in the background

const form = document.querySelector("[data-quick-form]");
const page = document.querySelector("[data-quick]");
const trajectory = Number(location.pathname.match(/(\d+)\/$/)?.[1] ?? 0);
let id = form.elements.submission.value;
let heldOn = ""; // of a contact that was saved on an earlier day and then refused
let sentOff = false;
let saving = Promise.resolve();
let timer = 0;

const show = (name, shown = true) => {
  for (const part of page.querySelectorAll(`[data-show~="${name}"]`)) part.hidden = !shown;
};

// What is typed, as the server takes it.

const LISTS = ["done_tasks"];

function typed() {
  const values = {};
  for (const [name, value] of new FormData(form)) {
    if (["csrfmiddlewaretoken", "submission", "seen_version", "held_on"].includes(name)) continue;
    if (LISTS.includes(name)) (values[name] ??= []).push(value);
    else values[name] = value;
  }
  return values;
}

function fill(values) {
  for (const [name, value] of Object.entries(values)) {
    const wanted = [value].flat().map(String);
    for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (["radio", "checkbox"].includes(field.type)) field.checked = wanted.includes(field.value);
      else [field.value] = wanted;
    }
  }
}

// The draft

function keepDraft() {
  clearTimeout(timer);
  saving = saving.then(async () => {
    if (sentOff || !(await device.hasKeys())) return;
    await device.keep(id, "draft", { ...typed(), trajectory, ...(heldOn && { held_on: heldOn }) });
    show("kept");
  });
  return saving.catch(() => {});
}

function laterKeepDraft() {
  clearTimeout(timer);
  timer = setTimeout(keepDraft, TYPING_PAUSE);
}

// Two tabs on one draft would send two texts under one key: the tab that has the draft keeps it until it closes.
function isOurs(draft) {
  return new Promise((answer) => {
    navigator.locks.request(`casetrack-quick-${draft}`, { ifAvailable: true }, (lock) => {
      answer(Boolean(lock));
      return lock && new Promise(() => {});
    });
  });
}

async function restoreDraft() {
  for (const draft of (await device.own("draft")).reverse()) {
    if (draft.value?.trajectory !== trajectory || !(await isOurs(draft.id))) continue;
    id = draft.id;
    fill(draft.value);
    heldOn = draft.value.held_on ?? "";
    page.querySelector("[data-draft-at]").textContent = inWords(draft.at, MOMENT);
    show("draft");
    showReasons(draft.value.reasons);
    return;
  }
  id = crypto.randomUUID();
  await isOurs(id);
}

function showReasons(reasons) {
  if (!reasons?.length) return;
  const list = page.querySelector("[data-reasons]");
  list.replaceChildren(...reasons.map((reason) => Object.assign(document.createElement("li"), { textContent: reason })));
  show("refused");
}

async function startAgain() {
  sentOff = true;
  await saving;
  await device.drop(id);
  location.replace(CONTACT(trajectory));
}

// Without a connection the page comes without a household: it is filled from what is kept on the device.

async function fillFromDevice() {
  const known = (await device.households()).find((household) => household.pk === trajectory);
  show("closed", !(await device.hasKeys()));
  show("unknown", !known && (await device.hasKeys()));
  form.hidden = !known;
  if (!known) return;
  for (const place of document.querySelectorAll("[data-name]")) place.textContent = known.name;
  fill({ channel: known.channel });
  const tasks = form.querySelector("[data-tasks]");
  tasks.hidden = !known.tasks.length;
  for (const task of known.tasks) {
    const one = page.querySelector("[data-task]").content.cloneNode(true);
    one.querySelector("input").value = task.pk;
    one.querySelector("[data-wording]").textContent = task.wording;
    tasks.querySelector("[data-boxes]").append(one);
  }
}

function nameTheDays() {
  for (const option of form.querySelectorAll("[data-days]")) {
    option.textContent = inWords(new Date(`${today(Number(option.dataset.days))}T12:00`), DAY);
  }
}

// Saving

function complaint() {
  const note = form.elements.note;
  const otherDay = form.elements.next.value === "other" && !form.elements.next_on.value;
  const bsn = looksLikeBsn(note.value) && !form.elements.no_bsn.checked;
  show("bsn", looksLikeBsn(note.value));
  show("day", otherDay);
  note.toggleAttribute("aria-invalid", bsn);
  return (bsn && form.elements.no_bsn) || (otherDay && form.elements.next_on) || null;
}

async function save(event) {
  event.preventDefault();
  if (sentOff) return;
  const wrong = complaint();
  if (wrong) return wrong.focus();
  sentOff = true;
  clearTimeout(timer);
  show("busy");
  show("stuck", false);
  form.setAttribute("aria-busy", "true");
  const contact = { ...typed(), trajectory, held_on: heldOn || today() };
  await saving;
  try {
    await device.keep(id, "waiting", contact);
  } catch {
    return saveWithoutKeeping(contact);
  }
  const state = await Promise.race([line.sendAll(), new Promise((done) => setTimeout(done, SENDING_PATIENCE, "slow"))]);
  const left = await device.own("waiting", "refused");
  if (left.length) await navigator.storage?.persist?.(); // ask the browser not to clear it when room gets scarce
  leaveNote(left.some((row) => row.id === id) ? (state === "signed-out" ? "signed-out" : "waiting") : "saved");
  location.assign(LIST);
}

// This device keeps nothing (no key yet, or the browser does not allow it): straight to the server, or the text stays on the page.
async function saveWithoutKeeping(contact) {
  try {
    const outcome = await line.send(id, contact);
    if (outcome.saved) {
      leaveNote("saved");
      return location.assign(LIST);
    }
    if (outcome.reasons) showReasons(outcome.reasons);
    else show(outcome.lost ? "lost" : "stuck");
  } catch (failure) {
    // The server keeps the text while the user signs in again.
    if (failure instanceof line.SignedOut) return HTMLFormElement.prototype.submit.call(form);
    show("stuck");
  }
  sentOff = false;
  show("busy", false);
  form.removeAttribute("aria-busy");
}

async function start() {
  const offline = "offline" in page.dataset;
  form.addEventListener("submit", save);
  nameTheDays();
  startWorker();
  if (offline) await fillFromDevice();
  else await line.sendAll();
  if (form.hidden) return line.sendAll();
  if ("typed" in page.dataset === false) await restoreDraft();
  form.addEventListener("input", laterKeepDraft);
  page.querySelector("[data-start-again]").addEventListener("click", startAgain);
  document.addEventListener("visibilitychange", () => document.hidden && keepDraft());
  addEventListener("pagehide", keepDraft);
  addEventListener("pageshow", (event) => event.persisted && location.reload());
  page.dataset.ready = "";
  if (offline) await line.sendAll();
}

start();
