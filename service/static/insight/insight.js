// Pages about many documents: a button that prints, and choices that take effect at once.
for (const button of document.querySelectorAll('[data-act="print"]')) button.addEventListener("click", () => print());
for (const form of document.querySelectorAll("form.filters")) {
  form.addEventListener("change", (event) => {
    if (event.target.matches("select")) form.requestSubmit();
  });
}
