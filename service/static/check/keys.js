// The keys of the Check page; letters work wherever nobody is typing.
const typing = (target) => target.matches?.("input, select, textarea, [contenteditable]");

export function keys({ area, list, side, check, undo, words }) {
  const press = (selector) => {
    const card = list.current && list.card(list.current);
    const button = card?.querySelector(selector);
    button?.click();
    return button;
  };
  const acts = {
    j: () => list.step(1),
    k: () => list.step(-1),
    a: () => press('[data-act="apply"]'),
    u: undo,
    x: () => {
      const summary = press(".fine > summary");
      summary?.parentElement.querySelector('input[name="reason"]')?.focus();
    },
    Enter: () => list.current && words(list.current),
    "/": () => {
      const find = document.getElementById("find");
      find.parentElement.hidden = false;
      find.focus();
    },
  };

  function escape(target) {
    if (target === area) return void (list.current && list.card(list.current) ? list.choose(list.card(list.current)) : list.step(1));
    const fine = target.closest?.(".fine[open]");
    if (fine) {
      fine.open = false;
      return void fine.querySelector("summary").focus();
    }
    if (side.dataset.sheet === "open") side.dataset.sheet = "";
    area.focus();
    return undefined;
  }

  document.addEventListener("keydown", (event) => {
    if (document.querySelector("dialog[open]") || event.isComposing) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      return void check();
    }
    if (event.key === "Escape") return void escape(event.target);
    if (typing(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter" && event.target.closest("a, button, summary")) return;
    if (!Object.hasOwn(acts, event.key)) return;
    event.preventDefault();
    acts[event.key]();
  });
}
