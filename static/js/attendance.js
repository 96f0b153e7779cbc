// Keeps each tap while attendance is taken. Without this file the Save button does the same.
import { autosave } from "./autosave.js";

const form = document.querySelector("form[data-autosave]");
const heads = document.querySelector("[data-heads]");
const NAMES = ["version", "initial-state", "initial-reason", "state", "reason"];

let sent = new FormData();

function collect(people, all) {
  const data = new FormData();
  data.set("csrfmiddlewaretoken", all.get("csrfmiddlewaretoken"));
  for (const pk of people) for (const name of NAMES) if (all.has(`${name}-${pk}`)) data.set(`${name}-${pk}`, all.get(`${name}-${pk}`));
  sent = data;
  return data;
}

function say(pk, text) {
  const line = form.querySelector(`[data-line="${pk}"]`);
  line.querySelector("[data-message]").textContent = text;
  line.classList.toggle("line-marked", Boolean(text));
}

function remember(pk, version) {
  form.elements[`version-${pk}`].value = version;
  form.elements[`initial-state-${pk}`].value = sent.get(`state-${pk}`) ?? "";
  form.elements[`initial-reason-${pk}`].value = sent.get(`reason-${pk}`) ?? "";
  say(pk, "");
}

function show(answer, people) {
  const wrong = answer.errors ?? {};
  for (const [pk, version] of Object.entries(answer.versions ?? {})) remember(pk, version);
  for (const pk of people) if (wrong[pk]) say(pk, wrong[pk]);
  if (answer.heads !== undefined) heads.textContent = answer.heads;
  return wrong;
}

if (form) {
  const { touch } = autosave({ form, status: form.querySelector("[data-save-state]"), collect, show });
  form.addEventListener("input", (event) => {
    const line = event.target.closest("[data-line]");
    if (line) touch(line.dataset.line);
  });
}
