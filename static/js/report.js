// Saves the lines of a report while one types. Without this file the Save button does the same.
import { autosave } from "./autosave.js";

const form = document.querySelector("form[data-autosave]");

const lineOf = (name) => form.querySelector(`[data-line="${name}"]`);
const fieldsOf = (line) => [...line.querySelectorAll("input, select, textarea")].filter((field) => field.name);

// What was sent and not answered yet: typing goes on meanwhile.
let sent = new FormData();

function collect(names, all) {
  const data = new FormData();
  data.set("csrfmiddlewaretoken", all.get("csrfmiddlewaretoken"));
  for (const name of names) {
    for (const field of new Set(fieldsOf(lineOf(name)).map((part) => part.name))) data.set(field, all.get(field) ?? "");
  }
  sent = data;
  return data;
}

// What is stored now is what later changes are measured against, here and in the Save button's own request.
function remember(name, version) {
  for (const field of fieldsOf(lineOf(name))) {
    if (field.name.endsWith("-version")) field.value = version;
    else if (field.name.startsWith("initial-")) field.value = sent.get(field.name.slice("initial-".length)) ?? "";
  }
}

function say(name, text) {
  const line = lineOf(name);
  line.querySelector("[data-message]").textContent = text;
  line.classList.toggle("line-marked", Boolean(text));
}

// How far the parts by category are from the total.
function note(name, text) {
  const place = lineOf(name)?.querySelector("[data-misfit]");
  if (place) place.textContent = text;
}

function show(answer, names) {
  const wrong = answer.errors ?? {};
  for (const [name, text] of Object.entries(answer.notes ?? {})) note(name, text);
  for (const [name, version] of Object.entries(answer.versions ?? {})) {
    remember(name, version);
    say(name, "");
  }
  for (const name of names) if (wrong[name]) say(name, wrong[name]);
  return wrong;
}

const { touch } = autosave({ form, status: form.querySelector("[data-save-state]"), collect, show });

form.addEventListener("input", (event) => {
  const line = event.target.closest("[data-line]");
  if (line) touch(line.dataset.line);
});
