// The Check page: puts its modules together.
import { notice } from "./base.js";
import { Changes } from "./check/changes.js";
import { decide } from "./check/deciding.js";
import { Files } from "./check/files.js";
import { Keeping } from "./check/keeping.js";
import { keys } from "./check/keys.js";
import { List } from "./check/list.js";
import { Live } from "./check/live.js";
import { choiceOf, keepDraft, keptDraft, rememberChoice } from "./check/memory.js";
import { Surface } from "./check/surface.js";

const one = (selector) => document.querySelector(selector);
const form = one("form#check");
const side = one("#side");
const area = one("#draft");
const working = one("#working");

const surface = new Surface(area, one(".mirror"));
const list = new List(one("#cards"), { surface, side });
const say = (words, kind = "") => {
  one("#said").textContent = words;
  if (kind) failed(words, kind);
};

function state(name) {
  side.dataset.state = name;
  one("#empty").hidden = name !== "empty";
  if (name !== "failed" && name !== "offline") one("#failed").hidden = true;
}

function failed(words, kind = "error") {
  const banner = document.createElement("div");
  banner.className = `banner ${kind}`;
  banner.textContent = words;
  one("#failed").replaceChildren(banner);
  one("#failed").hidden = false;
}

/** The text and the choices as they are now; null where there is nothing to check. */
function ask() {
  const text = surface.text;
  if (!text.trim()) return null;
  const check = keeping.check?.id ?? "";
  return { text, ...choiceOf(form), check, document: form.elements.document.value };
}

function work(busy, words = "Checking…", done = null, of = 0) {
  working.hidden = !busy;
  working.querySelector("[role=status]").textContent = busy ? words : "";
  const bar = working.querySelector("progress");
  if (of) [bar.max, bar.value] = [of, done];
  else bar.removeAttribute("value");
}

function show(answer) {
  state("done");
  one("#summary").innerHTML = answer.summary;
  surface.show(answer.cards.filter((card) => card.anchor).map((card) => ({ id: card.id, kind: card.kind, ...card.anchor })));
  list.show(answer.cards);
  list.light();
  const standing = answer.cards.filter((card) => card.kind !== "waived").length;
  one('[data-act="sheet"]').textContent = standing === 1 ? "1 finding" : `${standing} findings`;
  one(".find").hidden = answer.cards.length < 5;
  one("#said").textContent = answer.sentence;
  if (answer.problem) failed(answer.problem);
  count();
}

const keeping = new Keeping({
  ask,
  form,
  progress: (step) => (step ? work(true, step.words, step.done, step.of) : work(false)),
  refresh: () => live.now(),
});
const live = new Live({
  ask,
  show,
  work: (busy) => { if (!keeping.source || keeping.source.readyState === EventSource.CLOSED) work(busy); },
  fail: (trouble) => {
    state(trouble.kind === "offline" ? "offline" : "failed");
    if (trouble.kind !== "signed-out") failed(trouble.message, trouble.kind === "offline" ? "warning" : "error");
  },
});
const changes = new Changes({
  surface,
  ask,
  say,
  after: (left) => {
    one('[data-act="undo"]').hidden = left === 0;
    live.soon(0);
  },
});

function count() {
  const words = surface.text.trim() ? surface.text.trim().split(/\s+/).length : 0;
  const kept = keeping.check && keeping.is(ask() ?? {});
  one("#count").textContent = words === 0 ? "" : `${words.toLocaleString("en")} ${words === 1 ? "word" : "words"}`;
  if (!kept) return;
  const link = document.createElement("a");
  [link.href, link.textContent] = [keeping.address, "Open the report"];
  one("#count").append(" · kept · ", link);
}

/** Whether an edit put another draft in the place of the one before. */
const isAnother = ({ start, end, of }) => of > 200 && end - start > 0.9 * of;

function edited(edit) {
  one("#problem")?.remove();
  if (isAnother(edit)) {
    keeping.forget();
    one(".from")?.remove();
  }
  keepDraft({ text: surface.text, document: form.elements.document.value });
  if (location.search) history.replaceState(null, "", "/");
  count();
  if (!surface.text.trim()) return clear();
  one("#empty").hidden = true;
  if (surface.text.length > Number(form.dataset.longest)) {
    live.cancel();
    state("failed");
    return failed(`The text has ${surface.text.length.toLocaleString("en")} characters; up to ${Number(form.dataset.longest).toLocaleString("en")} can be checked at once. Check it in parts.`);
  }
  if (side.dataset.state === "empty") side.dataset.state = "typing";
  return live.soon();
}

