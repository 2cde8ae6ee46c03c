// The line to the server: the own households, the key of this device, and the contacts that wait.
//
// A contact leaves the device only after the server has named it as saved. Until then it is sent
// again with the same `submission`, which the server takes once, however often it comes.

import * as at from "./addresses.js";
import * as device from "./device.js";

const PATIENCE = 15_000; // a phone in a stairwell: an answer may take long, and may never come
const FIRST_PAUSE = 5_000;
const LONGEST_PAUSE = 300_000;

export class NoLine extends Error {}
export class SignedOut extends Error {}

const otherTabs = new BroadcastChannel("casetrack-quick");
let token = "";
let pause = FIRST_PAUSE;
let timer = 0;

// Everything that shows what waits listens for "quick" on the document.
function tell(state) {
  document.dispatchEvent(new CustomEvent("quick", { detail: { state } }));
}
function tellAll(state) {
  tell(state);
  otherTabs.postMessage("changed");
}
otherTabs.onmessage = ({ data }) => {
  if (data === "wiped") {
    device.forgetKeys();
    location.reload();
  } else tell("changed");
};

async function ask(address, body) {
  let answer, content;
  try {
    answer = await fetch(address, {
      method: body === undefined ? "GET" : "POST",
      body: body === undefined ? undefined : JSON.stringify(body),
      // With HX-Request a session that ended is answered in a header, not with another page.
      headers: { "Content-Type": "application/json", "X-CSRFToken": token, "HX-Request": "true" },
      redirect: "manual",
      cache: "no-store",
      signal: AbortSignal.timeout(PATIENCE),
    });
    content = await answer.text();
  } catch {
    throw new NoLine();
  }
  if (answer.headers.has("HX-Redirect")) throw new SignedOut();
  return { status: answer.status, data: parsed(content) };
}

// Whoever stands between us and the server (the sign-in page of a free network) answers too, but not in our words.
function parsed(content) {
  try {
    return JSON.parse(content);
  } catch {
    return null;
  }
}

// A fresh token and the households of today, which are kept for when there is no connection.
async function greet() {
  const { status, data } = await ask(at.OWN);
  if (status !== 200 || !Array.isArray(data?.households)) throw new NoLine();
  const reader = document.querySelector("[data-who]")?.dataset.who;
  if (reader && reader !== data.who) throw new SignedOut(); // this page was opened by another user than who is signed in now
  if ((await device.hasKeys()) && device.isAnothers(data.who)) {
    device.forgetKeys();
    if (document.querySelector("[data-quick]")) {
      location.reload(); // what it shows is another user's
      throw new NoLine();
    }
  }
  token = data.token;
  return data.households;
}

async function fetchKeys() {
  const { status, data } = await ask(at.KEY, { device: await device.deviceName() });
  if (status !== 200 || !Array.isArray(data?.keys)) throw new NoLine();
  await device.takeKeys(data);
}

// For signing out: the keys of whoever is signed in now, whoever used this tab before.
export async function freshKeys() {
  device.forgetKeys();
  await greet();
  await fetchKeys();
}

// Send what waits, one tab at a time. Answers "sent", "no-line", "signed-out" or "later" (the server could not).
export async function sendAll() {
  clearTimeout(timer);
  tell("sending");
  const state = await navigator.locks.request("casetrack-quick-send", exchange);
  if (state === "sent") pause = FIRST_PAUSE;
  else if (state !== "signed-out") {
    timer = setTimeout(sendAll, pause);
    pause = Math.min(pause * 2, LONGEST_PAUSE);
  }
  tellAll(state);
  return state;
}

async function exchange() {
  try {
    const households = await greet();
    if (!(await device.hasKeys())) await fetchKeys();
    await device.rememberHouseholds(households);
    await giveUpDrafts(households);
    let state = "sent";
    for (const row of await device.own("waiting")) {
      if (row.value && !(await settled(row))) state = "later";
    }
    return state;
  } catch (failure) {
    if (failure instanceof SignedOut) {
      device.forgetKeys({ alsoHere: false });
      return "signed-out";
    }
    if (failure instanceof NoLine) return "no-line";
    throw failure;
  }
}

// A draft for somebody whom the user no longer guides can no longer be opened: its text goes where the user can copy it.
async function giveUpDrafts(households) {
  for (const { id, at: when, value } of await device.own("draft")) {
    if (!value || households.some(({ pk }) => pk === value.trajectory)) continue;
    const { status } = await ask(at.CONTACT(value.trajectory));
    if (![403, 404].includes(status)) continue;
    if (value.note) await device.keep(id, "refused", onlyText(value), when);
    else await device.drop(id);
  }
}

// Whom a text was about is no longer theirs to know, so only the text stays.
function onlyText({ note }) {
  return { note, lost: true };
}

// Send one contact that waits; false when it has to wait longer.
async function settled({ id, at: when, value }) {
  const outcome = await send(id, value);
  if (outcome.later) return false;
  if (outcome.saved) {
    if (outcome.unneeded.length) await device.keep(crypto.randomUUID(), "said", { unneeded: outcome.unneeded });
    await device.drop(id);
    return true;
  }
  const kept = outcome.lost ? onlyText(value) : { ...value, reasons: outcome.reasons };
  await device.keep(id, "refused", kept, when);
  return true;
}

// What the server makes of a contact: {saved, unneeded}, {lost}, {reasons} or {later}. Raises NoLine and SignedOut.
export async function send(id, { trajectory, ...contact }) {
  let answer;
  for (const again of [false, true]) {
    if (again || !token) await greet();
    answer = await ask(at.SEND(trajectory), { ...contact, submission: id });
    // 403 is also what a token of before signing in again gets: a fresh one tells the two apart.
    if (![403, 404].includes(answer.status)) break;
  }
  const { status, data } = answer;
  if (status === 200 && data?.saved === id) return { saved: true, unneeded: data.unneeded ?? [] };
  if (status === 409 && Array.isArray(data?.reasons)) return { reasons: data.reasons };
  if (status === 403 || status === 404) return { lost: true };
  return { later: true };
}

// The other tabs forget their keys too.
export function tellWiped() {
  otherTabs.postMessage("wiped");
}

addEventListener("online", sendAll);
addEventListener("offline", () => tell("no-line"));
