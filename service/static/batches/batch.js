// One batch: its table follows what happens, and speaks at quarters of the way only.
const live = document.getElementById("live");
const lost = document.getElementById("lost");
const said = document.getElementById("said");
const QUIETLY = 2000;
const POLL = 10000;
let source = null;
let due = null;
let last = 0;
let polling = null;
let quarter = null;
let was = live.dataset.state;

const state = () => live.querySelector(".state");
const isOpen = () => state()?.dataset.open === "yes";

/** Fetch the table again, at most every two seconds. */
function refresh() {
  if (due) return;
  due = setTimeout(() => {
    due = null;
    last = Date.now();
    if (!document.hidden) htmx.trigger(live, "refresh");
  }, Math.max(0, QUIETLY - (Date.now() - last)));
}

function speak() {
  const { now, over, all } = state().dataset;
  const reached = Number(all) ? Math.floor((4 * Number(over)) / Number(all)) : 0;
  if (now !== was || (quarter !== null && reached > quarter)) said.textContent = live.querySelector(".sentence").textContent;
  [was, quarter] = [now, reached];
}

function close() {
  source?.close();
  source = null;
}

function connect() {
  close();
  source = new EventSource(live.dataset.events);
  for (const name of ["batch", "documents", "done"]) source.addEventListener(name, refresh);
  source.addEventListener("open", () => {
    lost.hidden = true;
    clearInterval(polling);
    polling = null;
  });
  source.addEventListener("error", () => {
    if (!isOpen()) return close();
    if (source?.readyState === EventSource.CLOSED) close();
    polling ??= setInterval(() => (source ? refresh() : connect()), POLL);
    setTimeout(() => { if (polling && isOpen()) lost.hidden = false; }, 3000);
    return refresh();
  });
}

live.addEventListener("htmx:afterSwap", () => {
  speak();
  if (!isOpen()) {
    close();
    clearInterval(polling);
    lost.hidden = true;
  }
});
for (const name of ["htmx:sendError", "htmx:responseError"]) {
  live.addEventListener(name, (event) => {
    event.stopPropagation();
    lost.hidden = !isOpen();
  });
}
document.getElementById("again").addEventListener("click", () => {
  connect();
  refresh();
});
document.addEventListener("visibilitychange", () => { if (!document.hidden && isOpen()) refresh(); });
live.addEventListener("submit", (event) => {
  if (event.target.action.endsWith("/cancel") && !confirm("Cancel this batch? What waits is not checked; what is done stays.")) event.preventDefault();
});

speak();
if (isOpen()) connect();