function clear() {
  live.cancel();
  keeping.forget();
  surface.show([]);
  list.show([]);
  one("#summary").replaceChildren();
  one(".find").hidden = true;
  one('[data-act="sheet"]').textContent = "Findings";
  state("empty");
  count();
}

async function check() {
  if (!ask()) return area.focus();
  live.cancel();
  work(true);
  try {
    const kept = await keeping.keep({ judged: true });
    say("Kept as a report.");
    if (kept.state === "waiting" || kept.state === "running") keeping.follow(kept);
    await live.now();
    list.step(1);
  } catch (trouble) {
    work(false);
    live.fail(trouble);
  }
  return undefined;
}

async function keep(then) {
  try {
    const kept = await keeping.keep();
    if (kept) await then(`${location.origin}/reports/${kept.id}`);
    count();
  } catch (trouble) {
    live.fail(trouble);
  }
}

function download(name) {
  const link = document.createElement("a");
  if (name === "text") {
    link.href = URL.createObjectURL(new Blob([surface.text], { type: "text/plain" }));
    link.download = "draft.txt";
    link.click();
    return setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }
  return keep((address) => {
    link.href = `${address}/as/${name}`;
    link.download = "";
    link.click();
  });
}

async function copied(words, message) {
  try {
    await navigator.clipboard.writeText(words);
    say(message);
    notice(message);
    setTimeout(() => notice(""), 3000);
  } catch {
    notice(`The browser does not let pages copy here. Copy it yourself: ${words.length < 200 ? words : "select the text, then copy."}`, { kind: "warning" });
  }
}

const acts = {
  apply: (card, button) => changes.apply(card.dataset.finding, button.dataset.replacement),
  put: (card, button) => changes.swap(card.dataset.finding, button.dataset.old, button.dataset.new),
  rewrite: (card, button) => changes.rewrite(card, button),
  words: (card) => words(card.dataset.finding),
  undo: () => changes.undo(),
  check: () => check(),
  copy: () => copied(surface.text, "The text is copied."),
  share: () => keep((address) => copied(address, "The link to the report is copied.")),
  new: () => { surface.set(""); area.focus(); },
  previous: () => list.step(-1),
  next: () => list.step(1),
  sheet: () => {
    side.dataset.sheet = side.dataset.sheet === "open" ? "" : "open";
    one('[data-act="sheet"]').setAttribute("aria-expanded", side.dataset.sheet === "open");
  },
};

/** Go to the words of a finding, selected. */
function words(id) {
  const mark = surface.find(id);
  area.focus({ preventScroll: true });
  if (mark) area.setSelectionRange(mark.start, mark.end);
  surface.element(id)?.scrollIntoView({ block: "center" });
}

side.parentElement.addEventListener("click", (event) => {
  const button = event.target.closest("[data-act]");
  const saver = event.target.closest("[data-save]");
  if (saver) download(saver.dataset.save);
  if (!button) return;
  event.preventDefault();
  acts[button.dataset.act]?.(button.closest(".card"), button);
});
side.addEventListener("submit", (event) => decide(event, { keep: () => keeping.keep(), after: () => live.soon(0), say }));
area.addEventListener("click", (event) => list.pointed(surface.under(event.clientX, event.clientY)));
area.addEventListener("pointermove", (event) => {
  const ids = surface.under(event.clientX, event.clientY);
  list.light(...ids);
});
one("#find").addEventListener("input", (event) => list.filter(event.target.value));
form.addEventListener("submit", (event) => {
  if (form.elements.file.value) return;
  event.preventDefault();
  check();
});
form.addEventListener("change", (event) => {
  if (!event.target.matches(".choices select")) return;
  rememberChoice(form);
  live.soon(0);
});
surface.onEdit = edited;
new Files({ form, take: (text) => { surface.set(text); area.focus(); }, say: (text, kind) => { say(text); notice(text, { kind: kind ?? "note" }); } });
keys({ area, list, side, check, undo: () => changes.undo(), words });

const kept = keptDraft();
if (!area.value && kept?.text) {
  form.elements.document.value = kept.document ?? "";
  surface.set(kept.text);
}
state(surface.text.trim() ? "typing" : "empty");
count();
if (surface.text.trim()) live.soon(0);
