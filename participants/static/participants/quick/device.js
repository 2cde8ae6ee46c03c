// What the quick contact keeps on this device: rows that only the signed-in user can read.
//
// A row is {id, owner, kind, at, iv, body}. `body` is encrypted (AES-GCM, 256 bits); `owner` is a
// mark made by the server that tells nobody who the user is. The key never lies beside the rows:
// the server derives it from the user and this device, and it stays in this tab (memory and
// sessionStorage) until the session is over. The kinds of rows:
//   draft    a form that somebody is filling in
//   waiting  a contact that must be sent
//   refused  a contact that the server did not take; the text stays for the user
//   said     something to tell the user once
//   known    the households of the user with their open tasks, for when there is no connection

const DATABASE = "casetrack-quick";
const KEYS = "casetrack-quick-keys";
const CACHES = "casetrack-quick-";
const TO_SEND = ["waiting", "refused"];

let ring = null; // [{owner, key}]: the first one encrypts, the others read what was kept before a key changed
let holder = ""; // a mark of the user whose keys these are

// The database. It is opened for one step and closed again, so that signing out can delete it.

function result(request) {
  return new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
}

async function step(mode, work) {
  const opening = indexedDB.open(DATABASE, 1);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore("rows", { keyPath: "id" });
    opening.result.createObjectStore("device");
  };
  const database = await result(opening);
  database.onversionchange = () => database.close();
  try {
    // strict: what the user was told is kept, is on the disk.
    const transaction = database.transaction(["rows", "device"], mode, { durability: "strict" });
    const written = new Promise((done, failed) => {
      transaction.oncomplete = done;
      transaction.onabort = transaction.onerror = () => failed(transaction.error);
    });
    const answer = await work(transaction.objectStore("rows"), transaction.objectStore("device"));
    await written;
    return answer;
  } finally {
    database.close();
  }
}

export async function isUsed() {
  if (!globalThis.indexedDB) return false;
  if (!indexedDB.databases) return true;
  return (await indexedDB.databases()).some((one) => one.name === DATABASE);
}

// The key

export async function deviceName() {
  return step("readwrite", async (rows, device) => {
    const known = await result(device.get("name"));
    if (known) return known;
    const name = crypto.randomUUID();
    await result(device.put(name, "name"));
    return name;
  });
}

export async function takeKeys({ keys, seconds, who }) {
  sessionStorage.setItem(KEYS, JSON.stringify({ keys, who, until: Date.now() + seconds * 1000 }));
  [ring, holder] = [await imported(keys), who];
}

export async function hasKeys() {
  if (!ring) {
    const kept = JSON.parse(sessionStorage.getItem(KEYS) || "null");
    if (kept && kept.until > Date.now()) [ring, holder] = [await imported(kept.keys), kept.who];
    else sessionStorage.removeItem(KEYS);
  }
  const reader = document.querySelector("[data-who]")?.dataset.who;
  if (ring && reader && reader !== holder) forgetKeys();
  return ring !== null;
}

// Do the keys of this tab belong to somebody else than `who`, who is signed in now?
export function isAnothers(who) {
  return ring !== null && holder !== who;
}

// The session is over. A form that is open keeps its key in memory, so that it can still be kept on the device.
export function forgetKeys({ alsoHere = true } = {}) {
  sessionStorage.removeItem(KEYS);
  if (alsoHere) [ring, holder] = [null, ""];
}

function imported(keys) {
  return Promise.all(
    keys.map(async ({ owner, key }) => {
      const raw = Uint8Array.from(atob(key), (letter) => letter.charCodeAt(0));
      return { owner, key: await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]) };
    }),
  );
}

// The text of a row is bound to its place: a body that is moved to another row cannot be read there.
function lock(iv, { owner, kind, id }) {
  return { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(`${owner}|${kind}|${id}`) };
}

// Rows

// Encrypt and keep a row in place of the one with the same id. A draft never takes the place of what was sent off.
export async function keep(id, kind, value, at = Date.now()) {
  if (!(await hasKeys())) throw new Error("no key");
  const { owner, key } = ring[0];
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const body = await crypto.subtle.encrypt(lock(iv, { owner, kind, id }), key, new TextEncoder().encode(JSON.stringify(value)));
  await step("readwrite", async (rows) => {
    const before = await result(rows.get(id));
    if (kind === "draft" && before && before.kind !== "draft") return;
    await result(rows.put({ id, owner, kind, at, iv, body }));
  });
}

export function drop(id) {
  return step("readwrite", (rows) => result(rows.delete(id)));
}

// The user's own rows of these kinds, oldest first. `value` is null where no key opens the row any more.
export async function own(...kinds) {
  if (!(await hasKeys())) return [];
  const rows = (await all()).filter((row) => kinds.includes(row.kind) && ring.some(({ owner }) => owner === row.owner));
  return Promise.all(rows.map(async (row) => ({ id: row.id, kind: row.kind, at: row.at, value: await opened(row) })));
}

async function opened(row) {
  const { key } = ring.find(({ owner }) => owner === row.owner);
  try {
    return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt(lock(row.iv, row), key, row.body)));
  } catch {
    return null;
  }
}

// When each contact that waits was kept, of those that the key of this tab does not open: another user's, or everything
// while nobody is signed in.
export async function closedToUs() {
  const ours = (await hasKeys()) ? ring.map(({ owner }) => owner) : [];
  return (await all()).filter((row) => TO_SEND.includes(row.kind) && !ours.includes(row.owner)).map((row) => row.at);
}

export async function somethingWaits() {
  return (await all()).some((row) => row.kind === "waiting");
}

async function all() {
  if (!(await isUsed())) return [];
  const rows = await step("readonly", (store) => result(store.getAll()));
  return rows.sort((one, other) => one.at - other.at);
}

// Households

export async function rememberHouseholds(households) {
  if (await hasKeys()) await keep(`known-${ring[0].owner}`, "known", households);
}

export async function households() {
  return (await own("known")).at(-1)?.value ?? [];
}

// Signing out

// Take away everything, except what another user of this device still has to send: that stays, and stays closed.
export async function wipe() {
  const ours = (await hasKeys()) ? ring.map(({ owner }) => owner) : [];
  forgetKeys();
  sessionStorage.clear();
  for (const name of await caches.keys()) if (name.startsWith(CACHES)) await caches.delete(name);
  const worker = await navigator.serviceWorker?.getRegistration("/quick/");
  await worker?.unregister();
  if (!(await isUsed())) return;
  const left = await step("readwrite", async (rows) => {
    let kept = 0;
    for (const row of await result(rows.getAll())) {
      if (TO_SEND.includes(row.kind) && !ours.includes(row.owner)) kept += 1;
      else await result(rows.delete(row.id));
    }
    return kept;
  });
  if (!left) await result(indexedDB.deleteDatabase(DATABASE));
}
