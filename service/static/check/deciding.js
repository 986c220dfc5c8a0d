// Wrong and waived: said against a finding of a report, so the text is kept first.
import { submit } from "./http.js";

const SAID = { wrong: "Noted as wrong, with your reason.", waive: "Accepted. It no longer counts." };

export async function decide(event, { keep, after, say }) {
  const form = event.target.closest("form[data-decide]");
  if (!form) return;
  event.preventDefault();
  const card = form.closest(".card");
  const button = form.querySelector("button");
  button.disabled = true;
  try {
    const check = await keep();
    await submit(`/reports/${check.id}/findings/${card.dataset.finding}/${form.dataset.decide}`, form);
    const note = document.createElement("p");
    note.className = "noted";
    note.textContent = SAID[form.dataset.decide];
    form.closest(".fine").replaceWith(note);
    card.focus();
    say(note.textContent);
    if (form.dataset.decide === "waive") after();
  } catch (trouble) {
    say(trouble.message);
    const problem = form.querySelector(".wrong") ?? form.appendChild(document.createElement("p"));
    problem.className = "wrong";
    problem.textContent = trouble.message;
    button.disabled = false;
  }
}
