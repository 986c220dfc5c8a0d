// The cards beside the text: kept while their finding stays, so that what is open stays open.
const narrow = matchMedia("(max-width: 880px)");

export class List {
  constructor(list, { surface, side }) {
    Object.assign(this, { list, surface, side });
    this.current = null;
    this.html = new Map();
    this.words = "";
    list.addEventListener("focusin", (event) => this.chosen(event.target.closest(".card")));
    list.addEventListener("pointerover", (event) => this.glance(event.target.closest(".card")));
    list.addEventListener("pointerleave", () => this.light());
    list.addEventListener("click", (event) => {
      if (!event.target.closest("a, button, summary, input, select, label")) this.unfold(event.target.closest(".card"));
    });
  }

  get cards() {
    return [...this.list.querySelectorAll(".card")].filter((card) => !card.parentElement.hidden);
  }

  card(id) {
    return this.list.querySelector(`.card[data-finding="${CSS.escape(id)}"]`);
  }

  /** Show `cards` in their order; those that are as they were are left alone. */
  show(cards) {
    const focused = this.list.contains(document.activeElement) ? this.cards.indexOf(document.activeElement.closest(".card")) : -1;
    const before = new Map([...this.list.children].map((item) => [item.dataset.finding, item]));
    const items = cards.map((card) => this.item(card, before.get(card.id)));
    for (const item of before.values()) if (!items.includes(item)) item.remove();
    items.forEach((item, place) => {
      if (this.list.children[place] !== item) this.list.insertBefore(item, this.list.children[place] ?? null);
    });
    this.html = new Map(cards.map((card) => [card.id, card.html]));
    this.filter(this.words);
    if (this.current && !this.card(this.current)) this.current = null;
    if (focused >= 0 && !this.list.contains(document.activeElement)) this.focusNear(focused);
  }

  item(card, before) {
    if (before && this.html.get(card.id) === card.html) return before;
    const item = document.createElement("li");
    item.dataset.finding = card.id;
    item.innerHTML = card.html;
    if (!before && card.html.includes('class="tag">judge<')) item.className = "fresh";
    if (before) before.remove();
    return item;
  }

  focusNear(place) {
    const { cards } = this;
    const next = cards[Math.min(place, cards.length - 1)];
    if (next) this.choose(next);
    else this.side.querySelector("#summary").focus();
  }

  step(by) {
    const { cards } = this;
    const here = cards.findIndex((card) => card.dataset.finding === this.current);
    const next = cards[here < 0 ? (by > 0 ? 0 : cards.length - 1) : here + by];
    if (next) this.choose(next);
  }

  choose(card) {
    this.chosen(card);
    this.unfold(card);
    if (narrow.matches) this.side.dataset.sheet = "open";
    this.surface.element(this.current)?.scrollIntoView({ block: narrow.matches ? "start" : "center" });
    this.align(card);
    card.focus({ preventScroll: true });
  }

  /** Light the card of words that somebody points at, and bring it beside them. */
  pointed(ids) {
    const card = ids.map((id) => this.card(id)).find((found) => found && !found.parentElement.hidden);
    if (!card) return;
    this.chosen(card);
    this.unfold(card);
    if (narrow.matches) this.side.dataset.sheet = "open";
    this.align(card);
  }

  /** Show the guideline's words whole; not on focus alone, or a button would move from under the pointer. */
  unfold(card) {
    for (const other of this.list.querySelectorAll(".card.current")) other.classList.remove("current");
    card?.classList.add("current");
  }

  chosen(card) {
    if (!card) return;
    this.current = card.dataset.finding;
    this.light();
  }

  glance(card) {
    if (card) this.light(card.dataset.finding);
  }

  light(...ids) {
    const lit = ids.length > 0 ? ids : [this.current].filter(Boolean);
    for (const card of this.list.querySelectorAll(".card")) {
      card.classList.toggle("lit", lit.includes(card.dataset.finding));
    }
    this.surface.light(lit);
  }

  /** Scroll the column so that a card stands beside its words, as far as there is room. */
  align(card) {
    const scroller = narrow.matches ? this.side.querySelector("#found") : this.side;
    const words = narrow.matches ? null : this.surface.element(card.dataset.finding);
    const top = scroller.getBoundingClientRect().top;
    const wish = words ? Math.max(0, words.getBoundingClientRect().top - top) : 0;
    const room = Math.max(0, scroller.clientHeight - card.offsetHeight - 8);
    scroller.scrollTop += card.getBoundingClientRect().top - top - Math.min(wish, room);
  }

  filter(words) {
    this.words = words;
    const wanted = words.trim().toLowerCase();
    for (const item of this.list.children) item.hidden = wanted !== "" && !item.textContent.toLowerCase().includes(wanted);
  }
}
