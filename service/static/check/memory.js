// What is remembered: the four choices in a cookie, the draft in this tab.
const COOKIE = "brandcheck-choice";
const DRAFT = "brandcheck-draft";
const NAMES = ["kit", "team", "channel", "audience"];
const YEAR = 365 * 24 * 3600;

export function rememberChoice(form) {
  const value = NAMES.map((name) => encodeURIComponent(form.elements[name].value)).join(":");
  document.cookie = `${COOKIE}=${value}; path=/; max-age=${YEAR}; samesite=lax`;
}

export const choiceOf = (form) => Object.fromEntries(NAMES.map((name) => [name, form.elements[name].value]));

/** Keep the draft for this tab; a browser that refuses (private, full) loses nothing but that. */
export function keepDraft(draft) {
  try {
    if (draft.text) sessionStorage.setItem(DRAFT, JSON.stringify(draft));
    else sessionStorage.removeItem(DRAFT);
  } catch { /* nowhere to keep it */ }
}

export function keptDraft() {
  try {
    return JSON.parse(sessionStorage.getItem(DRAFT) ?? "null");
  } catch {
    return null;
  }
}
