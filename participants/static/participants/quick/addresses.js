// Where the quick contact talks to; a test compares them with the addresses of the site.

export const LIST = "/quick/";
export const OWN = "/quick/own/";
export const KEY = "/quick/key/";
export const LEAVE = "/quick/leave/";
export const WORKER = "/quick/worker.js";
export const CONTACT = (pk) => `/quick/${pk}/`;
export const SEND = (pk) => `/quick/${pk}/send/`;
