// Requests of the Check page, and what went wrong in words.
import { csrf, signedOut } from "../base.js";

/** Why a request brought nothing: `offline`, `signed-out` or `refused`, with what to tell people. */
export class Trouble extends Error {
  constructor(kind, detail, status = 0) {
    super(detail);
    this.kind = kind;
    this.status = status;
  }
}

const UNREACHABLE = "Brandcheck can’t be reached. Your draft is kept in this tab and checked again as soon as it can be.";

async function words(response) {
  try {
    const { detail } = await response.json();
    if (typeof detail === "string") return detail;
  } catch { /* no problem details: say it ourselves */ }
  return `Brandcheck answered with an error (${response.status}). Your draft is kept; try again.`;
}

/** POST `body` as JSON and return the answer, or throw `Trouble`. */
export async function send(address, body, { signal } = {}) {
  const headers = { "Content-Type": "application/json", Accept: "application/json", "X-CSRF-Token": csrf() };
  let response;
  try {
    response = await fetch(address, { method: "POST", headers, body: JSON.stringify(body), signal, redirect: "manual" });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Trouble("offline", UNREACHABLE);
  }
  return answered(response);
}

/** POST the fields of `form` and return whether that was taken, or throw `Trouble`. */
export async function submit(address, form) {
  const body = new FormData(form);
  body.set("csrf", csrf());
  let response;
  try {
    response = await fetch(address, { method: "POST", headers: { "X-CSRF-Token": csrf() }, body });
  } catch {
    throw new Trouble("offline", "Brandcheck can’t be reached. Nothing was changed; try again.");
  }
  if (response.status === 401 || response.url.includes("/sign-in")) return gone();
  if (!response.ok) throw new Trouble("refused", await words(response), response.status);
  return true;
}

async function answered(response) {
  if (response.status === 401 || response.type === "opaqueredirect") return gone();
  if (!response.ok) throw new Trouble("refused", await words(response), response.status);
  return response.json();
}

function gone() {
  signedOut();
  throw new Trouble("signed-out", "You are signed out. Your draft is kept in this tab.", 401);
}
