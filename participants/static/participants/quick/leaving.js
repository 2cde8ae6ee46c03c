// Signing out: is there something that would be lost, and taking everything away.

import * as device from "./device.js";
import * as line from "./line.js";

// Asked with the keys of whoever is signed in now. Without them nobody can tell whose it is: then it may be theirs.
export async function somethingIsLeft() {
  await line.freshKeys().catch(() => {});
  const own = await device.own("draft", "waiting", "refused");
  return own.length > 0 || (!(await device.hasKeys()) && (await device.closedToUs()).length > 0);
}

export async function wipe() {
  await device.wipe();
  line.tellWiped();
}
