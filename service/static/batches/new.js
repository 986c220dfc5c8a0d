// A new batch: files and folders are gathered, and sent in one request that tells how far it is.
import { csrf, notice, signedOut } from "/static/base.js";

const byId = (id) => document.getElementById(id);
const form = byId("batch");
const drop = byId("drop");
const list = byId("list");
const SHOWN = 200;
const LITTER = new Set([".ds_store", "thumbs.db", "desktop.ini"]);
const most = Number(form.dataset.most);
const chosen = new Map();
let request = null;
let key = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;

const bytes = (size) => {
  if (size < 1000) return `${size} B`;
  const unit = size < 1e6 ? ["kB", 1e3] : ["MB", 1e6];
  return `${(size / unit[1]).toFixed(size < 10 * unit[1] ? 1 : 0)} ${unit[0]}`;
};
const counted = (number) => `${number.toLocaleString("en")} ${number === 1 ? "file" : "files"}`;
const say = (words) => { byId("said").textContent = words; };

function add(path, file) {
  const name = path.split("/").pop().toLowerCase();
  if (LITTER.has(name) || name.startsWith("._") || path.startsWith("__MACOSX/")) return;
  chosen.set(path, file);
}

function stateOf(file) {
  if (!file.size) return ["refused", "Empty: left out"];
  return ["ready", "Ready"];
}

function rowOf(path, file) {
  const row = document.createElement("tr");
  const head = document.createElement("th");
  head.scope = "row";
  head.textContent = path;
  const size = document.createElement("td");
  size.className = "figure";
  size.textContent = bytes(file.size);
  const state = document.createElement("td");
  [row.dataset.state, state.textContent] = stateOf(file);
  row.append(head, size, state);
  return row;
}

const ready = () => [...chosen].filter(([, file]) => file.size);
const total = () => ready().reduce((sum, [, file]) => sum + file.size, 0);

function show() {
  byId("chosen").hidden = !chosen.size;
  drop.classList.toggle("filled", chosen.size > 0);
  list.replaceChildren(...[...chosen].slice(0, SHOWN).map(([path, file]) => rowOf(path, file)));
  byId("more").hidden = chosen.size <= SHOWN;
  byId("more").textContent = `and ${counted(chosen.size - SHOWN)} more`;
  byId("chosen-title").textContent = `${counted(ready().length)}, ${bytes(total())}`;
  byId("submit").textContent = ready().length ? `Check ${counted(ready().length)}` : "Check them";
  byId("files").required = !chosen.size;
  key = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;
}

function take(files) {
  for (const file of files) add(file.webkitRelativePath || file.name, file);
  show();
  say(`${counted(ready().length)} chosen.`);
}

for (const id of ["files", "folder"]) {
  byId(id).addEventListener("change", (event) => {
    take(event.target.files);
    event.target.value = "";
  });
}
byId("clear").addEventListener("click", () => {
  chosen.clear();
  show();
  say("No files chosen.");
  byId("files").focus();
});

const entriesOf = (reader) => new Promise((done, failed) => reader.readEntries(done, failed));
const fileOf = (entry) => new Promise((done, failed) => entry.file(done, failed));

async function walk(entry) {
  if (entry.isFile) return add(entry.fullPath.replace(/^\//, ""), await fileOf(entry));
  const reader = entry.createReader();
  for (let found = await entriesOf(reader); found.length; found = await entriesOf(reader)) {
    for (const each of found) await walk(each);
  }
}

for (const name of ["dragover", "dragenter"]) {
  document.addEventListener(name, (event) => {
    event.preventDefault();
    drop.classList.add("over");
  });
}
document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) drop.classList.remove("over"); });
document.addEventListener("drop", async (event) => {
  event.preventDefault();
  drop.classList.remove("over");
  if (request) return;
  const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  const files = [...event.dataTransfer.files];
  try {
    if (entries.length) for (const entry of entries) await walk(entry);
    else for (const file of files) add(file.name, file);
  } catch {
    notice("Some of these files can’t be read. Choose them with the buttons instead.", { kind: "error" });
  }
  show();
  say(`${counted(ready().length)} chosen.`);
});

/** Say of each file how much of it is sent, from how much of all is. */
function progressed(sent) {
  byId("sent").value = sent;
  let before = 0;
  let index = 0;
  for (const [path, file] of chosen) {
    if (index >= SHOWN) break;
    const row = list.children[index];
    index += 1;
    if (!file.size) continue;
    const done = Math.min(Math.max(sent - before, 0), file.size);
    before += file.size;
    const words = done >= file.size ? "Sent" : done > 0 ? `${Math.floor((100 * done) / file.size)} % sent` : "Waiting";
    if (row && row.cells[2].textContent !== words) row.cells[2].textContent = words;
  }
}

function bodyOf() {
  const body = new FormData();
  for (const [name, value] of new FormData(form)) {
    if (name !== "csrf" && name !== "files" && value !== "") body.append(name, value);
  }
  if (form.elements.judged && !form.elements.judged.checked) body.append("judged", "false");
  for (const [path, file] of ready()) body.append("files", file, path);
  return body;
}

function busy(is) {
  for (const element of [byId("submit"), byId("clear"), byId("files"), byId("folder")]) element.disabled = is;
  byId("stop").hidden = !is;
  byId("sent").hidden = !is;
}

function failed(words) {
  request = null;
  busy(false);
  show();
  notice(`${words} Your files are still chosen here.`, { kind: "error" });
  byId("submit").focus();
}

function answered() {
  const { status } = request;
  if (status === 401) {
    failed("You are signed out.");
    return signedOut();
  }
  let answer = {};
  try {
    answer = JSON.parse(request.responseText);
  } catch { /* what is no JSON says nothing */ }
  if (status >= 200 && status < 300 && answer.id) {
    location.assign(`/batches/${answer.id}`);
    return undefined;
  }
  const faults = (answer.faults ?? []).map((fault) => fault.says).join(" ");
  return failed(`${answer.detail ?? `That did not work (${status}).`} ${faults}`.trim());
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (request) return;
  if (!ready().length) return void failed("No files are chosen yet.");
  if (total() > most) return void failed(`These are ${bytes(total())}; ${bytes(most)} can be sent at once. Send them in parts.`);
  notice("");
  busy(true);
  byId("sent").max = total();
  const body = bodyOf();
  request = new XMLHttpRequest();
  request.open("POST", form.dataset.api);
  request.setRequestHeader("X-CSRF-Token", csrf());
  request.setRequestHeader("Idempotency-Key", key);
  request.setRequestHeader("Accept", "application/json");
  request.upload.addEventListener("progress", ({ loaded }) => progressed(loaded));
  request.upload.addEventListener("load", () => {
    progressed(total());
    say("All files are sent. They are being unpacked.");
  });
  request.addEventListener("load", answered);
  request.addEventListener("error", () => failed("The connection is lost. Send again when you are connected; nothing is checked twice."));
  request.addEventListener("abort", () => failed("Sending was stopped; nothing was handed in."));
  request.send(body);
  say(`Sending ${counted(ready().length)}.`);
});
byId("stop").addEventListener("click", () => request?.abort());
addEventListener("beforeunload", (event) => { if (request && request.readyState < 4) event.preventDefault(); });
show();
