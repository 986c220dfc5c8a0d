(() => {
  "use strict";
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const one = (selector, within = document) => within.querySelector(selector);
  const cards = all(".card");
  const documents = all(".document");
  const keys = one("dialog.keys");
  const sheet = one("dialog.sheet");
  const bar = one(".bar");
  const narrow = matchMedia("(max-width: 880px)");
  const marks = new Map();
  let current = null;

  document.body.classList.add("scripted");
  bar.hidden = false;
  one("details", bar).open = !narrow.matches;
  narrow.addEventListener("change", () => { one("details", bar).open = !narrow.matches; });
  for (const mark of all(".mark")) {
    for (const id of mark.dataset.findings.split(" ")) {
      marks.set(id, [...(marks.get(id) ?? []), mark]);
    }
  }

  const cardsOf = (mark) => mark.dataset.findings.split(" ").map((id) => document.getElementById(id));
  const shown = () => cards.filter((card) => !card.hidden && !card.closest("[hidden]") && !card.closest("details:not([open])"));

  function light(lit) {
    for (const element of all(".lit")) element.classList.remove("lit");
    for (const card of lit) {
      card.classList.add("lit");
      for (const mark of marks.get(card.id) ?? []) mark.classList.add("lit");
    }
  }

  function choose(card, { words = true } = {}) {
    current = card;
    light([card]);
    const [mark] = marks.get(card.id) ?? [];
    if (narrow.matches) {
      open(card);
      return void (mark ?? card.closest(".document")).scrollIntoView({ block: "start" });
    }
    if (words) (mark ?? card.closest(".document")).scrollIntoView({ block: mark ? "center" : "start" });
    show(card);
    card.focus({ preventScroll: true });
  }

  function show(card) {
    const list = card.closest(".findings");
    const [below, above] = [card.offsetTop + card.offsetHeight - list.clientHeight, card.offsetTop];
    if (list.scrollTop > above || list.scrollTop < below) list.scrollTop = Math.min(above, below + 8);
    card.scrollIntoView({ block: "nearest" });
  }

  function step(by) {
    const list = shown();
    const here = list.indexOf(current);
    const next = list[here < 0 ? (by > 0 ? 0 : list.length - 1) : here + by];
    if (next) choose(next);
  }

  function open(card) {
    const copy = card.cloneNode(true);
    copy.removeAttribute("id");
    copy.classList.remove("lit");
    for (const element of all("[id]", copy)) element.removeAttribute("id");
    one(".place", sheet).replaceChildren(copy);
    if (!sheet.open) sheet.show();
    sheet.scrollTop = 0;
  }

  function filter() {
    const form = new FormData(one("form", bar));
    const severities = form.getAll("severity");
    const [check, which] = [form.get("check"), form.get("document")];
    const words = (form.get("words") ?? "").trim().toLowerCase();
    for (const section of documents) section.hidden = Boolean(which) && section.id !== which;
    for (const card of cards) {
      const right = severities.includes(card.dataset.severity) && (!check || card.dataset.check === check);
      card.hidden = !right || (words !== "" && !card.textContent.toLowerCase().includes(words));
    }
    for (const mark of all(".mark")) mark.classList.toggle("off", cardsOf(mark).every((card) => card.hidden));
    const standing = cards.filter((card) => !card.classList.contains("waived"));
    const visible = standing.filter((card) => !card.hidden && !card.closest(".document[hidden]"));
    const noun = standing.length === 1 ? "finding" : "findings";
    one("output", bar).textContent = `${visible.length} of ${standing.length} ${noun}`;
  }

  const pressed = {
    j: () => step(1),
    k: () => step(-1),
    Enter: () => current && marks.get(current.id)?.[0]?.focus(),
    "/": () => one('input[type="search"]', bar).focus(),
    "?": () => keys.showModal(),
    Escape: () => (sheet.close(), light([])),
  };

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, select, textarea, dialog.keys");
    if (typing && event.key === "Escape") event.target.blur();
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter" && event.target.closest("a, button, summary")) return;
    if (!Object.hasOwn(pressed, event.key)) return;
    event.preventDefault();
    pressed[event.key]();
  });

  function glance(event) {
    const mark = event.target.closest?.(".mark");
    const card = event.target.closest?.(".findings .card");
    if (mark) light(cardsOf(mark));
    else if (card) light([card]);
    else if (event.type === "pointerover" && current && !narrow.matches) light([current]);
  }
  document.addEventListener("pointerover", glance);
  document.addEventListener("focusin", glance);

  document.addEventListener("click", async (event) => {
    const mark = event.target.closest(".mark");
    const card = event.target.closest(".findings .card");
    const copy = event.target.closest(".copy");
    if (mark) {
      event.preventDefault();
      choose(cardsOf(mark).find((found) => !found.hidden) ?? cardsOf(mark)[0], { words: false });
    } else if (copy) {
      await navigator.clipboard.writeText(copy.dataset.text);
      copy.textContent = "Copied";
    } else if (card && !event.target.closest("a, button, summary") && !getSelection().toString()) {
      choose(card);
    }
  });

  for (const element of all(".copy")) element.hidden = !navigator.clipboard;
  for (const [name, act] of [["next", () => step(1)], ["previous", () => step(-1)], ["close", () => sheet.close()]]) {
    one(`[data-act="${name}"]`, sheet).addEventListener("click", act);
  }
  one(".help", bar).addEventListener("click", () => keys.showModal());
  one("form", bar).addEventListener("input", filter);
  one("form", bar).addEventListener("submit", (event) => event.preventDefault());
  addEventListener("beforeprint", () => all("details").forEach((element) => { element.open = true; }));
  filter();
})();
