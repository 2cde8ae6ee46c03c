// Start the service worker, which opens these pages without a connection.

import { LIST, WORKER } from "./addresses.js";

const LOOK = "casetrack-quick-look";

export async function startWorker() {
  if (!navigator.serviceWorker) return;
  try {
    await navigator.serviceWorker.register(WORKER, { scope: LIST });
    const { active } = await navigator.serviceWorker.ready;
    // The pages that it keeps speak one language, in one set of colours: fetch them again when the user chose another.
    const { lang, dataset } = document.documentElement;
    const look = `${lang} ${dataset.theme ?? ""}`;
    if ("offline" in document.querySelector("[data-quick]").dataset || sessionStorage.getItem(LOOK) === look) return;
    active.postMessage("fetch the pages again");
    sessionStorage.setItem(LOOK, look);
  } catch {
    // No connection, or a browser that does not allow it: the page works without.
  }
}
