// Keeping a report: the draft is checked as a whole, by the judge too where there is one, and gets an address.
import { send } from "./http.js";

const STEPS = { waiting: "Waiting for its turn…", reading: "Reading the draft…", offline: "Checking…", judge: "The judge is reading…", done: "" };

function said({ step, done, of }) {
  return step === "judge" && of ? `The judge is reading… ${done} of ${of} passages` : STEPS[step] ?? "";
}

export class Keeping {
  constructor({ ask, form, progress, refresh }) {
    Object.assign(this, { ask, form, progress, refresh });
    this.text = null;
    this.check = null;
    this.source = null;
  }

  get address() {
    return this.check ? `/reports/${this.check.id}` : "";
  }

  /** Whether the report is of the text as it stands. */
  is(question) {
    return this.check !== null && this.text === JSON.stringify({ ...question, check: "", document: "" });
  }

  forget() {
    this.source?.close();
    [this.text, this.check, this.source] = [null, null, null];
    this.form.elements.document.value = "";
  }

  /** Keep the text as it stands, unless it is kept; return its check. */
  async keep({ judged = false } = {}) {
    const question = this.ask();
    if (!question) return null;
    if (this.is(question) && !judged) return this.check;
    const check = await send(`/check/save?judged=${judged}`, question);
    this.text = JSON.stringify({ ...question, check: "", document: "" });
    this.check = check;
    this.form.elements.document.value = check.document;
    return check;
  }

  /** Follow a running check until it is over. */
  follow(check) {
    this.source?.close();
    const source = new EventSource(`/reports/${check.id}/events`);
    this.source = source;
    source.addEventListener("progress", (event) => this.progress({ words: said(JSON.parse(event.data)), ...JSON.parse(event.data) }));
    source.addEventListener("report", () => this.refresh());
    const over = () => {
      source.close();
      this.progress(null);
      this.refresh();
    };
    for (const name of ["done", "failed"]) source.addEventListener(name, over);
    source.addEventListener("error", () => { if (source.readyState === EventSource.CLOSED) over(); });
  }
}
