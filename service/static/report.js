// The report page: progress while a check runs, keys, and words and cards that light each other.
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const one = (selector, within = document) => within.querySelector(selector);
const marks = new Map();
let current = null;

for (const mark of all(".mark[data-findings]")) {
  for (const id of mark.dataset.findings.split(" ")) marks.set(id, [...(marks.get(id) ?? []), mark]);
}

const card = (id) => document.getElementById(`f-${id}`);
const shown = () => all(".side .card").filter((one) => !one.closest("[hidden]") && !one.closest("details.accepted:not([open])"));

function light(cards) {
  for (const element of all(".lit")) element.classList.remove("lit");
  for (const one of cards) {
    one.classList.add("lit");
    for (const mark of marks.get(one.dataset.finding) ?? []) mark.classList.add("lit");
  }
}

function choose(chosen, { words = true } = {}) {
  if (!chosen) return;
  current = chosen;
  light([chosen]);
  if (words) (marks.get(chosen.dataset.finding)?.[0])?.scrollIntoView({ block: "center" });
  chosen.scrollIntoView({ block: "nearest" });
  chosen.focus({ preventScroll: true });
}

function step(by) {
  const cards = shown();
  const here = cards.indexOf(current);
  choose(cards[here < 0 ? (by > 0 ? 0 : cards.length - 1) : here + by]);
}

const acts = {
  j: () => step(1),
  k: () => step(-1),
  Enter: () => current && marks.get(current.dataset.finding)?.[0]?.focus(),
  x: () => {
    const fine = current && one(".fine", current);
    if (!fine) return;
    fine.open = true;
    one('input[name="reason"]', fine).focus();
  },
  "/": () => one("#find")?.focus(),
  Escape: () => light([]),
};

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, select, textarea");
  if (typing && event.key === "Escape") (event.target.closest(".card") ?? event.target).focus(), event.target.blur();
  if (typing || event.ctrlKey || event.metaKey || event.altKey || one("dialog[open]")) return;
  if (event.key === "Enter" && event.target.closest("a, button, summary")) return;
  if (!Object.hasOwn(acts, event.key)) return;
  event.preventDefault();
  acts[event.key]();
});

function glance(event) {
  const mark = event.target.closest?.(".mark[data-findings]");
  const found = event.target.closest?.(".side .card");
  if (mark) light(mark.dataset.findings.split(" ").map(card).filter(Boolean));
  else if (found) light([found]);
  else if (event.type === "pointerover") light(current ? [current] : []);
}
document.addEventListener("pointerover", glance);
document.addEventListener("focusin", glance);

document.addEventListener("click", (event) => {
  const mark = event.target.closest(".mark[data-findings]");
  const words = event.target.closest('[data-act="words"]');
  if (mark) {
    event.preventDefault();
    choose(card(mark.dataset.findings.split(" ")[0]), { words: false });
  } else if (words) {
    event.preventDefault();
    const id = words.closest(".card").dataset.finding;
    const target = marks.get(id)?.[0];
    target?.scrollIntoView({ block: "center" });
    target?.focus({ preventScroll: true });
  }
  if (event.target.closest('[data-act="link"]')) copyLink(event.target.closest("button"));
});

async function copyLink(button) {
  await navigator.clipboard.writeText(location.origin + location.pathname);
  const words = button.textContent;
  button.textContent = "Copied";
  setTimeout(() => { button.textContent = words; }, 2000);
}

one("#find")?.addEventListener("input", (event) => {
  const wanted = event.target.value.trim().toLowerCase();
  for (const item of all(".side .cards > li")) item.hidden = wanted !== "" && !item.textContent.toLowerCase().includes(wanted);
});

const running = one("#running");
if (running) {
  const source = new EventSource(running.dataset.events);
  const bar = one("progress", running);
  const reload = () => {
    source.close();
    location.reload();
  };
  source.addEventListener("progress", (event) => {
    const { step: where, done, of } = JSON.parse(event.data);
    if (of) [bar.max, bar.value] = [of, done];
    one("[role=status]", running).textContent = where === "judge" && of ? `The judge is reading… ${done} of ${of} passages` : "Reading the draft…";
  });
  for (const name of ["done", "failed"]) source.addEventListener(name, reload);
}
addEventListener("beforeprint", () => all("details.accepted, details.more").forEach((element) => { element.open = true; }));
