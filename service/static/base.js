// What every page has: dialogs, copying, and what to do when offline or signed out.
const typing = (target) => target.closest?.("input, select, textarea, [contenteditable]");

document.documentElement.classList.add("scripted");

/** Say something above the page, in the place that screen readers listen to. */
export function notice(words, { kind = "note", link = null } = {}) {
  const place = document.getElementById("notice");
  if (!words) return void place.replaceChildren();
  const banner = document.createElement("div");
  banner.className = `banner ${kind}`;
  const line = document.createElement("p");
  line.textContent = words;
  if (link) {
    const anchor = document.createElement("a");
    [anchor.href, anchor.textContent] = link;
    line.append(" ", anchor);
  }
  banner.append(line);
  place.replaceChildren(banner);
}

/** The token that every request that changes something must carry. */
export const csrf = () => document.querySelector('meta[name="csrf"]').content;

export function signedOut() {
  const back = encodeURIComponent(location.pathname + location.search);
  notice("You are signed out. What you typed is kept in this tab.", {
    kind: "warning",
    link: [`/sign-in?next=${back}`, "Sign in again"],
  });
}

document.addEventListener("click", async (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener) document.getElementById(opener.dataset.opens).showModal();
  const copier = event.target.closest("[data-copy]");
  if (copier) {
    await navigator.clipboard.writeText(copier.dataset.copy || document.querySelector(copier.dataset.copyFrom).value);
    const words = copier.textContent;
    copier.textContent = "Copied";
    setTimeout(() => { copier.textContent = words; }, 2000);
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "?" || typing(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  const dialog = document.getElementById("keys");
  if (dialog.open) dialog.close();
  else dialog.showModal();
});

document.addEventListener("htmx:responseError", (event) => {
  const { status } = event.detail.xhr;
  if (status === 401) return signedOut();
  notice(`That did not work (${status}). Nothing was changed; try again.`, { kind: "error" });
});
document.addEventListener("htmx:sendError", () => {
  notice("Brandcheck can’t be reached. Nothing was changed; try again when you are connected.", { kind: "error" });
});
