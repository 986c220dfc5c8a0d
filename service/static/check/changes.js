// Changes that the cards offer: apply a replacement, take it back, ask for other words.
import { send } from "./http.js";

export class Changes {
  constructor({ surface, ask, say, after }) {
    Object.assign(this, { surface, ask, say, after });
    this.done = [];
  }

  /** Put `words` in the place of a finding's; nothing where they are no longer there. */
  apply(id, words) {
    const mark = this.surface.find(id);
    if (!mark) return this.say("These words have changed since. Wait for the next check.");
    return this.put(...(words === "" ? this.whole(mark) : [mark.start, mark.end]), words);
  }

  /** Put `words` in the place of the lines `old` that hold a finding. */
  swap(id, old, words) {
    const near = this.surface.find(id)?.start ?? 0;
    const before = this.surface.text.lastIndexOf(old, near);
    const start = before >= 0 && before + old.length >= near ? before : this.surface.text.indexOf(old);
    if (start < 0) return this.say("These lines have changed since. Ask again.");
    return this.put(start, start + old.length, words);
  }

  put(start, end, words) {
    const old = this.surface.text.slice(start, end);
    this.surface.replace(start, end, words);
    this.done.push({ pin: this.surface.pin(start, start + words.length), old, words });
    this.say(`Applied: ${words || "the words are left out"}. Press u to undo.`);
    this.after(this.done.length);
    return undefined;
  }

  undo() {
    const last = this.done.pop();
    if (!last) return this.say("There is nothing to undo.");
    const { start, end, lost } = last.pin;
    if (lost || this.surface.text.slice(start, end) !== last.words) {
      this.after(this.done.length);
      return this.say("These words were changed since, so they stay as they are.");
    }
    this.surface.replace(start, end, last.old);
    this.say(`Undone: ${last.old}`);
    this.after(this.done.length);
    return undefined;
  }

  /** The stretch to cut, with one of the spaces around it. */
  whole({ start, end }) {
    const { text } = this.surface;
    const opens = start === 0 || /\s/.test(text[start - 1]);
    if (opens && text[end] === " ") return [start, end + 1];
    return text[start - 1] === " " && !/\w/.test(text[end] ?? "") ? [start - 1, end] : [start, end];
  }

  /** Ask the language model for other words, and show them in the card. */
  async rewrite(card, button) {
    const words = button.textContent;
    [button.textContent, button.disabled] = ["Asking…", true];
    card.querySelector(".proposal")?.remove();
    const place = document.createElement("div");
    place.className = "proposal";
    try {
      const { html, problem } = await send("/check/rewrite", { ...this.ask(), finding: card.dataset.finding });
      if (problem) place.textContent = problem;
      else place.innerHTML = html;
    } catch (trouble) {
      place.textContent = trouble.message;
    } finally {
      [button.textContent, button.disabled] = [words, false];
    }
    card.querySelector(".acts").before(place);
    this.say(place.textContent.replace(/\s+/g, " ").trim());
    place.querySelector("button")?.focus();
  }
}
