// Checking while somebody types: once they pause, and never an old answer over a newer text.
import { send } from "./http.js";

const PAUSE = 400;
const AGAIN = 5000;
const SLOW = 300;

const lane = [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

export class Live {
  /** `ask` gives the text and the choices as they are now; `show`, `fail` and `work` take what became of it. */
  constructor({ ask, show, fail, work }) {
    Object.assign(this, { ask, show, fail, work });
    this.round = 0;
    this.timer = 0;
    addEventListener("online", () => this.soon(0));
  }

  soon(pause = PAUSE) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.now(), pause);
  }

  cancel() {
    clearTimeout(this.timer);
    this.round += 1;
    this.request?.abort();
    this.work(false);
  }

  async now() {
    this.cancel();
    const { round } = this;
    const question = this.ask();
    if (!question) return false;
    this.request = new AbortController();
    const slow = setTimeout(() => round === this.round && this.work(true), SLOW);
    try {
      const answer = await send("/check/live", { ...question, lane }, { signal: this.request.signal });
      if (round === this.round) this.show(answer);
      return true;
    } catch (trouble) {
      if (trouble.name === "AbortError" || round !== this.round) return false;
      this.fail(trouble);
      if (trouble.kind === "offline" || trouble.status === 429) this.soon(AGAIN);
      return false;
    } finally {
      clearTimeout(slow);
      if (round === this.round) this.work(false);
    }
  }
}
