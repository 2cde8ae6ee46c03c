// The service worker of the quick contact. The server puts VERSION, FILES and PAGES before this text.
//
// It keeps the two empty pages (without a household, without a name) and the files that they need, and gives them
// when the server does not answer. It never keeps what the server answers to a signed-in user.

const CACHE = `casetrack-quick-${VERSION}`;
const PATIENCE = 4_000;
const SETTLE = 10_000;
let noLineUntil = 0; // after one silence the other files of a page do not wait again

self.addEventListener("install", (event) => {
  event.waitUntil(fill([...FILES, ...Object.values(PAGES)]).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      const old = (await caches.keys()).filter((name) => name.startsWith("casetrack-quick-") && name !== CACHE);
      await Promise.all(old.map((name) => caches.delete(name)));
      await self.clients.claim();
    })(),
  );
});

// The user chose another language or other colours: the empty pages again.
self.addEventListener("message", (event) => {
  event.waitUntil(fill(Object.values(PAGES)).catch(() => {}));
});

async function fill(addresses) {
  const cache = await caches.open(CACHE);
  await cache.addAll(addresses.map((address) => new Request(address, { cache: "reload" })));
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    const kept = pageFor(address.pathname);
    if (kept) event.respondWith(fromServerOr(request, kept));
  } else if (FILES.includes(address.pathname)) {
    event.respondWith(fromServerOr(request, address.pathname));
  }
});

function pageFor(path) {
  if (path === "/quick/") return PAGES.list;
  return /^\/quick\/\d+\/$/.test(path) ? PAGES.contact : "";
}

// What the server answers in time, else what is kept. A gateway that says that the server is away is no answer.
async function fromServerOr(request, kept) {
  const copy = await (await caches.open(CACHE)).match(kept, { ignoreVary: true });
  const isPage = request.mode === "navigate";
  if (!copy) return fetch(request);
  if (!isPage && Date.now() < noLineUntil) return copy;
  try {
    const answer = await Promise.race([fetch(request), new Promise((_, late) => setTimeout(late, PATIENCE))]);
    return [502, 503, 504].includes(answer.status) ? copy : answer;
  } catch {
    if (isPage) noLineUntil = Date.now() + SETTLE;
    return copy;
  }
}
