// The editable text: a textarea, and behind it a mirror of the same words that carries the underlines.
// The textarea stays a textarea: its text is exact, and undo, input methods and screen readers work as everywhere.
const ORDER = ["waived", "suggestion", "warning", "error"];
const worse = (one, other) => (ORDER.indexOf(one) > ORDER.indexOf(other) ? one : other);

/** Where `before` and `after` differ: the old stretch [start, end) became `by` longer. */
function difference(before, after) {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let tail = 0;
  while (tail < shorter - start && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
  return { start, end: before.length - tail, by: after.length - before.length, of: before.length };
}

/** A stretch after an edit; null where the edit changed its words. */
function shifted(stretch, edit) {
  if (stretch.end <= edit.start) return stretch;
  if (stretch.start >= edit.end) return { ...stretch, start: stretch.start + edit.by, end: stretch.end + edit.by };
  return null;
}

export class Surface {
  constructor(area, mirror) {
    this.area = area;
    this.mirror = mirror;
    this.text = area.value;
    this.marks = [];
    this.pins = [];
    this.lit = new Set();
    this.onEdit = () => {};
    area.addEventListener("input", () => this.edited());
    this.draw();
  }

  edited() {
    const now = this.area.value;
    if (now === this.text) return;
    const edit = difference(this.text, now);
    this.marks = this.marks.map((mark) => shifted(mark, edit)).filter(Boolean);
    for (const pin of this.pins) Object.assign(pin, shifted(pin, edit) ?? { lost: true });
    this.text = now;
    this.draw();
    this.onEdit(edit);
  }

  set(text) {
    this.area.value = text;
    this.edited();
  }

  show(marks) {
    this.marks = marks;
    this.draw();
  }

  light(ids) {
    this.lit = new Set(ids);
    for (const element of this.mirror.querySelectorAll("mark")) {
      element.classList.toggle("lit", element.dataset.findings.split(" ").some((id) => this.lit.has(id)));
    }
  }

  /** Replace a stretch so that the browser's own undo knows of it. */
  replace(start, end, words) {
    const { area } = this;
    const back = document.activeElement;
    area.focus({ preventScroll: true });
    area.setSelectionRange(start, end);
    const done = words ? document.execCommand("insertText", false, words) : document.execCommand("delete");
    if (!done) {
      area.setRangeText(words, start, end, "end");
      this.edited();
    }
    if (back instanceof HTMLElement && back !== area) back.focus({ preventScroll: true });
  }

  /** Keep an eye on a stretch while the text around it changes. */
  pin(start, end) {
    const pin = { start, end, lost: false };
    this.pins.push(pin);
    return pin;
  }

  find(id) {
    return this.marks.find((mark) => mark.id === id) ?? null;
  }

  at(offset) {
    return this.marks.filter((mark) => mark.start <= offset && offset <= mark.end).map((mark) => mark.id);
  }

  /** The ids of the findings whose words are at a point of the window. */
  under(x, y) {
    const mark = document.elementsFromPoint(x, y).find((element) => this.mirror.contains(element) && element.matches("mark"));
    return mark ? mark.dataset.findings.split(" ") : [];
  }

  element(id) {
    return [...this.mirror.querySelectorAll("mark")].find((mark) => mark.dataset.findings.split(" ").includes(id)) ?? null;
  }

  /** Draw the underlines; of the mirror only what differs is touched, so that long texts stay quick. */
  draw() {
    const now = this.pieces();
    const before = this.drawn ?? [];
    const same = (one, other) => one.words === other.words && one.key === other.key;
    const shorter = Math.min(now.length, before.length);
    let head = 0;
    while (head < shorter && same(now[head], before[head])) head += 1;
    let tail = 0;
    while (tail < shorter - head && same(now[now.length - 1 - tail], before[before.length - 1 - tail])) tail += 1;
    if (!this.drawn) this.mirror.replaceChildren("\n");
    for (const piece of before.slice(head, before.length - tail)) piece.node.remove();
    const rest = before[before.length - tail]?.node ?? this.mirror.lastChild;
    for (const piece of now.slice(head, now.length - tail)) {
      piece.node = this.node(piece);
      this.mirror.insertBefore(piece.node, rest);
    }
    for (let i = 0; i < head; i += 1) now[i].node = before[i].node;
    for (let i = 1; i <= tail; i += 1) now[now.length - i].node = before[before.length - i].node;
    this.drawn = now;
  }

  /** The text cut wherever a mark begins or ends, each piece with the marks over it. */
  pieces() {
    const marks = [...this.marks].sort((a, b) => a.start - b.start);
    const edges = new Set([0, this.text.length]);
    for (const { start, end } of marks) edges.add(start).add(end);
    const cuts = [...edges].sort((a, b) => a - b);
    let [over, next] = [[], 0];
    return cuts.slice(0, -1).map((start, i) => {
      while (next < marks.length && marks[next].start <= start) over = [...over, marks[next++]];
      over = over.filter((mark) => mark.end > start);
      const key = over.map((mark) => `${mark.id}:${mark.kind}`).join(" ");
      return { words: this.text.slice(start, cuts[i + 1]), key, over };
    });
  }

  node({ words, over }) {
    if (over.length === 0) return document.createTextNode(words);
    const element = document.createElement("mark");
    element.className = `mark ${over.map((mark) => mark.kind).reduce(worse)}`;
    element.classList.toggle("many", over.length > 1);
    element.dataset.findings = over.map((mark) => mark.id).join(" ");
    element.classList.toggle("lit", over.some((mark) => this.lit.has(mark.id)));
    element.textContent = words;
    return element;
  }
}
