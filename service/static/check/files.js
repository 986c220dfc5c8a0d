// Files: a plain text goes into the page, anything else is read by the server and shown as its report.
const PLAIN = /\.(?:md|markdown|txt|text)$/i;

export class Files {
  constructor({ form, take, say }) {
    Object.assign(this, { form, take, say });
    const { file } = form.elements;
    file.addEventListener("change", () => file.files[0] && this.open(file.files[0]));
    addEventListener("dragover", (event) => {
      if (![...event.dataTransfer.types].includes("Files")) return;
      event.preventDefault();
      document.body.classList.add("dropping");
    });
    addEventListener("dragleave", (event) => { if (!event.relatedTarget) document.body.classList.remove("dropping"); });
    addEventListener("drop", (event) => {
      document.body.classList.remove("dropping");
      if (event.dataTransfer.files.length === 0) return;
      event.preventDefault();
      if (event.dataTransfer.files.length > 1) this.say("One file at a time, please: the first one is checked.");
      this.open(event.dataTransfer.files[0]);
    });
  }

  async open(file) {
    const { longest, largest } = this.form.dataset;
    if (file.size > Number(largest)) {
      this.clear();
      return this.say(`“${file.name}” has ${file.size.toLocaleString("en")} bytes; up to ${Number(largest).toLocaleString("en")} can be checked. Split it, or leave pictures out.`, "error");
    }
    if (PLAIN.test(file.name) && file.size <= Number(longest)) {
      this.clear();
      return this.take((await file.text()).replace(/\r\n?/g, "\n"));
    }
    const bag = new DataTransfer();
    bag.items.add(file);
    this.form.elements.file.files = bag.files;
    this.say(`Reading “${file.name}”…`);
    this.form.submit();
    return undefined;
  }

  clear() {
    this.form.elements.file.value = "";
  }
}
