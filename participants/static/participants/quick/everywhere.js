// On every page. Who signs out leaves nothing on this device, and hears first what has not been sent yet. What waits
// is sent from whatever page is open. Who sees a page for strangers has no session any more: the key goes, and what
// waits stays, closed.

import { LEAVE } from "./addresses.js";

const SIGN_OUT = 'form[action="/sign-out/"]';
const quick = document.querySelector("[data-quick]");
const signedIn = document.querySelector(SIGN_OUT) !== null;

// Most devices never used the quick contact: they load nothing more, and their button just works.
async function used() {
  if (!globalThis.indexedDB) return null;
  const device = await import("./device.js");
  return (await device.isUsed()) ? device : null;
}

async function signOut(form) {
  if (await used()) {
    const leaving = await import("./leaving.js");
    if (quick?.dataset.quick !== "leave" && (await leaving.somethingIsLeft())) return location.assign(LEAVE);
    await leaving.wipe();
  }
  sessionStorage.clear();
  HTMLFormElement.prototype.submit.call(form);
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches(SIGN_OUT)) return;
  event.preventDefault();
  signOut(event.target).catch(() => HTMLFormElement.prototype.submit.call(event.target));
});

async function sendWhatWaits() {
  const device = await used();
  if (!device || !(await device.somethingWaits())) return;
  const line = await import("./line.js");
  await line.sendAll();
}

if (signedIn && !quick) sendWhatWaits();
if (!signedIn && !quick) sessionStorage.removeItem("casetrack-quick-keys");
